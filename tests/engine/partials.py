"""Models, searches and values for tests of partial solutions."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from unittest.mock import patch

import numpy as np
from hypothesis import strategies as st

from seatplan import Program
from seatplan.engine.model import requirement_model
from seatplan.engine.model.building import build_model
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import blocks
from seatplan.engine.rows.rows import Rows, Whole, sums
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
    with patch.object(requirement_model, "PATIENCE", 0):
        return build_model(program, as_of=as_of, patient=patient)


def objective_of(model: SeatModel) -> LinearExpr:
    """The first objective; empty without goals."""
    found = blocks(model, model.program.named_goals)
    return found[0].objective if found else LinearExpr()


def worth_of(objective: LinearExpr) -> dict[Variable, int]:
    """The coefficient of each variable."""
    return objective.coefficients()


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


def numbers_of(partial: PartialSolution) -> Whole:
    """All decisions."""
    return partial.numbers


def some_of(data: st.DataObject, numbers: Whole) -> Whole:
    """Some of these decisions."""
    if not len(numbers):
        return numbers
    picked = data.draw(st.lists(st.booleans(), min_size=len(numbers), max_size=len(numbers)))
    return numbers[np.array(picked, dtype=np.bool_)]


def some_plan(data: st.DataObject, model: SeatModel, objective: LinearExpr) -> list[int] | None:
    """The values of some plan, with optimal auxiliary variables; None if there is none."""
    search = search_of(model.program)
    numbers = PartialSolution(model).numbers.tolist()
    drawn = data.draw(st.lists(st.integers(-2, 3), min_size=len(numbers), max_size=len(numbers)))
    answer = best(model, LinearExpr(numbers, drawn), search, {})
    if not answer.found:
        return None
    values = values_of(model, answer)
    answer = best(model, objective, search, {one: values[one] for one in numbers})
    return values_of(model, answer)


def patient_draft(data: st.DataObject, program: Program) -> PartialSolution | None:
    """A partial solution with some plan, which may break deferred rows; None without one."""
    model = model_of(program, patient=True)
    values = some_plan(data, model, LinearExpr())
    if values is None:
        return None
    partial = PartialSolution(model)
    partial.fill(values)
    return partial
