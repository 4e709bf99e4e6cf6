"""The programs of the benchmark are the same in every run, and what cannot be is reported."""

from __future__ import annotations

from math import factorial
from typing import Any
from unittest.mock import patch

import pytest
from attrs import evolve

from benchmarks.programs import WRITTEN
from benchmarks.results import Measurement, Part
from benchmarks.robustness.cases import in_words, orders
from benchmarks.robustness.perturbed import CHANGES, perturbed
from benchmarks.robustness.rows import rows_of
from benchmarks.robustness.summary import WORK, disagreements, gathered
from benchmarks.tables import robust_claim, robust_tools
from seatplan import Plan, catalog, check, solve
from seatplan.engine.answers import driver
from seatplan.engine.solver.search import OutOfTime


def test_all_orders_of_few_goals() -> None:
    """Four goals have 24 orders, each once, as they are given first."""
    program = catalog.load("iss-crossflight")
    found = [in_words(one) for one in orders(program)]
    assert found[0] == in_words(program)
    assert len(found) == len(set(found)) == factorial(4)


def test_a_sample_of_the_orders_of_many_goals() -> None:
    """Eight goals have 40,320 orders: as many as requested, and the same ones each time."""
    program = catalog.load("two-flights")
    found = [in_words(one) for one in orders(program, 10)]
    assert len(found) == len(set(found)) == 10
    assert found == [in_words(one) for one in orders(program, 10)]


@pytest.mark.parametrize("name", ["salyut", "almaz", "divers"])
def test_written_programs_are_the_same_each_time(name: str) -> None:
    """Nothing in them depends on hash seeds or on what was made before."""
    assert WRITTEN[name]() == WRITTEN[name]()


@pytest.mark.parametrize("name", WRITTEN)
def test_written_programs_have_a_plan(name: str) -> None:
    """The hard rules of each written program can be kept, which `check` confirms."""
    program = WRITTEN[name]()
    hard_rules_alone = patch.object(driver.Driver, "_whole", side_effect=OutOfTime)
    with patch.object(driver, "MANY", -1), hard_rules_alone:
        result = solve(program)
    assert result.plan is not None
    assert check(program, result.plan).ok


def test_programs_near_one() -> None:
    """Each kind of change comes first in turn; none is the program itself; all are repeatable."""
    program = catalog.load("iss-next")
    count = len(CHANGES) + 1
    near = dict(perturbed(program, "iss-next", count))
    assert len(near) == count
    assert near == dict(perturbed(program, "iss-next", count))
    assert program not in near.values()


def test_split_roles_have_the_same_seats() -> None:
    """As many seats on each flight as before, and rules that name the role name its parts."""
    program = catalog.load("iss-crossflight")
    for words, near in perturbed(program, "iss-crossflight", 10):
        if "roles split" in words:
            before = {one.id: sum(seat.count for seat in one.seats) for one in program.vehicles}
            assert before == {
                one.id: sum(seat.count for seat in one.seats) for one in near.vehicles
            }
            return
    raise AssertionError("no roles were split")


def _measured(tool: str, status: str, goals: list[list[Any]], wrong: str = "") -> Measurement:
    plan_at = None if status in ("infeasible", "unknown") else 1.0
    facts = {"status": status, "goals": goals, "plan_at": plan_at, "wrong": wrong}
    return Measurement(WORK, ["p", "order", "a > b", tool], 2.0, 1, facts)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (_measured("HiGHS", "optimal", [["a", 3, 3], ["b", 5, 5]]), 0),
        (_measured("HiGHS", "feasible", [["a", 3, 3], ["b", 4, 7]]), 0),
        (_measured("HiGHS", "unknown", []), 0),
        (_measured("HiGHS", "optimal", [["a", 3, 3], ["b", 6, 6]]), 1),
        (_measured("HiGHS", "optimal", [["a", 2, 2], ["b", 6, 6]]), 1),
        (_measured("HiGHS", "infeasible", []), 1),
        (_measured("HiGHS", "feasible", [["a", 3, 4]], "a is 2, not 3"), 1),
        (_measured("HiGHS", "failed: MemoryError", []), 1),
        (_measured("HiGHS", "contradiction", [["a", 3, 3]]), 1),
        (_measured("HiGHS", "killed by signal 9", []), 0),
    ],
)
def test_two_proofs_that_differ_are_told(other: Measurement, told: int) -> None:
    """What is not proved may differ; the first goal that differs is reported, and only that."""
    own = _measured("seatplan", "optimal", [["a", 3, 3], ["b", 5, 5]])
    assert len(disagreements(gathered([own, other]))) == told


def test_each_tool_is_compared_on_its_own_runs() -> None:
    """A run that another tool did not get counts neither for it nor for seatplan beside it."""
    facts = {"limit": 20.0, "flights": 2, "people": 8}
    runs = []
    for tool, program, status in (
        ("seatplan", "p", "optimal"),
        ("seatplan", "q", "feasible"),
        ("HiGHS", "q", "optimal"),
    ):
        made = _measured(tool, status, [["a", 3, 3]])
        runs.append(evolve(made, args=[program, *made.args[1:]], facts={**made.facts, **facts}))
    part = Part("", (0.0,), "", {}, tuple(runs))
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in robust_tools(part).splitlines()[2:]
    ]
    assert cells == [
        ["HiGHS", "1", "100 %", "100 %", "100 %", "100 %", "1"],
        ["seatplan on the same runs", "1", "100 %", "0 %", "0 %", "0 %", "0"],
    ]
    assert "Of 1 solves that HiGHS got too" in robust_claim(part)


def test_a_plan_from_the_rows_has_each_line_once() -> None:
    """Someone with several ways home has several columns for one seat."""
    program = catalog.load("iss-crossflight")
    mixed = rows_of(program)
    everyone = mixed.plan(mixed.most.astype(float))
    assert isinstance(everyone, Plan)
    assert len(everyone.assignments) == len(set(everyone.assignments))
