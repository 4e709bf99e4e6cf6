"""Who else could sit in a seat: what bars the others, and what a direct swap breaks."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seatplan
from seatplan import (
    Candidates,
    Fixed,
    Forbidden,
    Plan,
    PlanError,
    Program,
    Violation,
    candidates,
    check,
)
from seatplan.program_index import ProgramIndex
from seatplan.rules.career import Career
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.quota import Quota
from seatplan.testing import plans, programs
from seatplan.whatif.seat_candidates import Bench
from tests.build import (
    away,
    day,
    down,
    flight,
    member,
    plan,
    program,
    seat,
    tour,
    up,
)
from tests.properties.effort import examples

FLIGHTS = [flight("F1", 1, 11), flight("F2", 21, 31)]


def words(found: Candidates) -> dict[str, str]:
    """By member, the words of the bars; empty if there are none."""
    return {one.member: one.words for one in (*found.possible, *found.barred)}


def told(violations: Iterable[Violation]) -> set[tuple[str, str, int, bool]]:
    return {(one.requirement, one.message, one.amount, one.hard) for one in violations}


def test_a_word_for_each_bar() -> None:
    """Each kind of bar has its word; members without bars are possible."""
    crew = [
        member("abe", "NASA", "suit"),
        member("bob", "NASA", "suit", unavailable=(away(25, None),)),
        member("cem", "JAXA", "suit"),
        member("dag", "NASA", "suit", last_landing=15, flights_before=1),
        member("eve", "NASA", "suit", flights_before=3),
        member("fay", "NASA"),
        member("gus", "NASA", "suit"),
        member("hal", "NASA", "suit"),
        member("ida", "NASA", "suit"),
    ]
    one = program(
        FLIGHTS,
        crew,
        seats=[seat("pilot", requires="suit", agencies=("NASA",)), seat("guest", optional=True)],
        rules=[GroundTime(days=10), Career(max_flights=3)],
        forbidden=[Forbidden("F2", "gus")],
    )
    two = plan(tour("abe", "F2"), tour("hal", "F2", role="guest"), tour("ida", "F1"))
    assert words(candidates(one, two, "F2", "pilot")) == {
        "bob": "absent",
        "cem": "agency",
        "dag": "resting",
        "eve": "career limit",
        "fay": "lacks suit",
        "gus": "forbidden",
        "hal": "flying",
        "ida": "",
    }


def test_the_holder_gives_up_the_tour() -> None:
    """The candidate takes over both legs, even if the way home is on another flight."""
    flights = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 21, ascent="empty")]
    one = program(flights, ["ann", "bob"])
    old = plan(up("ann", "F1"), down("ann", "F2"))
    found = candidates(one, old, "F1", "pilot")
    assert found.holders == ("ann",)
    assert found.of("bob").replaces == "ann"
    assert found.swapped("bob") == plan(up("bob", "F1"), down("bob", "F2"))
    assert found.of("bob").fits


def test_a_free_seat_is_added_to() -> None:
    one = program(FLIGHTS, ["ann", "bob"], seats=[seat("guest", 2, optional=True)])
    found = candidates(one, plan(tour("ann", "F1", role="guest")), "F1", "guest")
    assert found.of("bob").replaces is None
    assert found.swapped("bob") == plan(
        tour("ann", "F1", role="guest"), tour("bob", "F1", role="guest")
    )


def test_what_the_swap_breaks_and_costs() -> None:
    """Violations that concern more than the candidate are breaks, not bars."""
    crew = [member("ann"), member("bob", "JAXA"), member("cem", flights_before=2)]
    one = program(
        FLIGHTS,
        crew,
        rules=[Quota(agencies=("NASA",), min=1), Quota(members=("cem",), max=0, weight=3)],
        fixed=[Fixed("F1", "pilot", "ann")],
        goals=[seatplan.goals.even_turns.EvenTurns()],
    )
    found = candidates(one, plan(tour("ann", "F1")), "F1", "pilot")
    assert [one.member for one in found.possible] == ["cem", "bob"]
    cem, bob = found.possible
    assert [(one.rule, one.hard) for one in cem.breaks] == [
        ("fixed", True),
        ("fixed", True),
        ("quota-2", False),
    ]
    assert {one.rule for one in bob.breaks} == {"fixed", "quota-1"}
    assert [(one.id, one.gain) for one in cem.goals] == [("keep-rules", -3), ("even-turns", -4)]
    assert not cem.fits


def test_two_holders_and_the_better_swap() -> None:
    """Of two holders of the role, the candidate replaces the one with fewer breaks."""
    crew = [member("ann"), member("bob", "JAXA"), member("cem", "JAXA")]
    rule = Quota(agencies=("JAXA",), max=1)
    one = program(FLIGHTS, crew, seats=[seat("guest", 2)], rules=[rule])
    old = plan(tour("ann", "F1", role="guest"), tour("bob", "F1", role="guest"))
    assert candidates(one, old, "F1", "guest").of("cem").replaces == "bob"


def test_the_way_down() -> None:
    """Those in space trade their ways down; the others would have to take over the tour."""
    flights = [
        flight("F1", 1, 21, return_options=("F2",)),
        flight("F2", 5, 31, return_options=("F1",)),
    ]
    one = program(flights, ["ann", "bob", "cem"])
    old = plan(tour("ann", "F1"), tour("bob", "F2"))
    found = candidates(one, old, "F1", "pilot", leg="down")
    assert found.swapped("bob") == plan(
        up("ann", "F1"), down("ann", "F2"), up("bob", "F2"), down("bob", "F1")
    )
    assert found.of("bob").fits
    assert found.swapped("cem") == plan(tour("cem", "F1"), tour("bob", "F2"))
    later = candidates(one, old, "F1", "pilot", leg="down", as_of=day(10))
    assert words(later) == {"bob": "", "cem": "on the ground"}


def test_what_cannot_be_asked_about() -> None:
    """Unknown ids, past or empty legs, and holders of the seat are errors."""
    one = program([*FLIGHTS, flight("F3", 41, 51, ascent="empty")], ["ann", "bob"])
    old = plan(tour("ann", "F1"))
    for wrong, message in (
        (("F9", "pilot"), "unknown flight 'F9'"),
        (("F1", "pilto"), "Maybe"),
        (("F3", "pilot"), "carries no one"),
    ):
        with pytest.raises(PlanError, match=message):
            candidates(one, old, *wrong)
    with pytest.raises(PlanError, match="is past"):
        candidates(one, old, "F1", "pilot", as_of=day(2))
    found = candidates(one, old, "F1", "pilot")
    with pytest.raises(PlanError, match="has this seat"):
        found.of("ann")
    with pytest.raises(PlanError, match="unknown member"):
        found.swapped("zoe")


def test_the_cost_is_that_of_why_not() -> None:
    one = program(FLIGHTS, ["ann", "bob"])
    found = candidates(one, plan(tour("ann", "F1"), tour("ann", "F2")), "F1", "pilot")
    answer = found.cost("bob")
    assert answer.possible
    assert answer.entry.member == "bob"


@given(st.data())
@examples(30)
def test_the_check_of_the_swapped_plan_says_the_same(data: st.DataObject) -> None:
    """Bars and breaks agree with a check of the swapped plan."""
    one: Program = data.draw(programs())
    old: Plan = data.draw(plans(one))
    as_of = data.draw(st.none() | st.sampled_from([f.launch for f in one.flights] or [None]))
    known = told(check(one, old, as_of=as_of).violations)
    bench = Bench(one, old, as_of=as_of)
    lookup = ProgramIndex(one)
    for where in lookup.flights.values():
        for role in lookup.seats(where):
            for leg in ("up", "down"):
                try:
                    found = bench.seat(where.id, role, leg)
                except PlanError:
                    continue
                for each in (*found.possible, *found.barred):
                    new = told(check(one, found.swapped(each.member), as_of=as_of).violations)
                    if each.possible:
                        assert told(each.breaks) == new - known
                        after = check(one, found.swapped(each.member), as_of=as_of).values
                        assert all(after[goal.id] == goal.after for goal in each.goals)
                    else:
                        messages = {message for _, message, _, hard in new - known if hard}
                        said = {bar.message for bar in each.bars if bar.rule}
                        assert said <= messages
