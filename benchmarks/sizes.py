"""The programs that the phases are measured on, from a few flights to more than can be solved."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from attrs import evolve, frozen

from benchmarks.generated import generate_with_plan
from benchmarks.generated.people import START
from seatplan import Plan, Program, catalog


@frozen
class Size:
    """A program, with a plan that keeps its hard rules.

    Attributes:
        name: in tables, in the ids of tests, and of its files.
        make: the program and the plan.
        as_of: the day of the what-ifs.
        limit: the seconds for whatever searches.
    """

    name: str
    make: Callable[[], tuple[Program, Plan]]
    as_of: date
    limit: float

    def kept(self, folder: Path) -> tuple[Program, Plan]:
        """The same from a file in that folder, which is written the first time."""
        file = folder / f"{self.name}.pickle"
        if not file.exists():
            file.write_bytes(pickle.dumps(self.make()))
        made: tuple[Program, Plan] = pickle.loads(file.read_bytes())
        return made


def _shipped(name: str, as_of: date, limit: float) -> Size:
    def make() -> tuple[Program, Plan]:
        return catalog.load(name), catalog.flown(name)

    return Size(name, make, as_of, limit)


def _generated(flights: int, people: int, limit: float) -> Size:
    """Ten years, a hundred flights to a station."""
    stations = flights // 100
    return Size(
        f"{flights}x{people}",
        partial(generate_with_plan, flights, people, years=10, stations=stations),
        START + timedelta(5 * 365),
        limit,
    )


SIZES = {
    size.name: size
    for size in (
        _shipped("iss-crossflight", date(2024, 8, 1), 60),
        _shipped("iss", date(2015, 1, 1), 60),
        _generated(100, 200, 60),
        _generated(300, 600, 60),
        _generated(1000, 2000, 180),
        _generated(2000, 10_000, 300),
    )
}
"""By name. The numbers of a generated one are its flights and its people."""


def _without_waiting() -> tuple[Program, Plan]:
    """The crossflight years without the last goal, whose formula is a page in any tool.

    Nor with what no crew rides in: ports, cargo ships and capsules, which those models do not have.
    """
    program = catalog.load("iss-crossflight")
    crews = tuple(evolve(one, ports=None) for one in program.flights if one.seats != ())
    goals = tuple(goal for goal in program.goals if goal.kind != "longest-waiting")
    alone = evolve(program, flights=crews, ports=(), spacecraft=(), goals=goals)
    return alone, evolve(catalog.flown("iss-crossflight"), docking=(), spacecraft=())


def _by_flight(flights: int, people: int, years: int) -> Size:
    """One station, and no rules about who is aboard on each day."""
    make = partial(generate_with_plan, flights, people, years=years, timeline=False)
    return Size(f"{flights}x{people}", make, START + timedelta(years * 182), 60)


PEERS = {
    size.name: size
    for size in (
        Size("crossflight", _without_waiting, date(2024, 8, 1), 60),
        _by_flight(20, 60, 10),
        _by_flight(40, 100, 10),
        _by_flight(130, 300, 25),
    )
}
"""The programs that every tool solves, by name: moderate sets of rules, all of which can be
written in each."""

ALL = SIZES | PEERS
