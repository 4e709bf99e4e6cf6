"""Models, searches and values for tests of partial solutions."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from unittest.mock import patch

import numpy as np

from seatplan import Program
from seatplan.engine.model import program_model
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import blocks
from seatplan.engine.rows.rows import Rows, sums
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.linear_program import LinearProgram
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.relaxation import Relaxed, Unsolvable, relax
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import Search
from seatplan.modelling import LinearExpr, Variable


def search_of(program: Program, *, seconds: float = 600.0, seed: int = 0) -> Search:
    """A search with enough time, or with none."""
    return Search(time.monotonic() + seconds, Case(program), seed=seed)


def model_of(program: Program, *, patient: bool = False, as_of: date | None = None) -> SeatModel:
    """A model; a patient one defers everything that it can."""
    with patch.object(program_model, "PATIENCE", 0):
        return SeatModel(program, as_of=as_of, patient=patient)


def objective_of(model: SeatModel) -> LinearExpr:
    """The first objective; empty without goals."""
    found = blocks(model, model.program.named_goals)
    return found[0].objective if found else LinearExpr()


def worth_of(objective: LinearExpr) -> dict[Variable, int]:
    """The coefficient of each variable."""
    worth: dict[Variable, int] = {}
    for one, factor in zip(objective.variables, objective.factors, strict=True):
        worth[one] = worth.get(one, 0) + factor
    return worth


def unkept(rows: Rows, values: Sequence[int]) -> list[int]:
    """The numbers of the rows that these values violate."""
    table = rows.table()
    totals = sums(table.factors * np.array(values)[table.variables], table.starts)
    return np.flatnonzero((totals < table.lows) | (totals > table.highs)).tolist()


def best(model: SeatModel, objective: LinearExpr, search: Search, fixed: dict[int, int]) -> Answer:
    """The answer of the whole model with some variables fixed."""
    cp = model.cp.clone()
    for variable, value in fixed.items():
        cp.add(model.variables[variable] == value)
    cp.clear_objective()
    if objective.variables:
        cp.maximize(model.linear(objective))
    return search.run(cp)


def values_of(model: SeatModel, answer: Answer) -> list[int]:
    """The values of all variables."""
    return [answer.solver.value(variable) for variable in model.variables]


def relaxed_of(linear: LinearProgram, search: Search) -> Relaxed | None:
    """The relaxation; None if there is no solution."""
    with suppress(Unsolvable):
        return relax(linear, search)
    return None


def example(partial: PartialSolution, bound: int) -> Relaxed:
    """A relaxation with this bound and without useful values."""
    return Relaxed(bound, np.zeros(len(partial.values)))
