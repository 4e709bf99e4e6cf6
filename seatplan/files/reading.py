"""Reads plain data as attrs objects, and continues after each problem."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from cattrs.errors import StructureHandlerNotFoundError

from seatplan.declared import mismatches
from seatplan.errors import (
    LONGEST_WORD,
    MISSING_KEY,
    UNKNOWN_KEY,
    UNKNOWN_KIND,
    VALUE,
    InputError,
    Place,
    Problem,
    Problems,
    at_place,
)
from seatplan.files.fillers import bare, filler
from seatplan.files.leaves import NotReadableError, converter, show
from seatplan.files.shapes import SHORT, TAGS, Key, Tag, form_of, keys_of
from seatplan.forgiving import is_missing, plain_value
from seatplan.forgiving import several as several_of
from seatplan.normal import normal, spellings

T = TypeVar("T")


class Reader:
    """Reads one document; values that cannot be read become fillers of the right type.

    Attributes:
        problems: the problems, in the order of reading.
        python: whether the data can contain values of NumPy and pandas.
        kept: texts that are not converted to composed form; None if no text is converted.
        broken: the places of the fillers, and of missing keys that may only be misspelled.
    """

    def __init__(self, tags: Mapping[type, Tag] = TAGS, *, python: bool = False) -> None:
        self.tags = tags
        self.python = python
        self.kept: frozenset[str] | None = None
        self.problems: Problems = Problems()
        self.broken: list[Place] = []

    def fail(self, place: Place, message: str, hint: str = "", code: str = VALUE) -> None:
        """Adds a problem, and marks its place as broken."""
        self.problems.note(Problem(message, place, hint, code=code))
        self.broken.append(place)

    def compose(self, program: Mapping[str, Any]) -> None:
        """Converts all further texts to composed form, as in a program."""
        self.kept = spellings(program)

    def spelled(self, value: T) -> T:
        """The value, in composed form if `compose` was called."""
        return value if self.kept is None else normal(value, self.kept)

    def read(self, wanted: Any, data: Any, place: Place) -> Any:
        """The data as a value of a type, or a filler."""
        if self.python:
            data = plain_value(data)
            if not isinstance(data, (str, Mapping, list)) and isinstance(data, Iterable):
                data = several_of(data)
        form = form_of(wanted)
        match form.shape:
            case "optional":
                return None if data is None else self.read(form.inner[0], data, place)
            case "either":
                one, several = form.inner
                return self.read(several if isinstance(data, (list, tuple)) else one, data, place)
            case "list" | "row":
                return self._list(wanted, data, place)
            case "map":
                return tuple(
                    sorted(self._map(form.inner[0], data, place).items(), key=lambda pair: pair[0])
                )
            case "mapping":
                return self._map(form.inner[0], data, place)
            case "object":
                return self._object(wanted, data, place)
        return self._leaf(wanted, data, place)

    def values(self, cls: type, data: Any, place: Place, tag: str = "") -> dict[str, Any]:
        """The values of the fields of a class that are in its table, and fillers for missing ones.

        Args:
            cls: the class.
            data: the table.
            place: the place of the table.
            tag: a key of the table that is not a field, because it picks the class.
        """
        if not isinstance(data, Mapping):
            self.fail(place, f"{show(data)} is not a table", _as_table(cls))
            return {}
        if self.python:  # pandas uses NaN for missing values
            data = {name: value for name, value in data.items() if not is_missing(value)}
        keys = keys_of(cls)
        absent = {name: key for name, key in keys.items() if name not in data}
        misspelt: set[str] = set()
        found: dict[str, Any] = {}
        for name, value in data.items():
            if name in keys:
                found[name] = self.read(keys[name].type, value, (*place, name))
            elif name != tag:
                misspelt |= self._unknown(str(name), place, absent, keys)
        for name, key in absent.items():
            if key.required:
                # One typing error is one problem: `lauch` is not also a missing `launch`.
                if name not in misspelt:
                    owner = data.get("id")
                    of = f" of {show(owner)}" if isinstance(owner, str) else ""
                    self.fail((*place, name), f"the key {name!r}{of} is missing", code=MISSING_KEY)
                found[name] = filler(key.type)
        return found

    def _unknown(
        self, name: str, place: Place, absent: Mapping[str, Key], keys: Mapping[str, Key]
    ) -> set[str]:
        """Reports an unknown key; returns the missing keys that it was probably meant for."""
        hint = self.problems.nearest(name, absent)
        if not hint.endswith("?"):  # none of them is close
            hint = self.problems.nearest_of_all(name, keys)
        message = f"unknown key {show(name)}"
        self.problems.note(Problem(message, (*place, name), hint, code=UNKNOWN_KEY))
        meant = [key for key in absent if key.casefold() == name.casefold()]
        if not meant and len(name) <= LONGEST_WORD:
            meant = difflib.get_close_matches(name, absent, n=2, cutoff=0.6)
        # It can stand for any missing key, so nothing that depends on those is reported.
        self.broken += [(*place, key) for key in meant or absent]
        return set(meant)

    def _object(self, cls: type, data: Any, place: Place) -> Any:
        before = len(self.broken)
        if isinstance(data, cls):  # only data from Python contains objects
            for problem in mismatches(data, place):
                self.problems.note(problem)
                self.broken.append(problem.place)
            return (
                data if len(self.broken) == before else _mended(data, self.broken[before:], place)
            )
        tag = self.tags.get(cls)
        if tag is not None:
            picked = self._picked(tag, data, place)
            if picked is None:
                return bare(cls, {})
            cls = picked
        short = SHORT.get(cls)
        if short is not None and isinstance(data, str):
            data = {short: data}
        found = self.values(cls, data, place, tag.key if tag is not None else "")
        if len(self.broken) > before:
            return bare(cls, found)
        return self._construct(cls, found, place)

    def _construct(self, cls: type, found: Mapping[str, Any], place: Place) -> Any:
        # A user's rule can have validators; their errors are problems of the file.
        keys = keys_of(cls)
        try:
            return cls(**{keys[name].argument: value for name, value in found.items()})
        except InputError as error:
            for problem in error.problems:
                self.problems.note(at_place(problem, place))
            self.broken.append(place)
        except (TypeError, ValueError) as error:
            self.fail(place, str(error.args[0] if error.args else error))
        return bare(cls, found)

    def _picked(self, tag: Tag, data: Any, place: Place) -> type | None:
        kinds = tag.kinds()
        if not isinstance(data, Mapping):
            hint = f"write a table with the key {tag.key!r}."
            self.fail(place, f"{show(data)} is not a table", hint)
        elif tag.key not in data:
            hint = self.problems.nearest_of_all("", kinds)
            message = f"the key {tag.key!r} is missing"
            self.problems.note(Problem(message, (*place, tag.key), hint, code=MISSING_KEY))
            self.broken.append(place)
        else:
            word = data[tag.key]
            if isinstance(word, str):
                if word in kinds:
                    return kinds[word]
                message = f"unknown {tag.key} {show(word)}"
                hint = self.problems.nearest_kind(word, kinds)
                for other in TAGS.values():
                    if other is not tag and word in other.kinds():
                        hint = f"put it into `{other.key}s`: {word} is a {other.key}."
            else:
                message = f"{show(word)} is not the name of a kind of {tag.key}"
                hint = self.problems.nearest_of_all("", kinds)
            self.problems.note(Problem(message, (*place, tag.key), hint, code=UNKNOWN_KIND))
            self.broken.append(place)
        return None

    def _list(self, wanted: Any, data: Any, place: Place) -> Any:
        form = form_of(wanted)
        if not isinstance(data, (list, tuple)):
            self.fail(place, f"{show(data)} is not a list", _as_list(form.inner[0], data, place))
            return filler(wanted)
        types = form.inner
        if form.shape == "list":
            types = form.inner * len(data)
        elif len(data) != len(types):
            self.fail(place, f"a list of length {len(data)} instead of {len(types)}")
            return filler(wanted)
        pairs = enumerate(zip(types, data, strict=True))
        return tuple(self.read(inner, entry, (*place, index)) for index, (inner, entry) in pairs)

    def _map(self, inner: Any, data: Any, place: Place) -> dict[str, Any]:
        if not isinstance(data, Mapping):
            self.fail(place, f"{show(data)} is not a table")
            return {}
        found = {}
        for name, value in data.items():
            if isinstance(name, str) and self.spelled(name) in found:
                self.fail((*place, name), f"the key {show(name)} appears twice in one table")
            elif isinstance(name, str):
                found[self.spelled(name)] = self.read(inner, value, (*place, name))
            else:
                self.fail((*place, str(name)), f"the key {show(name)} is not text")
        return found

    def _leaf(self, wanted: Any, data: Any, place: Place) -> Any:
        try:
            return self.spelled(converter.structure(data, wanted))
        except NotReadableError as error:
            hint = error.hint
            if data is None and not hint:
                hint = "leave the key out."
            self.fail(place, error.message, hint)
        except StructureHandlerNotFoundError:
            raise  # a field whose type files do not support: an error of the class's author
        except Exception as error:  # a hook for a user's type can raise anything
            self.fail(place, f"{show(data)} cannot be read: {error}")
        return filler(wanted)


def _mended(data: Any, broken: Iterable[Place], place: Place) -> Any:
    """An object in which fields with wrong values have fillers."""
    names = {one[len(place)] for one in broken}
    kept = {name: getattr(data, name) for name in keys_of(type(data)) if name not in names}
    return bare(type(data), kept)


def _as_table(cls: type) -> str:
    needed = [name for name, key in keys_of(cls).items() if key.required]
    return f"write a table with {', '.join(map(repr, needed))}." if needed else ""


def _as_list(inner: Any, data: Any, place: Place) -> str:
    if isinstance(data, Mapping):
        name = place[0] if len(place) == 1 else "…"
        doubled = f"use double brackets in TOML, [[{name}]], or a list in JSON, [{{…}}]."
        return doubled if form_of(inner).shape == "object" else ""
    if isinstance(data, str) and len(show(data)) == len(repr(data)):
        parts = [f'"{part.strip()}"' for part in re.split("[,;]", data) if part.strip()]
        return f"[{', '.join(parts)}]."
    return ""
