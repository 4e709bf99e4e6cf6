"""The result of a solve as printed."""

from __future__ import annotations

import pytest
from attrs import evolve

from seatplan import GoalValue, Result, Statistics, Status
from seatplan.report.answers import goal_table, result_tables, status_line
from tests.report.test_layout import printed
from tests.small_programs import leaking, leaking_plan

REACHED = (GoalValue("keep-rules", 2, 2), GoalValue("fill-seats", 4, 5))


def test_goals() -> None:
    """Each goal has its value and its proof; goals that were not reached are listed too."""
    lines = [line for part in goal_table(leaking(), REACHED) for line in printed(part, 80)]
    assert lines == [
        "",
        "Goals in order of priority",
        "  keep-rules  2 penalty points  proved: no plan does better",
        "  fill-seats           4 seats  not proved: the best is at most 5 seats",
        "  even-turns                 -  not reached",
    ]


def test_no_goals() -> None:
    """Without goals there is no table of goals."""
    assert goal_table(evolve(leaking(), goals=(), rules=()), ()) == []


@pytest.mark.parametrize(
    ("status", "start"),
    [
        (Status.OPTIMAL, "Optimal: every goal is proved. 1.5 s."),
        (Status.FEASIBLE, "Feasible: the plan keeps every hard rule"),
        (Status.INFEASIBLE, "Infeasible: no plan keeps all that is required. That is proved."),
        (Status.UNKNOWN, "Unknown: no plan was found before the search ended"),
    ],
)
def test_status_in_words(status: Status, start: str) -> None:
    """The sentence for each status shows what was proved."""
    result = Result(status, seconds=1.5, statistics=Statistics(runs=3))
    assert status_line(leaking(), result).plain.startswith(start)


def test_no_time_to_search() -> None:
    """Where nothing was searched, that is the reason why there is no plan."""
    line = status_line(leaking(), Result(Status.UNKNOWN, seconds=1.5)).plain
    assert line == "Unknown: the time was up before the search began. 1.5 s."
    line = status_line(leaking(), Result(Status.UNKNOWN), interrupted=True).plain
    assert line == "Unknown: the solve was interrupted before the search began. 0.0 s."


def test_optimal_without_goals() -> None:
    """Without goals, an optimal status does not claim that a goal is proved."""
    program = evolve(leaking(), goals=(), rules=())
    assert "has no goals" in status_line(program, Result(Status.OPTIMAL)).plain


def test_without_a_plan() -> None:
    """Without a plan, only the name of the program and the verdict are shown."""
    lines = [
        line
        for part in result_tables(leaking(), Result(Status.INFEASIBLE))
        for line in printed(part, 80)
    ]
    assert lines[0] == "A leak"
    assert len(lines) == 3


def test_manifest_can_be_left_out() -> None:
    """Without the manifest, no names are printed, but the exchanges are."""
    result = Result(Status.FEASIBLE, leaking_plan(), REACHED)
    for with_manifest in (True, False):
        parts = result_tables(leaking(), result, with_manifest=with_manifest)
        text = "\n".join(line for part in parts for line in printed(part, 80))
        assert ("Anna Petrova" in text) is with_manifest
        assert "Exchange of" in text
