"""Which variables a plan decides, and their values: reads a plan, and hints at one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from seatplan.dates import written_dates
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.traffic import choices_of
from seatplan.engine.model.variables import line_of
from seatplan.engine.rows.cpsat import hint
from seatplan.modelling import ALWAYS, Variable
from seatplan.plan import Assignment, Plan
from seatplan.program import Leg

NO_MEMBER = ""
"""Owns the dates, so that neighborhoods of members open all of them or none."""


class Decision(NamedTuple):
    """A seat or tour that a plan may take or not, or a day on which a flight may launch or land.

    Attributes:
        member: who decides it; `NO_MEMBER` for a day.
        first, last: numbers of flights in the order of launches. The decision arises with the first
            and is settled with the last: a seat on the way home goes to someone who went up on one
            of these flights.
    """

    member: str
    first: int
    last: int


def decisions(model: SeatModel) -> dict[Variable, Decision]:
    """Every undecided literal of a seat, a tour or a day, in order of its number."""
    order = {flight: number for number, flight in enumerate(model.lookup.flights)}
    made: dict[Variable, Decision] = {}
    homes: dict[tuple[str, str], list[int]] = {}
    for tour in model.tours:
        at = order[tour.up.id]
        homes.setdefault((tour.down.id, tour.member.id), []).append(at)
        made[tour.literal] = Decision(tour.member.id, at, at)
    for (flight, leg), places in model.candidates.places.items():
        for place in places:
            if place.literal not in made:
                here = [order[flight]]
                if leg == "down":
                    here = homes.get((flight, place.member.id), here)
                made[place.literal] = Decision(place.member.id, min(here), max(here))
    for (flight, _), literals in model.dates.items():
        for _, literal in literals.days:
            made[literal] = Decision(NO_MEMBER, order[flight], order[flight])
    made.pop(ALWAYS, None)
    return dict(sorted(made.items()))


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
