"""The checks of all tables, which follow from the fields of their classes."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs

from seatplan.declared import may_hold_text, shown
from seatplan.errors import UNKNOWN_ID, Place, Problems
from seatplan.forgiving.values import WithPoint
from seatplan.naming import ids_named, nearest_member
from seatplan.validation.notes import Notes
from seatplan.visible import is_barred

if TYPE_CHECKING:
    from seatplan.program import CrewMember

Known = Mapping[str, frozenset[str] | None]
"""The ids of each kind; None if one could not be read, so that no id is unknown."""


class Tables(Notes):
    """The checks of one table after the other.

    Attributes:
        known: the ids of each kind that tables can refer to; ids of other kinds are not checked.
        crew: the members; a name of one that is used instead of an id gives a better hint.
    """

    def __init__(
        self,
        broken: Collection[Place],
        problems: Problems,
        known: Known | None = None,
        crew: Collection[CrewMember] = (),
    ) -> None:
        super().__init__(broken, problems)
        self.known: Known = known if known is not None else {}
        self.crew = crew

    def look_into(self, place: Place, entry: Any) -> None:
        """Check one table and the tables nested in it."""
        for field in attrs.fields(type(entry)):
            value = getattr(entry, field.name)
            if value is None:
                continue
            here = (*place, field.name)
            if "least" in field.metadata and value < field.metadata["least"]:
                self.add(here, f"{value} is less than {field.metadata['least']}")
            if "most" in field.metadata and value > field.metadata["most"]:
                self.add(here, f"{value} is more than {field.metadata['most']}")
            if "part" in field.metadata and value > 1 and value.denominator > 1:
                self.add(here, f"{float(value):g} is neither a whole number nor below 1")
            elif "part" in field.metadata and isinstance(value, WithPoint):
                message = f"{value}.0 is a decimal, and a decimal must be below 1"
                self.add(here, message, f"{value}, for {value} of the goal's units.")
            if value in field.metadata.get("barred", ()):
                self.add(here, f"id {value!r} is taken: every plan obeys {value!r}", "another id.")
            if "id" in field.metadata:
                many = isinstance(value, tuple)
                for at, name in self._each(here, value if many else (value,), many):
                    self._refers(at, field.metadata["id"], name)
            if "ids" in field.metadata:
                if not value:
                    needed = field.default is attrs.NOTHING
                    hint = "one at least." if needed else "leave the key out to pick all."
                    self.add(here, "an empty list picks nothing", hint)
                for at, name in self._each(here, value, True):
                    self._refers(at, field.metadata["ids"], name)
            if value == () and "not_empty" in field.metadata:
                needed = field.default is attrs.NOTHING
                self.add(here, "an empty list", "one at least." if needed else "leave it out.")
            if "keys" in field.metadata:
                for name, _ in value:
                    self._refers((*here, name), field.metadata["keys"], name)
            if isinstance(value, tuple):
                if not field.metadata.get("repeats"):
                    self.twice(here, value)
                for index, inner in enumerate(value):
                    if attrs.has(type(inner)):
                        self.look_into((*here, index), inner)
            elif attrs.has(type(value)):
                self.look_into(here, value)
        cls: Any = type(entry)
        for name, prose in _words_in(cls):
            value = getattr(entry, name)
            if _is_copied(cls, name, entry):
                continue
            if isinstance(value, str):
                self.text((*place, name), value, prose=prose)
            elif isinstance(value, tuple):
                for index, inner in enumerate(value):
                    if isinstance(inner, str):
                        self.text((*place, name, index), inner, prose=prose)
        self._pairs(place, entry)
        if hasattr(entry, "problems"):
            self._own(place, entry)

    def text(self, place: Place, text: str, *, prose: bool) -> None:
        """Check a text: a name must be visible and not blank; prose can have several lines."""
        visible = bool(text.strip(" "))
        if text.isprintable() and (visible or prose):
            return
        if not visible and not prose:
            self.add(place, f"{'a blank' if text else 'an empty'} text names nothing")
        else:
            barred = next((sign for sign in text if is_not_permitted(sign, prose)), None)
            if barred is not None:
                message = f"{shown(text)} has an invisible character: {barred!r}"
                self.add(place, message)

    def _own(self, place: Place, entry: Any) -> None:
        """Note the problems that the class itself finds, except those that depend on a filler."""
        looked_at: set[str] = set()
        unsure = self.unsure(place)
        try:
            for problem in (_watched(entry, looked_at) if unsure else entry).problems():
                needs = [(*place, name) for name in sorted(looked_at)]
                self.add((*place, *problem.place), problem.message, problem.hint, *needs)
        except Exception:
            # With a filler, a field can have a value that the method does not expect.
            if not unsure:
                raise

    def _each(self, place: Place, names: Iterable[Any], many: bool) -> Iterator[tuple[Place, str]]:
        for index, name in enumerate(names):
            if isinstance(name, tuple):  # an entry of a table with ids for keys
                yield (*place, name[0]), name[0]
            elif not attrs.has(type(name)):  # a nested table declares its ids itself
                yield ((*place, index) if many else place), name

    def _refers(self, place: Place, kind: str, name: str) -> None:
        known = self.known.get(kind)
        if known is not None and name not in known:
            hint = (
                self.problems.nearest(name, known) if known else f"add this {kind}: there is none."
            )
            if kind == "member" and ids_named(name, self.crew):
                hint = nearest_member(name, self.crew)
            self.add(place, f"unknown {kind} {name!r}", hint, code=UNKNOWN_ID)

    def twice(self, place: Place, entries: tuple[Any, ...]) -> None:
        """Note the entries of a list that equal an earlier one."""
        seen: set[Any] = set()
        unhashable: list[Any] = []  # rules of users can have such values
        for index, entry in enumerate(entries):
            if self.unsure((*place, index)):
                continue  # an entry with a filler can equal another one by chance
            try:
                again = entry in seen
                seen.add(entry)
            except TypeError:
                again = entry in unhashable
                unhashable.append(entry)
            if again:
                text = repr(entry) if isinstance(entry, str) else "the same entry"
                self.add((*place, index), f"{text} appears twice in this list", "leave one out.")

    def _pairs(self, place: Place, entry: Any) -> None:
        for low, high in (("since", "until"), ("min", "max")):
            first, last = getattr(entry, low, None), getattr(entry, high, None)
            if first is not None and last is not None and first > last:
                needs = ((*place, low), (*place, high))
                beyond = "after" if isinstance(first, date) else "more than"
                message = f"{low} {first} is {beyond} {high} {last}"
                self.add((*place, low), message, "the two are exchanged?", *needs)


@cache
def _words_in(cls: Any) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a class that can have text of their own, and whether it is prose.

    Fields that refer to ids are left out: the ids are checked where they are defined. A field
    whose default is the empty text is treated as prose, so that it can be empty.
    """
    return tuple(
        (field.name, "prose" in field.metadata or field.default == "")
        for field in attrs.fields(cls)
        if field.name in may_hold_text(cls) and not field.metadata.keys() & {"id", "ids", "keys"}
    )


def _is_copied(cls: Any, name: str, entry: Any) -> bool:
    """Return whether a field has the value of another one, as names that are left out do.

    A problem with that value is reported where it was given.
    """
    default: Any = attrs.fields_dict(cls)[name].default
    copies = getattr(default, "takes_self", False)
    return bool(copies and getattr(entry, name) == default.factory(entry))


def is_not_permitted(sign: str, prose: bool) -> bool:
    """Return whether a character is not permitted in a text.

    Names must not have invisible characters; prose must not have control characters, except for
    tabs and line ends.
    """
    if prose:
        return unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n\r"
    return is_barred(sign)


def _watched(entry: Any, looked_at: set[str]) -> Any:
    """Return a copy of the entry that adds the name of each attribute that is read to a set."""
    cls: Any = type(entry)

    def noting(self: Any, name: str) -> Any:
        looked_at.add(name)
        return cls.__getattribute__(self, name)

    watched: Any = object.__new__(type(cls.__name__, (cls,), {"__getattribute__": noting}))
    for field in attrs.fields(cls):
        object.__setattr__(watched, field.name, getattr(entry, field.name))
    return watched
