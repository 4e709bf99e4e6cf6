"""Requirements that differ only in their subject share a line, and nothing is lost."""

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Plan, catalog
from seatplan.alike import NAMED, condensed
from seatplan.requirement import Requirement, requirement_id
from seatplan.structure import ASCENT_FULL, LAWS
from seatplan.testing import plans, programs
from seatplan.timeline import PlanIndex
from tests.properties.effort import examples


def seat(flight: str, role: str = "pilot") -> Requirement:
    """Return the requirement of a seat that must be taken."""
    here = f"{flight} going up"
    message = f"{here} must have 1 {role} seat taken"
    return Requirement(requirement_id("full", flight, role), "full", message, here=here)


def test_what_a_line_says() -> None:
    """A line names a few things, or the first of many; a single one keeps its sentence."""
    pilots = [seat(f"F{number}") for number in range(1, 7)]
    assert [one.message for one in condensed(pilots[:1])] == [pilots[0].message]
    (two,) = condensed(pilots[:2])
    assert two.message == "Each of F1 going up and F2 going up must have 1 pilot seat taken"
    (six,) = condensed(pilots)
    assert six.message == (
        "Each of F1 going up, F2 going up, F3 going up and 3 others must have 1 pilot seat taken"
    )
    (four,) = condensed(pilots[: NAMED + 1])
    assert "other" not in four.message


def test_inside_a_sentence() -> None:
    """The part that differs can be in the middle of the sentence."""
    whole = [
        Requirement(f"q:{one}", "q", f"exactly 1 seat on {one} must be ESA's", here=one)
        for one in ("F1", "F2")
    ]
    (line,) = condensed(whole)
    assert line.message == "exactly 1 seat on each of F1 and F2 must be ESA's"


REQUIREMENTS = st.builds(
    seat, st.sampled_from(["F1", "F2", "F3", "F4", "F5"]), st.sampled_from(["pilot", "guest"])
) | st.builds(
    lambda rule, text, here: Requirement(f"{rule}:{text}", rule, text, here=here),
    st.sampled_from(["a", "b"]),
    st.text("F1 x", min_size=1, max_size=4),
    st.sampled_from(["", "F1", "x"]),
)


@given(st.lists(REQUIREMENTS, unique_by=lambda one: one.id))
def test_nothing_is_lost(requirements: list[Requirement]) -> None:
    """Each requirement is on one line of its own rule, in order."""
    found = condensed(requirements)
    assert sorted(one.id for line in found for one in line.requirements) == sorted(
        one.id for one in requirements
    )
    order = {one.id: number for number, one in enumerate(requirements)}
    for line in found:
        numbers = [order[one.id] for one in line.requirements]
        assert numbers == sorted(numbers)
        assert {one.rule for one in line.requirements} == {line.rule}
        said = {one.message.replace(one.here, "", 1) for one in line.requirements}
        assert len(said) == 1
    assert condensed(evolve(one, here="") for one in requirements) == tuple(
        line for one in requirements for line in condensed([evolve(one, here="")])
    )


@given(st.data())
@examples(80)
def test_what_differs_is_in_the_message(data: st.DataObject) -> None:
    """The part that differs is in the sentence, word for word."""
    program = data.draw(programs(max_rules=4))
    reading = PlanIndex(program, data.draw(plans(program)))
    for one in (*LAWS, *program.named_rules):
        for finding in one.violations(reading):
            assert finding.requirement.here in finding.requirement.message


def test_an_empty_plan_of_real_flights() -> None:
    """Dozens of seats that must be taken become one line for each role."""
    program = catalog.load("iss-crossflight")
    findings = ASCENT_FULL.violations(PlanIndex(program, Plan()))
    requirements = [one.requirement for one in findings]
    found = condensed(requirements)
    assert len(requirements) > 40
    assert len(found) < 10
