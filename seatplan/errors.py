"""What can be wrong with an input, said so that a person can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from attrs import evolve, frozen

Place = tuple[str | int, ...]
"""Where in the data something stands: `("flights", 2, "launch")`."""


@frozen
class Problem:
    """One thing that is wrong.

    Attributes:
        message: what is wrong, with the id and the value.
        place: where it stands in the data.
        hint: what to try, or nothing.
        line: the line of the file, counted from 1, where it is known.
    """

    message: str
    place: Place = ()
    hint: str = ""
    line: int | None = None

    def __str__(self) -> str:
        where = [f"line {self.line}"] if self.line is not None else []
        if self.place:
            where.append(path_of(self.place))
        text = f"{', '.join(where)}: {self.message}" if where else self.message
        return f"{text}\n    Maybe {self.hint}" if self.hint else text


def path_of(place: Place) -> str:
    """The place as one writes it: `flights[2].launch`."""
    text = ""
    for step in place:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text


class SeatplanError(Exception):
    """The base of all errors that seatplan raises on purpose."""


class InputError(SeatplanError):
    """An input that cannot be used; it carries every problem found, not only the first.

    Attributes:
        problems: all that is wrong, in the order of the input.
        source: the file that the input came from, if it came from one.
    """

    def __init__(self, problems: Iterable[Problem] | str, source: str | None = None) -> None:
        found = (Problem(problems),) if isinstance(problems, str) else tuple(problems)
        super().__init__(found, source)
        self.problems: tuple[Problem, ...] = found
        self.source = source

    def __str__(self) -> str:
        head = f"{self.source}: " if self.source else ""
        if len(self.problems) == 1:
            return f"{head}{self.problems[0]}"
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        return f"{head}{len(self.problems)} problems\n{lines}"


class ProgramError(InputError):
    """A program that contradicts itself or cannot be read."""


class PlanError(InputError):
    """A plan that cannot be read, or that names what the program does not have."""


class JournalError(InputError):
    """A journal that is none, or that belongs to another study."""


class EngineError(SeatplanError):
    """The solver failed, or contradicted itself or the check: no answer, but a defect to report.

    Attributes:
        message: what contradicts what.
        evidence: a folder with the model, the solver's parameters and the program; None if there is
            none.
        unwritten: why there is none, where it could not be written.
    """

    def __init__(self, message: str, evidence: str | None = None, unwritten: str = "") -> None:
        super().__init__(message, evidence, unwritten)
        self.message = message
        self.evidence = evidence
        self.unwritten = unwritten

    def __str__(self) -> str:
        if self.evidence is not None:
            return (
                f"{self.message}\n    Maybe report it with what was solved and how, which is kept "
                f"in {self.evidence}"
            )
        if self.unwritten:
            return f"{self.message}\n    Maybe report it; the model is not kept: {self.unwritten}"
        return self.message


class WorkerError(SeatplanError):
    """A worker of a sweep died, and its scenario with it."""


class Interrupted(KeyboardInterrupt):
    """Somebody pressed Ctrl-C. `result` is the best answer so far, of the type of the whole one."""

    def __init__(self, result: Any) -> None:
        super().__init__(result)
        self.result = result


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint naming the known words closest to `word`, or all of them where they are few."""
    choices = sorted(set(known))
    close = difflib.get_close_matches(word, choices, n=2, cutoff=0.6)
    if not close:
        folded = {choice.casefold(): choice for choice in reversed(choices)}
        match = folded.get(word.casefold())
        close = [match] if match is not None else []
    if close:
        return " or ".join(repr(choice) for choice in close) + "?"
    if 0 < len(choices) <= 8:
        return "one of " + ", ".join(repr(choice) for choice in choices) + "."
    return ""


def at_place(problem: Problem, prefix: Place) -> Problem:
    """The same problem, standing below `prefix`."""
    return evolve(problem, place=prefix + problem.place)
