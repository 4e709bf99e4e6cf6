"""The contradictions of a program, found without solving anything.

Most is read off the fields themselves: metadata `id` or `ids` names the kind of thing that a field
refers to, `least` and `most` the numbers that it may hold, `prose` says that its text is for people
and no name, `repeats` that an entry may stand twice, and `since`/`until` pairs and `min`/`max`
pairs are known by their names. What only one class can know it says itself, in a method `problems`,
and in `schema` as far as a JSON Schema can say it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from seatplan.declared import may_hold_text, mismatches, shown
from seatplan.errors import Enough, Place, Problem, Problems, ProgramError
from seatplan.visible import is_barred

if TYPE_CHECKING:
    from seatplan.program import (
        Agency,
        CrewMember,
        Fixed,
        Flight,
        Forbidden,
        Seat,
        Vehicle,
    )

STRUCTURE = (
    "places",
    "ascent-full",
    "empty-leg",
    "critical-seat",
    "seat-requirements",
    "return",
    "one-place",
    "availability",
    "fixed",
    "forbidden",
)
"""The ids of what every plan obeys; no rule may take one of them."""

LISTS = ("agencies", "vehicles", "flights", "crew", "fixed", "forbidden", "rules", "goals")


class ProgramLike(Protocol):
    """A program, or the readable remains of a file that does not make one."""

    @property
    def name(self) -> str: ...
    @property
    def agencies(self) -> tuple[Agency, ...]: ...
    @property
    def vehicles(self) -> tuple[Vehicle, ...]: ...
    @property
    def flights(self) -> tuple[Flight, ...]: ...
    @property
    def crew(self) -> tuple[CrewMember, ...]: ...
    @property
    def fixed(self) -> tuple[Fixed, ...]: ...
    @property
    def forbidden(self) -> tuple[Forbidden, ...]: ...
    @property
    def rules(self) -> tuple[Any, ...]: ...
    @property
    def goals(self) -> tuple[Any, ...]: ...
    @property
    def format(self) -> int: ...


def validate(program: ProgramLike) -> None:
    """Raises a ProgramError with every contradiction, if there is one.

    What is not of the type that its class declares is said first, and alone: nothing can be said
    of a program with such things in it.
    """
    found = Problems()
    try:
        for problem in (*mismatches(program), *_no_kinds(program)):
            found.note(problem)
        if not found:
            problems_of(program, found=found)
    except Enough:
        raise ProgramError(found, complete=False) from None
    if found:
        raise ProgramError(found)


def _no_kinds(program: ProgramLike) -> Iterator[Problem]:
    """What stands among the rules or the goals and is none."""
    for name in ("rules", "goals"):
        entries = getattr(program, name)
        for index, entry in enumerate(entries if isinstance(entries, tuple) else ()):
            if not (attrs.has(type(entry)) and isinstance(getattr(entry, "kind", None), str)):
                yield Problem(f"{shown(entry)} is no {name[:-1]}", (name, index))


def problems_of(
    program: ProgramLike, broken: Collection[Place] = (), found: Problems | None = None
) -> Problems:
    """Every contradiction in the program.

    Args:
        program: what is to be looked at.
        broken: places whose values could not be read and stand there as fillers: nothing that
            leans on them, or on a part of them, is reported.
        found: where they go.

    Raises:
        Enough: if there are too many.
    """
    problems = Problems() if found is None else found
    _Search(broken, problems).look_over(program)
    return problems


def problems_in(entry: Any, found: Problems) -> None:
    """Every contradiction of one table in itself, whatever program it is for: no id is looked up.

    Args:
        entry: of an attrs class.
        found: where they go.

    Raises:
        Enough: if there are too many.
    """
    _Search((), found).look_into((), entry)


class _Search:
    """One pass over a program; `problems` is what it found."""

    def __init__(self, broken: Collection[Place], problems: Problems) -> None:
        self.broken = frozenset(broken)
        self.around = {bad[:depth] for bad in self.broken for depth in range(len(bad))}
        self.problems = problems
        self.known: dict[str, frozenset[str] | None] = {}

    def look_over(self, program: ProgramLike) -> None:
        """Looks at everything in a program."""
        self.program = program
        self.known = self._known_ids()
        if program.format != 1:
            self.add(("format",), f"unknown format {program.format!r}", "format = 1.")
        self._text(("name",), program.name, prose=True)
        for name in LISTS:
            for index, entry in enumerate(getattr(program, name)):
                self.look_into((name, index), entry)
            # Two rules of the same words are two rules: each has an id of its own.
            if name not in ("rules", "goals"):
                self._twice((name,), getattr(program, name))
        self._doubled_ids()
        self._flights()
        self._entries()

    def add(self, place: Place, message: str, hint: str = "", *needs: Place) -> None:
        """Reports a problem, unless it leans on something that could not be read.

        Args:
            needs: the places of all values that were looked at, beside the one at `place`.
        """
        if not self._filled(place) and not any(map(self._unsure, needs)):
            self.problems.note(Problem(message, place, hint))

    def _filled(self, place: Place) -> bool:
        """Whether a filler stands there, or around it."""
        return any(place[:depth] in self.broken for depth in range(len(place) + 1))

    def _unsure(self, place: Place) -> bool:
        """Whether a filler stands there, around it or in it."""
        return place in self.around or self._filled(place)

    # What holds of every table, whatever it is

    def look_into(self, place: Place, entry: Any) -> None:
        """Looks at one table and at those in it."""
        for field in attrs.fields(type(entry)):
            value = getattr(entry, field.name)
            if value is None:
                continue
            here = (*place, field.name)
            if "least" in field.metadata and value < field.metadata["least"]:
                self.add(here, f"{value} is less than {field.metadata['least']}")
            if "most" in field.metadata and value > field.metadata["most"]:
                self.add(here, f"{value} is more than {field.metadata['most']}")
            if "id" in field.metadata:
                many = isinstance(value, tuple)
                for at, name in self._each(here, value if many else (value,), many):
                    self._refers(at, field.metadata["id"], name)
            if "ids" in field.metadata:
                if not value:
                    self.add(here, "an empty list picks nothing", "leave the key out to pick all.")
                for at, name in self._each(here, value, True):
                    self._refers(at, field.metadata["ids"], name)
            if "keys" in field.metadata:
                for name, _ in value:
                    self._refers((*here, name), field.metadata["keys"], name)
            if isinstance(value, tuple):
                if not field.metadata.get("repeats"):
                    self._twice(here, value)
                for index, inner in enumerate(value):
                    if attrs.has(type(inner)):
                        self.look_into((*here, index), inner)
            elif attrs.has(type(value)):
                self.look_into(here, value)
        cls: Any = type(entry)
        for name, prose in _words_in(cls):
            value = getattr(entry, name)
            if isinstance(value, str):
                self._text((*place, name), value, prose=prose)
            elif isinstance(value, tuple):
                for index, inner in enumerate(value):
                    if isinstance(inner, str):
                        self._text((*place, name, index), inner, prose=prose)
        self._pairs(place, entry)
        if hasattr(entry, "problems"):
            self._own(place, entry)

    def _text(self, place: Place, text: str, *, prose: bool) -> None:
        """A name is one that can be seen and typed; prose may have lines and turn around."""
        if text and text.isprintable():
            return
        if not text and not prose:
            self.add(place, "an empty text names nothing")
        else:
            barred = next((sign for sign in text if may_not_stand(sign, prose)), None)
            if barred is not None:
                message = f"{shown(text)} holds a character that cannot be seen: {barred!r}"
                self.add(place, message)

    def _own(self, place: Place, entry: Any) -> None:
        """What the class itself finds wrong; not what it finds after a look at a filler."""
        looked_at: set[str] = set()
        unsure = self._unsure(place)
        try:
            for problem in (_watched(entry, looked_at) if unsure else entry).problems():
                needs = [(*place, name) for name in sorted(looked_at)]
                self.add((*place, *problem.place), problem.message, problem.hint, *needs)
        except Exception:
            # Only a class that works on what it was declared to hold has to stand fillers.
            if not unsure:
                raise

    def _each(self, place: Place, names: Iterable[Any], many: bool) -> Iterator[tuple[Place, str]]:
        for index, name in enumerate(names):
            if isinstance(name, tuple):  # an entry of a table with ids for keys
                yield (*place, name[0]), name[0]
            else:
                yield ((*place, index) if many else place), name

    def _refers(self, place: Place, kind: str, name: str) -> None:
        known = self.known.get(kind)
        if known is not None and name not in known:
            self.add(place, f"unknown {kind} {name!r}", self.problems.nearest(name, known))

    def _twice(self, place: Place, entries: tuple[Any, ...]) -> None:
        seen: set[Any] = set()
        unhashable: list[Any] = []  # a rule of one's own may hold such things
        for index, entry in enumerate(entries):
            if self._unsure((*place, index)):
                continue  # with a filler in it, it may look like another one
            try:
                again = entry in seen
                seen.add(entry)
            except TypeError:
                again = entry in unhashable
                unhashable.append(entry)
            if again:
                text = repr(entry) if isinstance(entry, str) else "the same entry"
                self.add((*place, index), f"{text} stands twice in this list", "leave one out.")

    def _pairs(self, place: Place, entry: Any) -> None:
        for low, high in (("since", "until"), ("min", "max")):
            first, last = getattr(entry, low, None), getattr(entry, high, None)
            if first is not None and last is not None and first > last:
                needs = ((*place, low), (*place, high))
                beyond = "after" if isinstance(first, date) else "more than"
                message = f"{low} {first} is {beyond} {high} {last}"
                self.add((*place, low), message, "the two are exchanged?", *needs)

    # Ids

    def _known_ids(self) -> dict[str, frozenset[str] | None]:
        """The ids of each kind; None where one could not be read, so that none is unknown."""
        known: dict[str, frozenset[str] | None] = {}
        for kind, name in (
            ("agency", "agencies"),
            ("vehicle", "vehicles"),
            ("flight", "flights"),
            ("member", "crew"),
        ):
            ids = frozenset(entry.id for entry in getattr(self.program, name))
            known[kind] = None if self._column_unsure(name, "id") else ids
        flights = self.program.flights
        unread = self._column_unsure("flights", "station")
        known["station"] = None if unread else frozenset(flight.station for flight in flights)
        unread = self._filled(("flights",)) or self._filled(("vehicles",))
        for name in ("flights", "vehicles"):
            for index, entry in enumerate(getattr(self.program, name)):
                unread |= any(map(self._filled, _roles((name, index), entry.seats)))
        seats = [seat for vehicle in self.program.vehicles for seat in vehicle.seats]
        seats += [seat for flight in flights for seat in flight.seats or ()]
        known["role"] = None if unread else frozenset(seat.role for seat in seats)
        return known

    def _column_unsure(self, name: str, key: str) -> bool:
        """Whether that key could not be read in some entry of a list."""
        entries = getattr(self.program, name)
        return self._filled((name,)) or any(
            self._unsure((name, index, key)) for index in range(len(entries))
        )

    def _doubled_ids(self) -> None:
        for name in ("agencies", "vehicles", "flights", "crew"):
            self._doubled(name, [entry.id for entry in getattr(self.program, name)])
        for name in ("rules", "goals"):
            entries = getattr(self.program, name)
            total = Counter(entry.kind for entry in entries)
            seen: Counter[str] = Counter()
            ids: list[str | None] = []
            # Without the word of every entry it is open how the others are numbered.
            numbered = not any(self._filled((name, index)) for index in range(len(entries)))
            for entry in entries:
                seen[entry.kind] += 1
                number = "" if total[entry.kind] == 1 else f"-{seen[entry.kind]}"
                made_up = entry.kind + number if numbered else None
                ids.append(entry.id if entry.id is not None else made_up)
            self._doubled(name, ids)
            for index, entry in enumerate(entries if name == "rules" else ()):
                if entry.id in STRUCTURE:
                    message = f"id {entry.id!r} is taken: every plan obeys {entry.id!r}"
                    self.add((name, index, "id"), message, "another id.")

    def _doubled(self, name: str, ids: Sequence[str | None]) -> None:
        first: dict[str, int] = {}
        for index, known in enumerate(ids):
            if known is None:
                continue
            if known in first:
                message = f"id {known!r} is that of {name}[{first[known]}] already"
                needs = (name, first[known], "id")
                self.add((name, index, "id"), message, "another id.", needs)
            first.setdefault(known, index)

    # What only one table can get wrong

    def _seats(self, place: Place, seats: tuple[Seat, ...]) -> None:
        first: dict[str, int] = {}
        for index, seat in enumerate(seats):
            if seat.role in first:
                message = f"role {seat.role!r} stands twice"
                needs = (*place, first[seat.role], "role")
                self.add((*place, index, "role"), message, "one entry with a `count`.", needs)
            first.setdefault(seat.role, index)

    def _flights(self) -> None:
        for index, vehicle in enumerate(self.program.vehicles):
            self._seats(("vehicles", index, "seats"), vehicle.seats)
        by_id = {flight.id: (at, flight) for at, flight in enumerate(self.program.flights)}
        capsules: dict[str, list[tuple[date, date, str, int]]] = {}
        for index, flight in enumerate(self.program.flights):
            place = ("flights", index)
            if flight.seats is not None:
                self._seats((*place, "seats"), flight.seats)
            dates = ((*place, "launch"), (*place, "landing"))
            if flight.landing <= flight.launch:
                message = (
                    f"landing {flight.landing} of {flight.id!r} is not after its "
                    f"launch {flight.launch}"
                )
                self.add((*place, "landing"), message, "the dates are exchanged?", *dates)
            for at, option in enumerate(flight.return_options):
                where, other = by_id.get(option, (index, flight))
                if other.station != flight.station:
                    message = (
                        f"{option!r} flies to {other.station!r}, "
                        f"{flight.id!r} to {flight.station!r}"
                    )
                    stations = ((*place, "station"), ("flights", where, "station"))
                    self.add((*place, "return_options", at), message, "", *stations)
            if flight.spacecraft is not None:
                row = (flight.launch, flight.landing, flight.id, index)
                capsules.setdefault(flight.spacecraft, []).append(row)
        for capsule, rows in capsules.items():
            rows.sort()
            one = rows[0]
            for two in rows[1:]:
                if two[0] < one[1]:
                    message = (
                        f"{capsule!r} is still on {one[2]!r} (until {one[1]}) "
                        f"when {two[2]!r} launches on {two[0]}"
                    )
                    needs = [
                        ("flights", row[3], key)
                        for row in (one, two)
                        for key in ("spacecraft", "launch", "landing")
                    ]
                    self.add(("flights", two[3], "spacecraft"), message, "", *needs)
                one = max(one, two, key=lambda row: row[1])  # the last to come home so far

    def _entries(self) -> None:
        vehicles = {vehicle.id: (at, vehicle) for at, vehicle in enumerate(self.program.vehicles)}
        flights = {flight.id: (at, flight) for at, flight in enumerate(self.program.flights)}
        roles_on: dict[str, frozenset[str] | None] = {}
        for name in ("fixed", "forbidden"):
            for index, entry in enumerate(getattr(self.program, name)):
                if entry.flight not in flights or not entry.role:
                    continue
                where, flight = flights[entry.flight]
                if flight.id not in roles_on:
                    roles_on[flight.id] = self._roles_on(where, flight, vehicles)
                roles = roles_on[flight.id]
                if roles is not None and entry.role not in roles:
                    message = f"unknown role {entry.role!r} on {flight.id!r}"
                    hint = self.problems.nearest(entry.role, roles)
                    self.add((name, index, "role"), message, hint, (name, index, "flight"))

    def _roles_on(
        self, where: int, flight: Flight, vehicles: dict[str, tuple[int, Vehicle]]
    ) -> frozenset[str] | None:
        """The roles on a flight; None where some could not be read."""
        needs: list[Place] = [("flights", where, "id"), ("flights", where, "vehicle")]
        needs += _roles(("flights", where), flight.seats)
        seats = flight.seats
        if seats is None:
            if flight.vehicle not in vehicles:
                return None
            where, vehicle = vehicles[flight.vehicle]
            needs += [("vehicles", where, "id"), *_roles(("vehicles", where), vehicle.seats)]
            seats = vehicle.seats
        return None if any(map(self._unsure, needs)) else frozenset(seat.role for seat in seats)


@cache
def _words_in(cls: Any) -> tuple[tuple[str, bool], ...]:
    """The fields of a class that may hold text of its own, and whether that is prose.

    What refers to something else is known if that is. A text that is empty where nothing is said
    is for the class to know.
    """
    return tuple(
        (field.name, "prose" in field.metadata or field.default == "")
        for field in attrs.fields(cls)
        if field.name in may_hold_text(cls) and not field.metadata.keys() & {"id", "ids", "keys"}
    )


def may_not_stand(sign: str, prose: bool) -> bool:
    """Whether a text may not hold a character: a name what cannot be seen, prose what acts."""
    if prose:
        return unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n\r"
    return is_barred(sign)


def _roles(place: Place, seats: Collection[Seat] | None) -> list[Place]:
    """Where the roles of a vehicle or flight stand; one place at least, which a filler may hold."""
    return [(*place, "seats", index, "role") for index in range(max(1, len(seats or ())))]


def _watched(entry: Any, looked_at: set[str]) -> Any:
    """The same entry, which notes the name of everything that is looked at on it."""
    cls: Any = type(entry)

    def noting(self: Any, name: str) -> Any:
        looked_at.add(name)
        return cls.__getattribute__(self, name)

    watched: Any = object.__new__(type(cls.__name__, (cls,), {"__getattribute__": noting}))
    for field in attrs.fields(cls):
        object.__setattr__(watched, field.name, getattr(entry, field.name))
    return watched
