"""Outcomes of scenarios as printed."""

from __future__ import annotations

import pytest
from attrs import evolve

from seatplan import (
    GoalValue,
    Outcome,
    Plan,
    PortStay,
    Result,
    ReturnEmpty,
    Scenario,
    ShipChange,
    Slip,
    Status,
    what_if,
)
from seatplan.cli.output import show
from seatplan.goals.keep_rules import KeepRules
from seatplan.report.outcomes import outcome_tables, stress_tables, sweep_table, verdict
from seatplan.report.page.studies import goals_in_words
from seatplan.rules.quota import Quota
from seatplan.whatif.stressing import stress
from tests.build import day, flight, plan, program, tour

FLIGHTS = [
    flight("F1", 1, 11, spacecraft="Hope"),
    flight("F2", 21, 31, spacecraft="Hope"),
]
OLD = plan(tour("ann", "F1"), tour("bob", "F2"))

STAY = PortStay("F1", "front", day(1), day(11))
OTHER_PORT = ShipChange("F1", (STAY,), (evolve(STAY, port="rear"),))
OTHER_CRAFT = ShipChange("F2", spacecraft_before="Hope", spacecraft="Joy")
BOTH = evolve(OTHER_PORT, flight="F3", spacecraft="Joy")

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


@pytest.mark.parametrize(
    ("result", "start"),
    [
        (Result(Status.OPTIMAL, Plan()), "Nothing changes. No plan as good as this changes less."),
        (Result(Status.FEASIBLE, Plan()), "Nothing changes. Not every goal is proved."),
        (Result(Status.INFEASIBLE), "Nothing works: no plan is left. That is proved."),
        (Result(Status.UNKNOWN), "Unknown: no plan was found before the search ended"),
    ],
)
def test_what_is_claimed(result: Result, start: str) -> None:
    """The verdict claims no more than was proved."""
    assert verdict(Outcome(Scenario("x"), result)).plain.startswith(start)


@pytest.mark.parametrize(
    ("ships", "said"),
    [
        ((OTHER_PORT,), "1 ship is at other ports."),
        ((OTHER_CRAFT,), "1 flight has another spacecraft."),
        ((OTHER_PORT, OTHER_CRAFT, BOTH), "2 ships are at other ports. 2 flights have another"),
    ],
)
def test_ports_and_spacecraft_are_counted_apart(ships: tuple[ShipChange, ...], said: str) -> None:
    """A flight with another spacecraft is not at another port."""
    outcome = Outcome(Scenario("x"), Result(Status.OPTIMAL, Plan()), ships=ships)
    assert verdict(outcome).plain.startswith(f"No seat changes, {said}")


def test_no_blank_line_comes_first(capsys: Captured) -> None:
    """Where nothing changes and nothing has a name, the output begins with text."""
    show(*outcome_tables(Outcome(Scenario(""), Result(Status.OPTIMAL, Plan()))))
    assert capsys.readouterr().out.startswith("Nothing changes.")


def test_an_outcome(capsys: Captured) -> None:
    """An outcome shows its name, then the changes, then the goals."""
    what = program(FLIGHTS, ["ann", "bob"], rules=[Quota(members=("bob",), max=0, weight=3)])
    outcome = what_if(what, OLD)
    named = evolve(outcome, scenario=Scenario("a preference"))
    show(*outcome_tables(named))
    assert capsys.readouterr().out.splitlines()[:6] == [
        "a preference",
        "Better without it as well: the given plan was not the best",
        "F2: ann flies as pilot instead of bob.",
        "",
        "Goals, before and after",
        "  keep-rules  3 penalty points  0 penalty points  better by 3",
    ]


def test_a_sweep(capsys: Captured) -> None:
    """Each scenario is a line, even if its search ran out of time."""
    late = Outcome(Scenario("late"), Result(Status.UNKNOWN))
    none = Outcome(Scenario("none"), Result(Status.INFEASIBLE))
    fine = Outcome(Scenario("fine"), Result(Status.OPTIMAL, Plan(), (GoalValue("g", 1, 1),)))
    show(*sweep_table([late, none, fine]))
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[1:] == [
        ["late", "?", "unknown"],
        ["none", "✕", "no", "plan"],
        ["fine", "✓", "survives", "0", "0"],
    ]


def test_a_study_with_a_contradiction_and_a_plan_that_was_not_the_best(capsys: Captured) -> None:
    """Changes that need no fault are reported separately, and count against no fault."""
    what = program(
        FLIGHTS,
        ["ann", "bob", "cem"],
        rules=[Quota(members=("ann",), max=0, weight=1)],
        goals=[KeepRules()],
    )
    study = stress(what, OLD, slips=(15,))
    show(*stress_tables(study))
    out = capsys.readouterr().out
    assert "F1 slips by 15 ✕ contradicts" in " ".join(out.split())
    assert "'Hope' is still on 'F1'" in " ".join(out.split())
    assert "2 seats would change even without a fault" in out
    assert "ann withdrawn" not in out, "that changes what changes anyway"
    assert "faults of 7 would change nothing" in " ".join(out.split())


def test_a_quiet_study(capsys: Captured) -> None:
    """A program without flights depends on nothing."""
    one = program([], ["ann"])
    show(*stress_tables(stress(one, Plan(), as_of=day(1))))
    assert capsys.readouterr().out.splitlines() == [
        "Single faults, as of 2030-01-01",
        "1 fault of 1 would change nothing.",
        "",
        "A plan is left after 1 single fault.",
    ]
    show(*stress_tables(stress(program([], []), Plan())))
    assert "There is no fault to try" in capsys.readouterr().out
    assert what_if(one, Plan()).survives
    assert Slip("F1", 1) != Slip("F1", 2)


def test_faults_that_were_not_tried_are_counted(capsys: Captured) -> None:
    """An interrupted study counts the faults not tried, and calls none of them contradictory."""
    what = program(FLIGHTS, ["ann", "bob", "cem"])
    study = stress(what, OLD)
    rows = tuple(evolve(row, outcome=None) for row in study.rows)
    contradictory = sum(bool(row.problem) for row in rows)
    show(*stress_tables(evolve(study, rows=rows)))
    out = capsys.readouterr().out
    assert out.count("contradicts") == contradictory
    assert f"{len(rows) - contradictory} of {len(rows)} faults were not tried." in out


def test_the_cause_where_laws_alone_exclude_every_plan(capsys: Captured) -> None:
    """Without a conflict, a table and a page name who cannot come home, or else the laws."""
    gone = what_if(program(FLIGHTS, ["ann", "bob"]), OLD, ReturnEmpty("F1"), as_of=day(3))
    assert gone.explanation is not None
    assert gone.explanation.conflict == ()
    assert "cannot come home" in gone.cause
    show(*sweep_table([gone]))
    assert gone.cause in " ".join(capsys.readouterr().out.split())
    assert goals_in_words(gone) == gone.cause
    laws = evolve(gone, explanation=evolve(gone.explanation, stranded=()))
    assert laws.cause.startswith("The laws that are never given up")
    assert evolve(gone, explanation=None).cause == ""
