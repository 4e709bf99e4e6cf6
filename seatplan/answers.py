"""Writes answers, plans, scenarios and edits as plain data for JSON, and reads them back.

The keys are the fields of each class; programs, rules, goals and edits have the form that they have
in files. The properties that a class lists in `also_says` are written too, for readers in other
languages; reading skips them and computes them again.

An outcome has two programs and a plan, and a study has many outcomes. To keep documents small, the
edited program is written as its differences from the given program, and an outcome leaves out
`before` and `plan` if they equal those of the previous outcome in the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar, TypeVar

import attrs

import seatplan
import seatplan.goals
import seatplan.rules
import seatplan.whatif.edits
from seatplan.as_data import AsData
from seatplan.errors import (
    MISSING_KEY,
    Enough,
    InputError,
    Place,
    PlanError,
    Problem,
    ProgramError,
)
from seatplan.files.documents import in_order
from seatplan.files.dumping import dump
from seatplan.files.leaves import show
from seatplan.files.numbers import plain
from seatplan.files.plans import MORE_OF_PLANS
from seatplan.files.reading import Reader
from seatplan.files.shapes import form_of, keys_of
from seatplan.kinds import Goal, Rule
from seatplan.plan import Plan
from seatplan.program import Fixed, Forbidden, Program
from seatplan.requirement import Subject
from seatplan.whatif.editing import Edit
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.scenario_files import arranged, edit_tags, edit_to_data
from seatplan.words import one

FORMAT = 1
"""The only format so far."""

HEADER = ("format", "kind", "seatplan")

AS_IN_FILES = (Program, Rule, Goal, Fixed, Forbidden, Subject)
"""Classes that are written as in files, without fields that have their default."""

A = TypeVar("A", bound=AsData)


@attrs.frozen
class Outcomes:
    """Several outcomes in one document.

    Attributes:
        outcomes: the outcomes, in the order of their scenarios.
    """

    command_adds: ClassVar[tuple[str, ...]] = ("program",)

    outcomes: tuple[Outcome, ...]


def to_data(thing: AsData) -> dict[str, Any]:
    """See `AsData.to_dict`."""
    table = _Writer().written(thing, Edit if isinstance(thing, Edit) else type(thing))
    return {**header(thing.data_kind), **table}


def header(kind: str) -> dict[str, Any]:
    """The first keys of every document."""
    return {"format": FORMAT, "kind": kind, "seatplan": seatplan.__version__}


def from_data(cls: type[A], data: Any) -> A:
    """See `AsData.from_dict`."""
    error = PlanError if issubclass(cls, Plan) else ProgramError
    made: A = _read(Edit if issubclass(cls, Edit) else cls, cls.data_kind, data, error)
    if not isinstance(made, cls):
        message = f"this is {one(type(made).__name__)}, not {one(cls.__name__)}"
        raise error([Problem(message, ("edit",), f"{type(made).__name__}.from_dict.")])
    return made


def outcomes_to_data(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """Writes several outcomes as one document, which `outcomes_from_dict` reads."""
    made = Outcomes(tuple(outcomes))
    return {**header("outcomes"), **_Writer().written(made, Outcomes)}


def outcomes_from_dict(data: Mapping[str, Any]) -> tuple[Outcome, ...]:
    """Reads the outcomes that `seatplan what-if --json` and `seatplan sweep --json` print.

    Args:
        data: the printed document, read with `json.loads`.

    Raises:
        ProgramError: with every problem and its place.
    """
    made: Outcomes = _read(Outcomes, "outcomes", data, ProgramError)
    return made.outcomes


def _read(cls: type, kind: str, data: Any, error: type[InputError]) -> Any:
    reader = _AnswerReader()
    made = None
    complete = True
    try:
        if isinstance(data, Mapping):
            _header_fits(data, kind, reader)
            if cls is Plan and "assignments" not in data:  # as in a file
                reader.fail(("assignments",), "the key 'assignments' is missing", code=MISSING_KEY)
            rest = {key: value for key, value in data.items() if key not in HEADER}
        if not reader.problems:
            made = reader.read(cls, rest if isinstance(data, Mapping) else data, ())
    except Enough:
        complete = False
    if reader.problems:
        raise error(in_order(reader.problems, data), complete=complete)
    return made


def _header_fits(data: Mapping[str, Any], kind: str, reader: Reader) -> None:
    number = data.get("format", FORMAT)
    if number != FORMAT or isinstance(number, bool):
        newer = isinstance(number, int) and not isinstance(number, bool) and number > FORMAT
        message = f"unknown format {show(number)}"
        hint = f"format = {FORMAT}."
        if newer:
            by = data.get("seatplan")
            author = f"seatplan {by}" if isinstance(by, str) else "a newer seatplan"
            message = f"format {show(number)} was written by {author}"
            message += f", and seatplan {seatplan.__version__} reads format {FORMAT}"
            hint = "install that version, or a later one."
        reader.fail(("format",), message, hint)
    elif data.get("kind", kind) != kind:
        message = f"{show(data['kind'])} is not {kind!r}"
        reader.fail(("kind",), message)


class _Writer:
    """Writes one document."""

    def __init__(self) -> None:
        self._last: tuple[Program, Plan] | None = None

    def written(self, value: Any, wanted: Any) -> Any:
        """The data of a value of a field.

        Args:
            value: the value.
            wanted: the type of the field.
        """
        form = form_of(wanted)
        match form.shape:
            case "optional":
                return None if value is None else self.written(value, form.inner[0])
            case "list":
                return [self.written(entry, form.inner[0]) for entry in value]
            case "mapping":
                return {name: self.written(one, form.inner[0]) for name, one in value.items()}
            case "object" if isinstance(value, Edit):
                return as_json(edit_to_data(value))
            case "object" if not isinstance(value, AS_IN_FILES):
                return self._table(value)
        if wanted is float:  # seconds, rounded as in a journal
            return round(value, 3)
        return as_json(dump(value, wanted, edit_tags()))

    def _table(self, value: Any) -> dict[str, Any]:
        keys = keys_of(type(value))
        if isinstance(value, Outcome):
            return self._outcome(value)
        found = {name: self.written(getattr(value, name), key.type) for name, key in keys.items()}
        if isinstance(value, Plan):  # in the form of a plan file, so that it can be saved as one
            empty = {name for name in MORE_OF_PLANS if not found[name]}
            found = {name: one for name, one in found.items() if name not in empty}
            found = {"format": FORMAT, "program": found.pop("program"), **found}
        return {**found, **_what_follows(value)}

    def _outcome(self, value: Outcome) -> dict[str, Any]:
        keys = keys_of(Outcome)
        given = (value.before, value.plan)
        known = self._last == given
        self._last = given
        left_out = {"program", *(("before", "plan") if known else ())}
        table = {
            name: self.written(getattr(value, name), key.type)
            for name, key in keys.items()
            if name not in left_out
        }
        edited, before = value.program, value.before
        differing = {
            name: as_json(dump(getattr(edited, name), key.type, edit_tags()))
            for name, key in keys_of(Program).items()
            if getattr(edited, name) != getattr(before, name)
        }
        return {**table, **_what_follows(value), "program": differing}


def _what_follows(value: Any) -> dict[str, Any]:
    return {name: as_json(getattr(value, name)) for name in also_says(type(value))}


def also_says(cls: type) -> tuple[str, ...]:
    """The properties of a class that are written besides its fields."""
    found: tuple[str, ...] = getattr(cls, "also_says", ())
    return found


def as_json(value: Any) -> Any:
    """The value, made of types that JSON has."""
    if isinstance(value, Mapping):
        return {str(name): as_json(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return plain(value)
    if isinstance(value, Enum):
        return value.value
    if attrs.has(type(value)):
        return {name: as_json(getattr(value, name)) for name in keys_of(type(value))}
    return value


class _AnswerReader(Reader):
    """Reads one document that `_Writer` has written."""

    def __init__(self) -> None:
        super().__init__(edit_tags())
        self._last: dict[str, Any] = {}
        # A program that many outcomes share is read once. The data are kept with it, because
        # another object could get the `id` of data that are gone.
        self._known: dict[int, tuple[Any, Any]] = {}

    def read(self, wanted: Any, data: Any, place: Place) -> Any:
        if not isinstance(data, Mapping) or not isinstance(wanted, type):
            return super().read(wanted, data, place)
        if wanted is Outcome:
            data = self._completed(data)
        elif wanted is Edit:
            data = arranged(data)
        if wanted not in (Program, Plan):
            return super().read(wanted, data, place)
        if id(data) not in self._known:
            before = len(self.broken)
            made = super().read(wanted, data, place)
            if len(self.broken) > before:
                return made
            self._known[id(data)] = (data, made)
        return self._known[id(data)][1]

    def _completed(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The data of an outcome, with `before`, `plan` and `program` filled in."""
        found = {**self._last, **data}
        self._last = {name: found[name] for name in ("before", "plan") if name in found}
        before, changed = found.get("before", {}), found.get("program")
        if isinstance(before, Mapping) and isinstance(changed, Mapping):
            found["program"] = {**before, **changed} if changed else before
        return found

    def values(self, cls: type, data: Any, place: Place, tag: str = "") -> dict[str, Any]:
        if isinstance(data, Mapping):
            added = getattr(cls, "command_adds", ())
            skipped = {*also_says(cls), *added, *(("format",) if cls is Plan else ())}
            data = {name: value for name, value in data.items() if name not in skipped}
        return super().values(cls, data, place, tag)

    def _leaf(self, wanted: Any, data: Any, place: Place) -> Any:
        # The values of goals can exceed the largest number that a program can contain.
        if wanted is int and type(data) is int:
            return data
        return super()._leaf(wanted, data, place)
