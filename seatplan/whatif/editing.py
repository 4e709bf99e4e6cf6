"""The base class and the registry of edits, and a program while it is being edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar, Self, TypeVar

import attrs
from attrs import evolve, fields, frozen

from seatplan.as_data import AsData
from seatplan.errors import (
    Problem,
    ProgramError,
)
from seatplan.kinds import Goal, Rule
from seatplan.kinds.registry import must_be_word
from seatplan.plan import Plan
from seatplan.plugins import load_plugins
from seatplan.program import (
    Agency,
    CrewMember,
    Fixed,
    Flight,
    Forbidden,
    Leg,
    Port,
    Program,
    Seat,
    Spacecraft,
    Vehicle,
    named,
)
from seatplan.shown import Terse


@frozen
class Draft:
    """A program while it is being edited: its contents, not yet validated.

    Some edits only make sense together, such as the slips of two flights of one spacecraft.

    Attributes:
        agencies, vehicles, ports, spacecraft, flights, crew, fixed, forbidden, rules, goals: as in
            `Program`.
    """

    agencies: tuple[Agency, ...]
    vehicles: tuple[Vehicle, ...]
    ports: tuple[Port, ...]
    spacecraft: tuple[Spacecraft, ...]
    flights: tuple[Flight, ...]
    crew: tuple[CrewMember, ...]
    fixed: tuple[Fixed, ...]
    forbidden: tuple[Forbidden, ...]
    rules: tuple[Rule, ...]
    goals: tuple[Goal, ...]

    @classmethod
    def of(cls, program: Program) -> Draft:
        """A draft with the contents of a program."""
        return cls(**{one.name: getattr(program, one.name) for one in fields(cls)})

    def flight(self, flight_id: str) -> Flight:
        """The flight with an id, which must exist."""
        return next(flight for flight in self.flights if flight.id == flight_id)

    def member(self, member_id: str) -> CrewMember:
        """The member with an id, which must exist."""
        return next(member for member in self.crew if member.id == member_id)

    def seats(self, flight: Flight) -> tuple[Seat, ...]:
        """The flight's own seats, or those of its vehicle; empty if the vehicle is unknown."""
        if flight.seats is not None:
            return flight.seats
        return next((one.seats for one in self.vehicles if one.id == flight.vehicle), ())

    def with_flight(self, flight: Flight) -> Draft:
        """The draft with this flight instead of the one with the same id."""
        changed = (flight if one.id == flight.id else one for one in self.flights)
        return evolve(self, flights=tuple(changed))

    def with_fixed(self, entry: Fixed) -> Draft:
        """The draft with an entry of `fixed`, unless it has it already."""
        return self if entry in self.fixed else evolve(self, fixed=(*self.fixed, entry))

    def with_forbidden(self, entry: Forbidden) -> Draft:
        """The draft with an entry of `forbidden`, unless it has it already."""
        if entry in self.forbidden:
            return self
        return evolve(self, forbidden=(*self.forbidden, entry))

    def with_member(self, member: CrewMember) -> Draft:
        """The draft with this member instead of the one with the same id."""
        changed = (member if one.id == member.id else one for one in self.crew)
        return evolve(self, crew=tuple(changed))

    def ids(self, kind: str) -> set[str] | None:
        """The ids of all things of a kind (flight, member, rule, …); None for an unknown kind."""
        match kind:
            case "flight":
                return {flight.id for flight in self.flights}
            case "member":
                return {member.id for member in self.crew}
            case "agency":
                return {agency.id for agency in self.agencies}
            case "vehicle":
                return {vehicle.id for vehicle in self.vehicles}
            case "port":
                return {port.id for port in self.ports}
            case "spacecraft":
                return {craft.id for craft in self.spacecraft}
            case "station":
                return {flight.station for flight in self.flights}
            case "role":
                owners: list[Vehicle | Flight] = [*self.vehicles, *self.flights]
                return {seat.role for one in owners for seat in one.seats or ()}
            case "rule":
                return {rule.name for rule in named(self.rules)}
        return None


@frozen(slots=False)
class Edit(Terse, AsData):
    """One change of a program; a subclass is frozen and has the decorator `edit_kind`.

    The metadata `id` of a field is the kind of thing that the field names. Such names are checked
    before `made` is called.
    """

    data_kind: ClassVar[str] = "edit"
    kind: ClassVar[str] = ""

    rest_goes_to: ClassVar[str | None] = None
    """The name of the field that takes those keys of the edit's table that are not fields."""

    @property
    def only_restricts(self) -> bool:
        """Whether the edit makes no plan possible and no plan better in any goal.

        A subclass may declare `only_restricts = True`.
        """
        return False

    def made(self, draft: Draft) -> Draft:
        """The draft after this edit.

        Raises:
            ProgramError: if the edit names something that does not exist.
        """
        raise NotImplementedError

    def remarks(self, program: Program, plan: Plan, as_of: date | None) -> Iterable[str]:
        """Yield notes for a planner who applies this edit to a program and its plan."""
        return ()

    def legs(self) -> Iterable[tuple[str, Leg]]:
        """The legs that the edit moves, cancels, empties or reseats; none of them may be past."""
        return ()

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read an edit from one line, as the command does: `slip flight=Crew-9 days=30`.

        Args:
            line: the word of the edit, followed by its keys.

        Raises:
            ProgramError: if the line is wrong; lists every problem.
        """
        from seatplan.whatif.one_line import edit_from_line  # it imports all edits

        edit = edit_from_line(line)
        if not isinstance(edit, cls):
            message = f"{edit.kind!r} is not {cls.kind!r}"
            raise ProgramError([Problem(message, hint=f"{type(edit).__name__}.parse.")])
        return edit

    def seen_from(self, as_of: date) -> Self:
        """The edit with the day of a what-if as its first day, if it has none."""
        return self


E = TypeVar("E", bound=type[Edit])

_edits: dict[str, type[Edit]] = {}


def edit_kind(name: str) -> Callable[[E], E]:
    """Register an edit class under the word that files use for it.

    Args:
        name: the word.

    Raises:
        TypeError: if the word is missing.
        ValueError: if another class has this name.
    """
    must_be_word(name, "edit_kind")

    def register(cls: E) -> E:
        known = _edits.get(name)
        if known is not None and known.__qualname__ != cls.__qualname__:
            raise ValueError(f"edit {name!r} is {known.__qualname__} already")
        cls.kind = name
        _edits[name] = cls
        return cls

    return register


def edit_kinds() -> dict[str, type[Edit]]:
    """All registered edit classes by name, sorted by name.

    Those of installed packages are loaded first.

    Raises:
        PluginError: if one of these packages cannot be loaded.
    """
    load_plugins()
    return dict(sorted(_edits.items()))


T = TypeVar("T")


def keeping_names(names: Sequence[str], things: Sequence[T]) -> tuple[T, ...]:
    """Rules or goals, each with an explicit id if its default name would change.

    Otherwise, `quota-2` would be called `quota-1` after the first quota is removed, and later
    edits, or a comparison of goals, would confuse the two.
    """
    now = named(tuple(things))
    kept: list[Any] = []
    for name, thing, called in zip(names, things, now, strict=True):
        kept.append(thing if called.name == name else evolve(thing, id=name))  # type: ignore[misc]
    return tuple(kept)


def names_in(thing: Any) -> Iterator[str]:
    """Yield every text in an attrs object."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for inner in thing:
            yield from names_in(inner)
    elif attrs.has(type(thing)):
        for one in fields(type(thing)):
            yield from names_in(getattr(thing, one.name))
