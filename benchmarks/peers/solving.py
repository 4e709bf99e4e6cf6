"""Solves a program in a tool: one goal after the other, with one limit for all."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from time import perf_counter

import seatplan
from benchmarks.alone import Facts, Stopwatch
from benchmarks.answers import answer
from benchmarks.peers.textbook import Textbook
from benchmarks.peers.textbook_rules import objective, post
from benchmarks.peers.tool import Tool
from benchmarks.sizes import PEERS
from seatplan import Plan, Program, Result
from seatplan.result import GoalValue, Status

TOOLS = {
    "CP-SAT": ("plain_cpsat", "PlainCpSat"),
    "CPMpy": ("cpmpy_model", "CPMpy"),
    "HiGHS": ("highs", "Highs"),
    "SCIP": ("scip", "Scip"),
}
"""The module and the class of each tool, by its name in the tables."""


def measure(tool: str, name: str, folder: str, limit: float) -> Facts:
    """Builds and solves a program; the time excludes the import of the tool."""
    module, kind = TOOLS[tool]
    make = getattr(importlib.import_module(f"benchmarks.peers.{module}"), kind)
    program, _ = PEERS[name].kept(Path(folder))
    with Stopwatch() as watch:
        result, building = solve(program, make(), limit)
    assert "seatplan.engine" not in sys.modules, "the peer is to do the work"
    assert tool != "HiGHS" or "ortools" not in sys.modules
    return {**watch.facts, "building": building, **answer(program, result)}


def solve(program: Program, tool: Tool, limit: float) -> tuple[Result, float]:
    """The best plan of the textbook model, and the seconds before the first search."""
    start = perf_counter()
    model = Textbook(program, tool)
    penalty = [term for rule in program.named_rules for term in post(model, rule)]
    goals = [(goal, objective(model, goal, penalty)) for goal in program.named_goals]
    building = perf_counter() - start
    plan: Plan | None = None
    reached: list[tuple[str, int | None]] = []
    proved = True
    for goal, expression in goals:
        left = limit - (perf_counter() - start)
        found = tool.optimise(expression, goal.sense, max(left, 0.1))
        if found.plan:
            plan = model.plan
        proved = found.plan and found.proved
        if found.plan:
            reached.append((goal.name, found.bound))
        if not proved:
            break
        value = seatplan.check(program, model.plan).values[goal.name]
        assert value == found.bound, (goal.name, value, found)
        model.add(expression >= value if goal.sense == "max" else expression <= value)
    status = Status.OPTIMAL if proved else Status.FEASIBLE if plan is not None else Status.UNKNOWN
    values = seatplan.check(program, plan).values if plan is not None else {}
    worth = tuple(
        GoalValue(goal, values[goal], values[goal] if bound is None else bound)
        for goal, bound in reached
    )
    return Result(status, plan, worth, perf_counter() - start), building
