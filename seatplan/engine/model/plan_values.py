"""Converts between plans and the values of variables: reads a plan, and hints at one."""

from __future__ import annotations

from collections.abc import Sequence

from seatplan.dates import written_dates
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.traffic import choices_of
from seatplan.engine.model.variables import line_of
from seatplan.engine.rows.active_requirements import TRUE
from seatplan.engine.rows.cpsat import hint
from seatplan.plan import Plan


def read_plan(model: SeatModel, solution: Sequence[int]) -> Plan:
    """The plan of a solution."""
    ships = choices_of(model, model.traffic, solution) if model.choices is None else model.choices
    return Plan(
        (line_of(seat) for seat in model.candidates.seats if solution[seat.literal]),
        model.program.name,
        written_dates(model.source, model.dates.chosen(solution)),
        docking=ships.docking,
        spacecraft=ships.spacecraft,
    )


def hint_plan(model: SeatModel, plan: Plan) -> None:
    """Hints at a plan, and at no other: at its seats, tours and days.

    The rest follows from them.
    """
    model.cp.clear_hints()
    taken = set(plan.assignments)
    values: dict[int, int] = {}
    for seat in model.candidates.seats:
        values[seat.literal] = min(values.get(seat.literal, 1), int(line_of(seat) in taken))
    days = set(model.dates.literals_of(model.dates.dates_in(plan)) or ())
    if days:
        values.update((one, int(one in days)) for one in model.dates.literals)
    values.pop(TRUE, None)
    hint(model.cp, values.keys(), values.values())


def hint_values(model: SeatModel, solution: Sequence[int]) -> None:
    """Hints at the last solution for the next search."""
    model.cp.clear_hints()
    hint(model.cp, range(len(solution)), solution)
