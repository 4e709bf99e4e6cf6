"""Checks the arguments of public functions before any work begins.

Files are checked as they are read, and arguments of the command as they are parsed. This module is
for Python: a result instead of its plan, a day as text, a value that is not a number. All problems
of one call are in one `ArgumentError`.
"""

from __future__ import annotations

import math
import operator
import os
import re
from collections.abc import Iterable, Mapping, Sized
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from types import TracebackType
from typing import Self, TypeVar

from seatplan.declared import IS_NOT, is_not, shown
from seatplan.errors import ArgumentError, Place, Problem, nearest
from seatplan.naming import plan_spelled
from seatplan.plan import Assignment, Plan
from seatplan.program import Program
from seatplan.requirement import Requirement

T = TypeVar("T")

LARGEST_SEED = 2**31 - 1
"""The largest random seed; the solver stores it in 32 bits."""

MOST_WORKERS = 10_000
"""The largest number of threads that the solver accepts."""

FOREVER = 1e9
"""Seconds, about 30 years: the number that means no time limit."""

Day = date | str
"""A day as a date, or as text such as "2026-07-14"."""

Seconds = float | timedelta | None
"""Seconds as a number or a timedelta; None for no limit."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAN_OF = {"Result": "result.plan.", "Outcome": "outcome.result.plan.", "WhyNot": "answer.plan."}


class Arguments:
    """Checks the arguments of one call, one after another.

    Use it as a context manager: leaving it raises an `ArgumentError` with all problems. For a wrong
    value, a method returns some value of the right type, which is never used because of the error.
    """

    def __init__(self, function: str) -> None:
        self.function = function
        self.problems: list[Problem] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and self.problems:
            raise ArgumentError(self.problems, f"{self.function}()")

    def wrong(self, value: object, message: str, place: Place, hint: str = "") -> None:
        """Adds a problem with the value of an argument."""
        self.problems.append(Problem(f"{_named(value)} {message}", place, hint))

    def program(self, value: object, name: str = "program") -> None:
        """Checks that a value is a program."""
        if isinstance(value, Program):
            return
        hint = ""
        if isinstance(value, (str, os.PathLike)):
            hint = "seatplan.load(path), or seatplan.catalog.load(name)."
        elif isinstance(value, Mapping):
            hint = "seatplan.Program.from_dict(data)."
        elif isinstance(value, Plan):
            hint = "the program first, then the plan."
        self.wrong(value, "is not a Program", (name,), hint)

    def plan(self, value: T, program: object, name: str = "plan", *, optional: bool = False) -> T:
        """A plan, with ids spelled as in the program; or None if that is allowed."""
        if isinstance(value, Plan) and isinstance(program, Program):
            return plan_spelled(value, program)
        if isinstance(value, Plan) or (value is None and optional):
            return value
        hint = _PLAN_OF.get(type(value).__name__, "")
        if isinstance(value, (str, os.PathLike)):
            hint = "seatplan.Plan.load(path), or seatplan.catalog.flown(name)."
        elif isinstance(value, Program):
            hint = "the program first, then the plan."
        elif value is None:
            hint = "the solve found no plan; then its result.plan is None."
        elif _all_are(value, Assignment):
            hint = "seatplan.Plan(assignments)."
        self.wrong(value, "is not a Plan", (name,), hint)
        return value

    def day(self, value: object, name: str = "as_of") -> date | None:
        """A date or None; also accepts midnight as a datetime, pandas days and ISO text."""
        found = value
        if found is None or type(found) is date:
            return found
        if type(found).__name__ == "datetime64":
            found = found.astype("datetime64[us]").item()  # type: ignore[attr-defined]
        if isinstance(found, datetime) and found == found:  # pandas' NaT does not equal itself
            day = found.date()
            if found.replace(tzinfo=None) == datetime(day.year, day.month, day.day):
                return day
            message = "has a time of day, and seatplan counts whole days"
            self.wrong(value, message, (name,), f"date({day.year}, {day.month}, {day.day}).")
            return None
        if isinstance(found, date) and not isinstance(found, datetime):
            return date(found.year, found.month, found.day)
        if isinstance(found, str) and _DAY.fullmatch(found):  # fromisoformat reads weeks too
            try:
                return date.fromisoformat(found)
            except ValueError:
                self.wrong(value, "is not a day in the calendar", (name,))
                return None
        self.wrong(value, "is not a whole day", (name,), "date(2026, 7, 14), or '2026-07-14'.")
        return None

    def seconds(self, value: object, name: str = "time_limit") -> float:
        """A number of seconds, 0 or more; `FOREVER` if the value is None."""
        if value is None:
            return FOREVER
        number = value.total_seconds() if isinstance(value, timedelta) else value
        if not self._is_number(number):
            self.wrong(value, "is not a number of seconds", (name,), "60.0, or None for no limit.")
            return 0.0
        try:
            found = float(number)  # type: ignore[arg-type]
        except (OverflowError, TypeError, ValueError):
            found = math.inf
        if not found >= 0:
            what = "is not a number of seconds" if math.isnan(found) else "is less than 0"
            self.wrong(value, what, (name,), "60.0, or None for no limit.")
        return min(found, FOREVER)

    def whole(
        self, value: object, name: str, least: int | None = None, most: int | None = None
    ) -> int:
        """A whole number from `least` to `most`."""
        hint = f"{least} to {most}." if most is not None else ""
        hint = hint or (f"{least} or more." if least is not None else "")
        try:
            if isinstance(value, bool):
                raise TypeError
            number = operator.index(value)  # type: ignore[arg-type]
        except TypeError:
            self.wrong(value, "is not a whole number", (name,), hint)
            return least or 0
        if least is not None and number < least:
            self.wrong(number, f"is less than {least}", (name,), hint)
        elif most is not None and number > most:
            self.wrong(number, f"is more than {most}", (name,), hint)
        return number

    def workers(self, value: object) -> int:
        """A number of solver threads."""
        return self.whole(value, "workers", 1, MOST_WORKERS)

    def seed(self, value: object) -> int:
        """A random seed of the solver."""
        return self.whole(value, "seed", 0, LARGEST_SEED)

    def number(self, value: object, name: str, least: float) -> None:
        """Checks that a value is a number of at least `least`."""
        if not self._is_number(value):
            self.wrong(value, IS_NOT[float], (name,), f"{least:g} or more.")
        elif not value >= least:  # type: ignore[operator]
            self.wrong(value, f"is less than {least:g}", (name,), f"{least:g} or more.")

    def flag(self, value: object, name: str, *, optional: bool = False) -> None:
        """Checks that a value is true or false, or None if that is allowed."""
        is_flag = isinstance(value, bool) or type(value).__name__ in ("bool", "bool_")
        if not (is_flag or (optional and value is None)):
            self.wrong(value, IS_NOT[bool], (name,), "True or False.")

    def text(self, value: object, name: str) -> None:
        """Checks that a value is text, such as an id."""
        if isinstance(value, str):
            return
        owner = getattr(value, "id", None)
        self.wrong(value, IS_NOT[str], (name,), f"its id, {owner!r}." if owner else "its id.")

    def path(self, value: object, name: str, *, optional: bool = False) -> None:
        """Checks that a value is a path, or None if that is allowed."""
        if not (isinstance(value, (str, bytes, os.PathLike)) or (optional and value is None)):
            self.wrong(value, "is not a path", (name,), "a text or a pathlib.Path.")

    def callback(self, value: object, name: str = "on_progress") -> None:
        """Checks that a value is a function or None."""
        if value is not None and not callable(value):
            self.wrong(value, "cannot be called", (name,), "a function of one argument.")

    def cancel(self, value: object, name: str = "cancel") -> None:
        """Checks that a value is a token, or another object with `cancelled`, or None."""
        if value is not None and not hasattr(value, "cancelled"):
            self.wrong(value, "is not a CancelToken", (name,), "seatplan.CancelToken().")

    def executor(self, value: object, name: str = "executor") -> None:
        """Checks that a value is an executor, a function that makes one, or None."""
        fits = hasattr(value, "submit") or callable(value)
        if value is not None and (isinstance(value, type) or not fits):
            hint = "concurrent.futures.ProcessPoolExecutor()."
            self.wrong(value, "is not an Executor", (name,), hint)

    def each(
        self, values: object, kind: type[T], name: str, hint: str = "", called: str = ""
    ) -> tuple[T, ...]:
        """A tuple of objects of one class, which messages call `called` if that is given."""
        found = self._listed(values, kind, name, hint)
        for index, value in enumerate(found):
            if not isinstance(value, kind):
                self.wrong(value, is_not(called or kind.__name__), (name, index), hint)
        return found

    def requirements(self, values: object, name: str) -> tuple[Requirement, ...] | None:
        """A tuple of requirements, as explanations have them, or None."""
        if values is None:
            return None
        return self.each(values, Requirement, name, "those of an Explanation, such as fixes[0].")

    def wholes(self, values: object, name: str) -> tuple[int, ...]:
        """A tuple of whole numbers."""
        found = self._listed(values, int, name, "(30, 60, 90).")
        for index, value in enumerate(found):
            try:
                if isinstance(value, bool):
                    raise TypeError
                operator.index(value)
            except TypeError:
                self.wrong(value, IS_NOT[int], (name, index))
        return found

    def mapping(self, value: object, name: str, hint: str) -> None:
        """Checks that a value is a mapping from text to whole numbers of 0 or more, or None."""
        if value is None:
            return
        if not isinstance(value, Mapping):
            self.wrong(value, "is not a mapping", (name,), hint)
            return
        for key, number in value.items():
            if not isinstance(key, str):
                self.wrong(key, IS_NOT[str], (name,), hint)
            elif isinstance(number, bool) or not isinstance(number, int) or number < 0:
                self.wrong(number, "is not a whole number of 0 or more", (name, key), hint)

    def choice(self, value: object, name: str, words: Iterable[str]) -> None:
        """Checks that a value is one of a few words."""
        known = tuple(words)
        if not isinstance(value, str) or value not in known:
            self.wrong(value, f"is none of {', '.join(known)}", (name,), nearest(str(value), known))

    def _listed(self, values: object, kind: type[T], name: str, hint: str) -> tuple[T, ...]:
        if isinstance(values, kind):
            self.wrong(values, f"is one {kind.__name__}", (name,), "a tuple with it.")
        elif isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
            self.wrong(values, f"is not a list of {kind.__name__}", (name,), hint)
        else:
            return tuple(values)
        return ()

    @staticmethod
    def _is_number(value: object) -> bool:
        if isinstance(value, bool):
            return False
        numpy = type(value).__module__ == "numpy" and hasattr(value, "__float__")
        return isinstance(value, (int, float, Fraction, Decimal)) or (
            numpy and not isinstance(value, Sized)
        )


def _all_are(values: object, kind: type) -> bool:
    """Whether a value is a nonempty list of such objects."""
    if not isinstance(values, (list, tuple, set, frozenset)):
        return False
    return bool(values) and all(isinstance(value, kind) for value in values)


def _named(value: object) -> str:
    """The value as text; for a large object, only its class."""
    if value is None or isinstance(value, (str, bytes, int, float, date, timedelta, os.PathLike)):
        return shown(value)
    if isinstance(value, type):
        return f"the class {value.__name__}"
    name = type(value).__name__
    return f"{'an' if name[:1] in 'AEIOUaeiou' else 'a'} {name}"
