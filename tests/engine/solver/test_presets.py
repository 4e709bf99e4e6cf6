"""Every preset configures the solver and finds a plan of a feasible model."""

from __future__ import annotations

import time

import pytest
from ortools.sat.python import cp_model

from seatplan import Program
from seatplan.engine.solver import presets
from seatplan.engine.solver.presets import Preset
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import Search

ALL = [one for one in vars(presets).values() if isinstance(one, Preset)]


def test_names_are_unique() -> None:
    """The names of presets are unique."""
    assert len({one.name for one in ALL}) == len(ALL)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("preset", ALL, ids=lambda one: one.name)
def test_every_preset_has_a_plan(preset: Preset, workers: int) -> None:
    """The solver accepts the parameters, and its solution satisfies the model."""
    cp = cp_model.CpModel()
    literals = [cp.new_bool_var("") for _ in range(12)]
    cp.add(cp_model.LinearExpr.sum(literals) == 5)
    cp.add_at_most_one(literals[:4])
    search = Search(time.monotonic() + 600, Case(Program("any")), workers)
    answer = search.run(cp, preset, effort=1.0)
    assert answer.found
    values = [answer.solver.value(one) for one in literals]
    assert sum(values) == 5
    assert sum(values[:4]) <= 1
    assert search.counts.runs == 1
