"""What an edit is, the registry of their kinds, and a program while it is being edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar, Self, TypeVar

import attrs
from attrs import evolve, fields, frozen

from seatplan.as_data import AsData
from seatplan.declared import mismatches
from seatplan.errors import (
    MOST_PROBLEMS,
    Place,
    Problem,
    ProgramError,
    at_place,
    nearest,
    nearest_of_all,
)
from seatplan.kinds import Goal, Rule
from seatplan.naming import member_meant, nearest_member
from seatplan.normal import normal
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
from seatplan.program_index import leg_day
from seatplan.shown import Terse


@frozen
class Draft:
    """A program while it is being edited: what it holds, not yet looked over for contradictions.

    Two edits may only make sense together, such as two flights of one spacecraft that slip one
    after the other.

    Attributes:
        agencies, vehicles, ports, spacecraft, flights, crew, fixed, forbidden, rules, goals: as
            `Program` has them.
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
        """The draft that is this program."""
        return cls(**{one.name: getattr(program, one.name) for one in fields(cls)})

    def flight(self, flight_id: str) -> Flight:
        """The flight of that id, which there has to be."""
        return next(flight for flight in self.flights if flight.id == flight_id)

    def member(self, member_id: str) -> CrewMember:
        """The member of that id, which there has to be."""
        return next(member for member in self.crew if member.id == member_id)

    def seats(self, flight: Flight) -> tuple[Seat, ...]:
        """The flight's own seats, else its vehicle's, if that is known."""
        if flight.seats is not None:
            return flight.seats
        return next((one.seats for one in self.vehicles if one.id == flight.vehicle), ())

    def with_flight(self, flight: Flight) -> Draft:
        """The draft with this flight instead of the one of its id."""
        changed = (flight if one.id == flight.id else one for one in self.flights)
        return evolve(self, flights=tuple(changed))

    def with_fixed(self, entry: Fixed) -> Draft:
        """The draft with an entry of `fixed`, once."""
        return self if entry in self.fixed else evolve(self, fixed=(*self.fixed, entry))

    def with_forbidden(self, entry: Forbidden) -> Draft:
        """The draft with an entry of `forbidden`, once."""
        if entry in self.forbidden:
            return self
        return evolve(self, forbidden=(*self.forbidden, entry))

    def with_member(self, member: CrewMember) -> Draft:
        """The draft with this member instead of the one of that id."""
        changed = (member if one.id == member.id else one for one in self.crew)
        return evolve(self, crew=tuple(changed))

    def ids(self, kind: str) -> set[str] | None:
        """The ids of all flights, members, rules, …; None for a kind that is none of these."""
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
    """One thing that happens to a program; a subclass is frozen and has the decorator `edit_kind`.

    Metadata `id` of a field shows what kind of thing it names: that is looked up before `made`.
    """

    data_kind: ClassVar[str] = "edit"
    kind: ClassVar[str] = ""

    rest_goes_to: ClassVar[str | None] = None
    """The field that takes the keys of its table in a file which are no fields."""

    @property
    def only_restricts(self) -> bool:
        """Whether no plan becomes possible by the edit, and none worth more in any goal.

        A subclass may declare `only_restricts = True`.
        """
        return False

    def made(self, draft: Draft) -> Draft:
        """The draft after this edit.

        Raises:
            ProgramError: if something it names is not there.
        """
        raise NotImplementedError

    def remarks(self, program: Program, plan: Plan, as_of: date | None) -> Iterable[str]:
        """What someone who makes this edit should know of a program and its plan."""
        return ()

    def legs(self) -> Iterable[tuple[str, Leg]]:
        """The legs, by flight id, that it moves, cancels, empties or reseats: none may be past."""
        return ()

    @classmethod
    def parse(cls, line: str) -> Self:
        """Reads an edit from one line, as the command does: `slip flight=Crew-9 days=30`.

        Args:
            line: the word of the edit, then its keys.

        Raises:
            ProgramError: with every problem in the line.
        """
        from seatplan.whatif.one_line import edit_from_line  # it reads every kind of edit

        edit = edit_from_line(line)
        if not isinstance(edit, cls):
            message = f"{edit.kind!r} is not {cls.kind!r}"
            raise ProgramError([Problem(message, hint=f"{type(edit).__name__}.parse.")])
        return edit

    def seen_from(self, as_of: date) -> Self:
        """The edit with what it leaves open put at the day of a what-if."""
        return self


E = TypeVar("E", bound=type[Edit])

_edits: dict[str, type[Edit]] = {}


def edit_kind(name: str) -> Callable[[E], E]:
    """Registers an edit class under the word that files use for it.

    Args:
        name: the word.

    Raises:
        ValueError: if another class has that name.
    """

    def register(cls: E) -> E:
        known = _edits.get(name)
        if known is not None and known.__qualname__ != cls.__qualname__:
            raise ValueError(f"edit {name!r} is {known.__qualname__} already")
        cls.kind = name
        _edits[name] = cls
        return cls

    return register


def edit_kinds() -> dict[str, type[Edit]]:
    """Every edit class that is known, by name, in the order of the names.

    Those of installed packages are loaded first.

    Raises:
        PluginError: if one of these packages cannot be loaded.
    """
    load_plugins()
    return dict(sorted(_edits.items()))


P = TypeVar("P", bound="Program")


