"""Answers, plans, scenarios and edits as plain data: reading them back gives equal values."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import seatplan
from seatplan import Edit, Outcome, Plan, Program, Result, Scenario
from seatplan.answers import outcomes_from_dict, outcomes_to_data
from seatplan.errors import PlanError, ProgramError
from seatplan.testing import plans, programs
from tests.notebook.answers import answers
from tests.small_programs import impossible, leaking, leaking_plan
from tests.whatif.strategies import edits


@cache
def things() -> dict[str, Any]:
    """Return a value of each class that can be written, by the name of its kind."""
    program, plan = leaking(), leaking_plan()
    found = dict(answers())
    result = found["Result"]
    front = seatplan.tradeoff(program, "fill-seats", "even-turns").collect()
    return {
        "plan": plan,
        "result": result,
        "given-up": seatplan.solve(impossible(), relax=True),
        "report": found["Report"],
        "explanation": found["Explanation"],
        "outcome": found["Outcome"],
        "impossible": seatplan.what_if(
            program, plan, seatplan.Cancel("D-1"), seatplan.Fix("S-1", "commander", "carl")
        ),
        "stress": found["Stress"],
        "why-not": found["WhyNot"],
        "why-not-better": found["WhyNotBetter"],
        "certificate": found["Certificate"],
        "verification": found["Verification"],
        "alternatives": seatplan.alternatives(program, result.plan, 2),
        "tradeoff": front,
        "tradeoff-point": front[0],
        "candidates": seatplan.candidates(program, plan, "D-1", "pilot"),
        "scenario": Scenario("a slip", (seatplan.Slip("S-1", 3), seatplan.Withdraw("dana"))),
        "edit": seatplan.AddRule(seatplan.rules.quota.Quota(agencies=("NASA",), max=2)),
    }


def again(thing: Any) -> Any:
    """Return what another process reads from the data."""
    return type(thing).from_dict(json.loads(json.dumps(thing.to_dict())))


def must_come_back(thing: Any) -> None:
    """Assert that a value comes back equal, even in fields that equality ignores."""
    read = again(thing)
    assert read == thing
    assert read.to_dict() == thing.to_dict()
    assert repr(read) == repr(thing)


NAMES = (
    "plan",
    "result",
    "given-up",
    "report",
    "explanation",
    "outcome",
    "impossible",
    "stress",
    "why-not",
    "why-not-better",
    "certificate",
    "verification",
    "alternatives",
    "tradeoff",
    "tradeoff-point",
    "candidates",
    "scenario",
    "edit",
)


@cache
def validator(kind: str) -> Draft202012Validator:
    """Return the validator of a schema."""
    return Draft202012Validator(seatplan.schema(kind))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_it_comes_back(name: str) -> None:
    """Every class is written as text that starts with its header and that its schema accepts."""
    thing = things()[name]
    data = thing.to_dict()
    assert list(data)[:3] == ["format", "kind", "seatplan"]
    must_come_back(thing)
    validator(data["kind"]).validate(json.loads(json.dumps(data)))


@pytest.mark.parametrize("name", ["result", "explanation", "why-not", "stress", "alternatives"])
def test_how_long_it_took(name: str) -> None:
    """Answers of a search have their computing time, which is ignored in comparisons."""
    thing = things()[name]
    assert thing.seconds > 0
    assert again(thing).seconds == round(thing.seconds, 3)
    assert attrs.evolve(thing, seconds=1e6) == thing


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_edits_and_reports_of_any_program_come_back(data: st.DataObject) -> None:
    """Any rules, goals and edits come back, with fractions and days."""
    program = data.draw(programs())
    plan = data.draw(plans(program))
    changes = tuple(data.draw(edits(program)) for _ in range(2))
    for one in changes:
        must_come_back(one)
        validator("edit").validate(one.to_dict())
    must_come_back(plan)
    must_come_back(Scenario("both", changes))
    must_come_back(seatplan.check(program, plan))
    outcome = Outcome(
        Scenario("", changes), Result(seatplan.Status.UNKNOWN), before=program, plan=plan
    )
    must_come_back(attrs.evolve(outcome, program=program))
    must_come_back(outcome)  # the edited program has nothing that the first one has


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_answers_of_any_program_come_back(data: st.DataObject) -> None:
    """Answers of the solver for small programs: results, explanations and outcomes."""
    program = data.draw(programs())
    result = seatplan.solve(program)
    must_come_back(result)
    must_come_back(seatplan.explain(program, max_fixes=1))
    if result.plan is not None:
        day = program.flights[-1].launch if program.flights else None
        withdraw = seatplan.Withdraw(program.crew[0].id, day)
        must_come_back(seatplan.what_if(program, result.plan, withdraw, explain=True))


def test_many_outcomes_say_once_what_they_share() -> None:
    """Only the first outcome has the program and plan; all have them when read."""
    program, plan = leaking(), leaking_plan()
    found = [
        seatplan.what_if(program, plan, seatplan.Withdraw(member.id), explain=False)
        for member in program.crew
    ]
    data = json.loads(json.dumps(outcomes_to_data(found)))
    assert [("before" in one, "plan" in one) for one in data["outcomes"]] == [
        (number == 0, number == 0) for number in range(len(found))
    ]
    assert outcomes_from_dict(data) == tuple(found)
    validator("outcomes").validate(data)


def test_time_is_no_part_of_an_answer() -> None:
    """Two results of one program are equal, however long each took."""
    program = leaking()
    first, second = seatplan.solve(program), seatplan.solve(program)
    assert first == second
    assert attrs.evolve(first, seconds=first.seconds + 1) == first
    assert hash(attrs.evolve(first, seconds=first.seconds + 1)) == hash(first)


def test_a_plan_is_a_plan_file(tmp_path: Any) -> None:
    """The data of `to_dict` can be saved and loaded, also from within a result."""
    result = things()["result"]
    for data in (result.plan.to_dict(), result.to_dict()["plan"]):
        path = tmp_path / "plan.json"
        path.write_text(json.dumps(data))
        assert Plan.load(path) == result.plan
        assert Plan.from_dict(data) == result.plan


def test_keys_of_a_rule_are_as_json_spells_them() -> None:
    """Days, fractions and lists in `change-rule` come back equal."""
    given = seatplan.ChangeRule(
        "share", since=date(2030, 1, 2), tolerance=Fraction(1, 3), shares={"A": Fraction(1, 2)}
    )
    must_come_back(given)
    assert given == seatplan.ChangeRule(
        "share", since="2030-01-02", tolerance="1/3", shares={"A": 0.5}
    )


def test_an_edit_on_one_line() -> None:
    """`parse` reads what the command reads; a class reads only its own edits."""
    slip = seatplan.Slip("Crew-9", 30)
    assert (
        Edit.parse("slip flight=Crew-9 days=30")
        == slip
        == seatplan.Slip.parse("slip flight=Crew-9 days=30")
    )
    assert Edit.from_dict({"edit": "slip", "flight": "Crew-9", "days": 30}) == slip
    with pytest.raises(ProgramError, match="'slip' is not 'cancel'"):
        seatplan.Cancel.parse("slip flight=Crew-9 days=30")
    with pytest.raises(ProgramError, match="this is a Slip, not a Cancel"):
        seatplan.Cancel.from_dict(slip.to_dict())
    with pytest.raises(ProgramError, match="the key 'days' is missing"):
        Edit.parse("slip flight=Crew-9")
    with pytest.raises(ProgramError, match="line: None is not a text"):
        Edit.parse(None)  # type: ignore[arg-type]


def test_a_plan_without_assignments() -> None:
    """As in a file, and by the schema, the key must be there: an empty plan has an empty list."""
    with pytest.raises(PlanError, match="the key 'assignments' is missing"):
        Plan.from_dict({"program": "A leak"})
    assert Plan.from_dict({"assignments": []}) == Plan()


def test_a_newer_format_is_refused_with_words() -> None:
    """The message names the version that wrote the data and the known format."""
    data = {**things()["result"].to_dict(), "format": 2, "seatplan": "0.9.0", "new": 1}
    with pytest.raises(ProgramError) as caught:
        Result.from_dict(data)
    assert str(caught.value) == (
        f"format: format 2 was written by seatplan 0.9.0, and seatplan {seatplan.__version__} "
        "reads format 1\n    Maybe install that version, or a later one."
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": True}, "unknown format true"),
        ({"kind": "report"}, "'report' is not 'result'"),
        ({"status": "best"}, "status: 'best' cannot be read"),
        ({"stauts": 1}, "unknown key 'stauts'"),
        ({"seconds": "1"}, "seconds: '1' is not a number"),
        (
            {"goals": [{"id": "a", "value": 1.5, "bound": 2}]},
            r"goals\[0\].value: 1.5 is not a w",
        ),
        ({"plan": {"assignments": [{"flight": "F"}]}}, "the key 'leg' is missing"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(change: dict[str, Any], said: str) -> None:
    """All problems are reported at once with their places, as in files."""
    with pytest.raises(ProgramError, match=said):
        Result.from_dict({**things()["result"].to_dict(), **change})


def test_what_is_no_table() -> None:
    """A list is an error, and a plan with a wrong line is a PlanError."""
    with pytest.raises(ProgramError, match="a list is not a table"):
        Result.from_dict([])  # type: ignore[arg-type]
    with pytest.raises(PlanError, match="leg: 'sideways' is not allowed here"):
        Plan.from_dict(
            {"assignments": [{"flight": "F", "leg": "sideways", "role": "r", "member": "m"}]}
        )


def test_a_changed_program_can_be_empty() -> None:
    """An edited program without crew does not get its old crew back."""
    outcome = things()["outcome"]
    bare = attrs.evolve(outcome.before, crew=(), fixed=(), forbidden=(), rules=(), goals=())
    must_come_back(attrs.evolve(outcome, program=bare))
    must_come_back(attrs.evolve(outcome, program=Program()))
