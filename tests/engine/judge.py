"""Judges conflicts and fixes without the solver, by all plans of a tiny program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from seatplan import Assignment, Plan, Program, Requirement, check
from seatplan.engine.model.building import build_model
from seatplan.engine.model.requirement_model import ActiveRequirements, never_given_up
from seatplan.program_index import ProgramIndex
from seatplan.structure.backups import required_backups

Lines = tuple[Assignment, ...]
Ids = frozenset[str]


class TooManyPlans(Exception):  # noqa: N818 - it is no error, but a program too large to judge
    """The program has more plans than the limit."""


class Verifier:
    """Knows for each plan of a program what it breaks.

    Attributes:
        broken: for each plan that keeps what is never given up, the hard requirements it breaks;
            without those that break all that another one breaks.
    """

    def __init__(self, program: Program, limit: int = 1500) -> None:
        found: set[Ids] = set()
        for number, plan in enumerate(plans_of(program)):
            if number >= limit:
                raise TooManyPlans
            broken = {one for one in check(program, plan).violations if one.hard}
            if not any(never_given_up(one.rule, one.requirement) for one in broken):
                found.add(frozenset(one.requirement for one in broken))
        self.broken = [one for one in found if not any(other < one for other in found)]

    def possible(self, *, without: Iterable[Requirement] = ()) -> bool:
        """Whether there is a plan that keeps all requirements except these."""
        given_up = ids_of(without)
        return any(broken <= given_up for broken in self.broken)

    def possible_with_only(self, only: Iterable[Requirement]) -> bool:
        """Whether there is a plan that keeps these requirements."""
        wanted = ids_of(only)
        return any(not broken & wanted for broken in self.broken)

    @property
    def fixes(self) -> set[Ids]:
        """All minimal sets to give up."""
        return set(self.broken)


def ids_of(requirements: Iterable[Requirement]) -> Ids:
    """The ids of the requirements."""
    return frozenset(one.id for one in requirements)


def requirements_of(program: Program) -> list[Requirement]:
    """Every hard requirement that the engine knows of, by id."""
    active = ActiveRequirements(assume=True)
    build_model(program, active=active)
    return [active.requirements[id] for id in sorted(active.requirements)]


def plans_of(program: Program) -> Iterator[Plan]:
    """Every plan in which seats are given once and whoever goes up comes home."""
    lookup = ProgramIndex(program)
    choices = [list(_choices(lookup, member)) for member in lookup.members]
    for lines in product(*choices):
        taken = Counter((one.flight, one.leg, one.role) for mine in lines for one in mine)
        if all(
            count <= lookup.seats(lookup.flights[flight])[role].count
            for (flight, _, role), count in taken.items()
        ):
            yield Plan(line for mine in lines for line in mine)


def _choices(lookup: ProgramIndex, member: str) -> Iterator[Lines]:
    """Each set of tours of one member with one role on a leg."""
    tours = [
        (Assignment(flight.id, "up", up, member), Assignment(home.id, "down", down, member))
        for flight in lookup.flights.values()
        if flight.ascent == "crewed"
        for home in lookup.ways_home(flight)
        for up in lookup.seats(flight)
        for down in lookup.seats(home)
        if home is not flight or up == down
    ]
    for number in range(len(lookup.flights) + 1):
        for some in combinations(tours, number):
            legs = Counter((line.flight, line.leg) for tour in some for line in tour)
            if all(count == 1 for count in legs.values()):
                mine = tuple(line for tour in some for line in tour)
                yield from (mine + backups for backups in _backups(lookup, member))


def _backups(lookup: ProgramIndex, member: str) -> Iterator[Lines]:
    """Each set of flights on which one member is a backup, as far as anyone requires it."""
    asked = required_backups(lookup)
    each = [
        [
            (),
            *(
                (Assignment(flight.id, "backup", role, member),)
                for role in lookup.seats(flight)
                if asked.has(flight.id, role, member)
            ),
        ]
        for flight in lookup.flights.values()
        if flight.ascent == "crewed"
    ]
    for chosen in product(*each):
        yield tuple(line for lines in chosen for line in lines)