def edited(
    program: P,
    edits: Iterable[Edit],
    *,
    as_of: date | None = None,
    plan: Plan | None = None,
    finish: Callable[[Draft], Draft] | None = None,
) -> P:
    """The program after these edits; see `Program.apply`.

    Args:
        program: what is edited.
        edits: made one after the other.
        as_of: no edit may move, cancel, empty or reseat a leg before that day, or move one there;
            an edit that leaves open from when on it holds does so from that day on.
        plan: the plan that a what-if begins with: flights with windows are on its dates first.
        finish: does something more to the draft, before it is looked over.
    """
    draft = Draft.of(program)
    if plan is not None:
        from seatplan.whatif.preparing import prepared  # it makes drafts

        draft = prepared(draft, plan, as_of)
    problems: list[Problem] = []
    for index, edit in enumerate(edits):
        try:
            edit = _meant(draft, edit)
            if as_of is not None and isinstance(edit, Edit):
                edit = edit.seen_from(as_of)
            after = step(draft, edit)
            if as_of is not None:
                _must_leave_the_past(draft, after, edit, as_of)
            draft = after
        except ProgramError as error:
            problems += [at_place(problem, ("edits", index)) for problem in error.problems]
            if len(problems) >= MOST_PROBLEMS:
                raise ProgramError(problems, complete=False) from None
    if problems:
        raise ProgramError(problems)
    if finish is not None:
        draft = finish(draft)
    changed = {
        one.name: getattr(draft, one.name)
        for one in fields(Draft)
        if getattr(draft, one.name) is not getattr(program, one.name)
    }
    return evolve(program, **changed) if changed else program


def _meant(draft: Draft, edit: Edit) -> Edit:
    """The edit with its texts in one form, and with ids where it gives names of members."""
    if not isinstance(edit, Edit):
        return edit  # `step` declares it
    edit = normal(edit)
    ids = {
        one.alias or one.name: _ids_meant(draft, getattr(edit, one.name))
        for one in fields(type(edit))
        if one.metadata.get("id") == "member"
    }
    return evolve(edit, **ids) if ids else edit


def _ids_meant(draft: Draft, value: Any) -> Any:
    """The value of a field that holds members."""
    if isinstance(value, tuple):
        return tuple(_ids_meant(draft, inner) for inner in value)
    return member_meant(value, draft.crew) if isinstance(value, str) else value


def step(draft: Draft, edit: Edit) -> Draft:
    """The draft after one edit.

    Raises:
        ProgramError: with every name in it that the draft does not have, or with every value that
            is not of its type.
        TypeError: if it is not an edit.
    """
    if not isinstance(edit, Edit):
        raise TypeError(f"{edit!r} is not an edit; seatplan.Slip('Crew-9', days=30) is one")
    problems = list(mismatches(edit)) or list(_not_found(draft, edit))
    if problems:
        raise ProgramError(problems)
    return edit.made(draft)


def _not_found(draft: Draft, edit: Edit) -> Iterator[Problem]:
    """What the fields of an edit name that is not there."""
    for one in fields(type(edit)):
        value = getattr(edit, one.name)
        kind = one.metadata.get("id")
        known = draft.ids(kind) if kind is not None and value is not None else None
        if known is None:
            continue
        many = isinstance(value, tuple)
        for index, name in enumerate(value if many else (value,)):
            if name not in known:
                place = (one.name, index) if many else (one.name,)
                if kind == "member":
                    hint = nearest_member(str(name), draft.crew)
                elif kind == "flight":
                    hint = nearest(str(name), known)
                else:  # of these there are few
                    hint = nearest_of_all(str(name), known)
                yield Problem(f"unknown {kind} {name!r}", place, hint)


def _must_leave_the_past(before: Draft, after: Draft, edit: Edit, as_of: date) -> None:
    """Raises a ProgramError if an edit changes a leg before that day, or moves one there."""
    problems = []
    flights = {flight.id: flight for flight in before.flights}
    later = {flight.id: flight for flight in after.flights}
    for flight_id, leg in edit.legs():
        place = _place_of(edit, flight_id)
        day = leg_day(flights[flight_id], leg)
        way = {"up": "launch", "down": "landing"}[leg]
        if day < as_of:
            message = f"the {way} of {flight_id!r} on {day} is past on {as_of}"
            problems.append(Problem(f"{message}: nothing changes it any more", place))
        elif flight_id in later and leg_day(later[flight_id], leg) < as_of:
            day = leg_day(later[flight_id], leg)
            message = f"the {way} of {flight_id!r} would move to {day}, which is past on {as_of}"
            problems.append(Problem(message, place))
    if problems:
        raise ProgramError(problems)


def _place_of(edit: Edit, flight_id: str) -> Place:
    """Where an edit names a flight."""
    for one in fields(type(edit)):
        value = getattr(edit, one.name)
        if one.metadata.get("id") == "flight" and value == flight_id:
            return (one.name,)
        if one.metadata.get("id") == "flight" and isinstance(value, tuple) and flight_id in value:
            return (one.name, value.index(flight_id))
    return ()


T = TypeVar("T")


def keeping_names(names: Sequence[str], things: Sequence[T]) -> tuple[T, ...]:
    """Rules or goals, each with an id of its own where it would get another name than it had.

    Without this, `quota-2` would be called `quota-1` once the first quota is gone, and edits that
    follow, or a comparison of goals, would take the one for the other.
    """
    now = named(tuple(things))
    kept: list[Any] = []
    for name, thing, called in zip(names, things, now, strict=True):
        kept.append(thing if called.name == name else evolve(thing, id=name))  # type: ignore[misc]
    return tuple(kept)


def names_in(thing: Any) -> Iterator[str]:
    """Every text in an attrs object."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for inner in thing:
            yield from names_in(inner)
    elif attrs.has(type(thing)):
        for one in fields(type(thing)):
            yield from names_in(getattr(thing, one.name))
