"""The measured programs, from a few flights to more than can be solved to the optimum."""

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
        name: the name in tables, test ids and files.
        make: a function that returns the program and the plan.
        as_of: the day of the what-ifs.
        limit: the limit of each search, in seconds.
    """

    name: str
    make: Callable[[], tuple[Program, Plan]]
    as_of: date
    limit: float

    def kept(self, folder: Path) -> tuple[Program, Plan]:
        """Reads the program and plan from a file in a folder; the first call writes the file."""
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
    """A generated program of ten years, with one station for each hundred flights."""
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
"""All sizes by name. The name of a generated one has its numbers of flights and people."""


def _without_waiting() -> tuple[Program, Plan]:
    """The crossflight program without its last goal, whose formula is long in any tool.

    Ports, cargo ships and capsules without crew are removed too, because the other models lack
    them.
    """
    program = catalog.load("iss-crossflight")
    crews = tuple(evolve(one, ports=None) for one in program.flights if one.seats != ())
    goals = tuple(goal for goal in program.goals if goal.kind != "longest-waiting")
    alone = evolve(program, flights=crews, ports=(), spacecraft=(), goals=goals)
    return alone, evolve(catalog.flown("iss-crossflight"), docking=(), spacecraft=())


def _by_flight(flights: int, people: int, years: int) -> Size:
    """A generated program with one station and no rules about who is aboard on each day."""
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
"""The programs for every tool, by name; their rules can be expressed in each tool."""

ALL = SIZES | PEERS
