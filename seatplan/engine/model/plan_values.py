"""Converts between plans and the values of variables: reads a plan, and hints at one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seatplan.dates import written_dates
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.traffic import choices_of
from seatplan.engine.model.variables import line_of
from seatplan.engine.rows.cpsat import hint
from seatplan.modelling import ALWAYS, Variable
from seatplan.plan import Assignment, Plan
from seatplan.program import Leg


def read_plan(model: SeatModel, solution: Sequence[int]) -> Plan:
    """The plan of a solution."""
    ships = choices_of(model, solution) if model.choices is None else model.choices
    return Plan(
        (line_of(seat) for seat in model.candidates.seats if solution[seat.literal]),
        model.program.name,
        written_dates(model.source, model.chosen_dates(solution)),
        docking=ships.docking,
        spacecraft=ships.spacecraft,
    )


def seats_in(model: SeatModel, plan: Plan) -> Iterator[tuple[Variable, Assignment | None]]:
    """Yields the literal of each seat, and its line in a plan; None if the plan lacks it."""
    lines: dict[tuple[str, Leg], dict[tuple[str, str], Assignment]] = {}
    for line in plan.assignments:
        lines.setdefault((line.flight, line.leg), {})[line.role, line.member] = line
    for key, places in model.candidates.places.items():
        here = lines.get(key, {})
        for place in places:
            yield place.literal, here.get((place.role, place.member.id))


def hint_plan(model: SeatModel, plan: Plan) -> None:
    """Hints at a plan, and at no other: at its seats, tours and days.

    The rest follows from them.
    """
    model.cp.clear_hints()
    values: dict[int, int] = {}
    for literal, line in seats_in(model, plan):
        values[literal] = min(values.get(literal, 1), int(line is not None))
    days = set(model.day_literals_of(model.dates_in(plan)) or ())
    if days:
        values.update((one, int(one in days)) for one in model.day_literals)
    values.pop(ALWAYS, None)
    hint(model.cp, values.keys(), values.values())


def hint_values(model: SeatModel, solution: Sequence[int]) -> None:
    """Hints at the last solution for the next search."""
    model.cp.clear_hints()
    hint(model.cp, range(len(solution)), solution)
