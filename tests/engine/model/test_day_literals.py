"""Literals of days: a sum of them is 1 on the days that are picked, and short."""

from __future__ import annotations

from attrs import evolve
from ortools.sat.cp_model_pb2 import OPTIMAL
from ortools.sat.python.cp_model import CpSolver

import seatplan
from seatplan import Window
from seatplan.engine.model.building import build_model
from seatplan.engine.model.day_literals import FEW_DAYS
from seatplan.program import Program
from tests.build import day, flight, program

DAYS = FEW_DAYS + 4


def _moving(days: int) -> Program:
    """A program with a flight without seats that may launch on any of these days."""
    window = Window(day(0), day(days))
    return program([evolve(flight("F1", 0, 99, launch_window=window), seats=())], ["ann"])


def test_sums_are_one_on_the_days_that_are_picked() -> None:
    """For any picked days, the sum is 1 exactly on these; a run of days is one literal."""
    model = build_model(_moving(DAYS))
    event = ("F1", "up")
    runs = [frozenset(range(a, b)) for a in range(DAYS) for b in range(a, DAYS + 1)]
    scattered = [frozenset(range(a, DAYS, 3)) | {1, 2} for a in range(4)]
    picks = {
        picked: model.on_days(event, lambda one, p=picked: (one - day(0)).days in p)  # type: ignore[misc]
        for picked in (*runs, *scattered)
    }
    early = {at: model.by(event, day(at)) for at in range(-1, DAYS + 1)}
    late = {at: model.after(event, day(at)) for at in range(-1, DAYS + 1)}
    assert all(len(picks[run].variables) < 3 for run in runs)
    for at, (_, literal) in enumerate(model.days_of(event)):
        cp = model.cp.clone()
        cp.add(model.variables[literal] == 1)
        solver = CpSolver()
        assert solver.solve(cp) == OPTIMAL
        values = [solver.value(one) for one in model.variables]
        for picked, found in picks.items():
            assert model.value(found, values) == (at in picked)
        for last in early:
            assert model.value(early[last], values) == (at <= last)
            assert model.value(late[last], values) == (at > last)


def test_the_model_grows_with_the_days() -> None:
    """Windows of twice the width make twice as many terms, not four times as many."""

    def terms(days: int) -> int:
        wide = seatplan.catalog.load("iss-crossflight").apply(seatplan.OpenDates(days=days))
        rows = build_model(wide).rows
        return sum(len(rows.row(at)[0]) for at in range(len(rows)))

    narrow, wide = terms(5), terms(10)
    assert narrow < wide < 2.5 * narrow


def test_what_a_trial_makes_is_forgotten() -> None:
    """A run that was first made in a trial is made again afterwards."""
    model = build_model(_moving(DAYS))
    forget = model.on_trial()
    size = model.size
    model.by(("F1", "up"), day(5))
    assert model.size > size
    forget()
    assert model.by(("F1", "up"), day(5)).variables == [size]
