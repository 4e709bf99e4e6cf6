"""Errors and warnings about inputs, with messages from which a person can correct the input."""

from __future__ import annotations

import difflib
import warnings
from collections.abc import Iterable, Sequence, Sized
from typing import Any

from attrs import evolve, field, frozen

from seatplan.visible import shortened, visible

MOST_PROBLEMS = 1000
"""The search for problems in one input stops after this many."""

MOST_PRINTED = 100
"""At most this many problems are in the text of an error; `problems` has them all."""

LONGEST_SENTENCE = 400
"""Maximum length of a message in characters; it can quote text of any length from the input."""

LONGEST_STEP = 60
"""Maximum length, in characters, of one step of a place in a message."""

LONGEST_WORD = 100
MOST_WORDS = 1000
"""No suggestion is looked for if a word is longer, or more words are known: that would be slow."""

MOST_LISTED = 12
"""At most this many known words are listed if none of them is close."""

SYNTAX, VALUE, MISSING_KEY = "syntax", "value", "missing-key"
UNKNOWN_KEY, DOUBLE_KEY = "unknown-key", "double-key"
UNKNOWN_ID, UNKNOWN_KIND = "unknown-id", "unknown-kind"
"""Codes of problems. Those with "key" are about a key, the others about its value."""

Place = tuple[str | int, ...]
"""A place in the data, such as `("flights", 2, "launch")`."""


def _sentence(text: str) -> str:
    return visible(shortened(text, LONGEST_SENTENCE))


@frozen
class Problem:
    """One problem in an input. Its message is on one line and of limited length.

    Attributes:
        message: what is wrong, with the id and the value.
        place: the place in the data.
        hint: a suggestion, which is printed after "Maybe"; empty if there is none.
        line: the line of the file, counted from 1, if it is known.
        code: the kind of problem, such as `unknown-key`; it is ignored in comparisons.
        column: for syntax errors, the column in which reading stopped, counted from 1.
        cell: the cell of a workbook, such as `flights!B7`, if it is known.
    """

    message: str = field(converter=_sentence)
    place: Place = ()
    hint: str = field(default="", converter=_sentence)
    line: int | None = None
    code: str = field(default="", eq=False, repr=False)
    column: int | None = field(default=None, eq=False, repr=False)
    cell: str | None = None

    def __str__(self) -> str:
        where = [f"line {self.line}"] if self.line is not None else []
        if self.cell is not None:  # in a workbook the cell is enough
            where.append(visible(self.cell))
        elif self.place:
            where.append(path_of(self.place))
        text = f"{', '.join(where)}: {self.message}" if where else self.message
        return f"{text}\n    Maybe {self.hint}" if self.hint else text


def path_of(place: Place) -> str:
    """A place as text: `flights[2].launch`."""
    text = ""
    for step in place:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            shown = visible(shortened(step, LONGEST_STEP))
            text += f".{shown}" if text else shown
    return text


class Enough(Exception):  # noqa: N818 - it is not an error of the program
    """`MOST_PROBLEMS` problems have been found; the search for more stops."""


class Problems(list[Problem]):
    """A list of the problems found so far; adding more than `MOST_PROBLEMS` raises `Enough`."""

    def note(self, problem: Problem) -> None:
        """Adds a problem."""
        if len(self) >= MOST_PROBLEMS:
            raise Enough
        self.append(problem)

    def nearest(self, word: str, known: Iterable[str]) -> str:
        """The hint of `nearest`; empty if there are more problems already than are printed."""
        return nearest(word, known) if len(self) < MOST_PRINTED else ""

    def nearest_of_all(self, word: str, known: Iterable[str]) -> str:
        """The hint of `nearest_of_all`, likewise."""
        return nearest_of_all(word, known) if len(self) < MOST_PRINTED else ""

    def nearest_kind(self, word: str, known: Iterable[str]) -> str:
        """The hint of `nearest_kind`, likewise."""
        return nearest_kind(word, known) if len(self) < MOST_PRINTED else ""


class SeatplanError(Exception):
    """The base class of all errors that seatplan raises on purpose."""


class InputError(SeatplanError):
    """An input cannot be used. The error has every problem found, not only the first.

    Attributes:
        problems: the problems, in the order of the input; at most about `MOST_PROBLEMS`.
        source: the file of the input, if it came from one.
        complete: whether `problems` has all problems.
    """

    def __init__(
        self,
        problems: Iterable[Problem] | str,
        source: str | None = None,
        complete: bool = True,
    ) -> None:
        found = (Problem(problems),) if isinstance(problems, str) else tuple(problems)
        super().__init__(found, source, complete)
        self.problems: tuple[Problem, ...] = found
        self.source = source
        self.complete = complete

    def __str__(self) -> str:
        head = f"{visible(self.source)}: " if self.source else ""
        if len(self.problems) == 1:
            return f"{head}{self.problems[0]}"
        lines = [f"  {problem}" for problem in self.problems[:MOST_PRINTED]]
        more = len(self.problems) - len(lines)
        if more:
            lines.append(f"  … and {more} more")
        if not self.complete:
            lines.append("  Reading stopped here; there can be more problems.")
        return "\n".join([f"{head}{len(self.problems)} problems", *lines])


class InputWarning(UserWarning):
    """Something in a file that seatplan reads differently from what its author may expect.

    Attributes:
        problem: what it is, with its line in the file.
        source: the file.
    """

    def __init__(self, problem: Problem, source: str | None = None) -> None:
        super().__init__(problem, source)
        self.problem = problem
        self.source = source

    def __str__(self) -> str:
        return f"{visible(self.source)}: {self.problem}" if self.source else str(self.problem)


def warn(problems: Iterable[Problem], source: str | None = None) -> None:
    """Issues an `InputWarning` for each problem, with the file as its source."""
    for problem in problems:
        warnings.warn_explicit(InputWarning(problem, source), None, source or "seatplan", 1)


class ProgramError(InputError):
    """A program that contradicts itself or cannot be read."""


class PlanError(InputError):
    """A plan that cannot be read, or that names things that the program does not have."""


class ArgumentError(InputError, ValueError, TypeError):
    """A function cannot use its arguments; the place of each problem is the argument."""


class JournalError(InputError):
    """A file that is not a journal, or the journal of another study."""


class EngineError(SeatplanError):
    """The solver failed, or contradicted itself or the check; please report it.

    Attributes:
        message: what failed, or what contradicts what.
        evidence: a folder with the model, the solver's parameters and the program; None if there
            is none.
        unwritten: why the folder could not be written; empty if it was.
    """

    def __init__(self, message: str, evidence: str | None = None, unwritten: str = "") -> None:
        super().__init__(message, evidence, unwritten)
        self.message = message
        self.evidence = evidence
        self.unwritten = unwritten

    def __str__(self) -> str:
        if self.evidence is not None:
            return (
                f"{self.message}\n    Maybe report it with the program and the model, which are "
                f"kept in {self.evidence}"
            )
        if self.unwritten:
            return f"{self.message}\n    Maybe report it; the model was not kept: {self.unwritten}"
        return self.message


class WorkerError(SeatplanError):
    """A worker process of a sweep died before it answered."""


class MissingLibraryError(SeatplanError, ImportError):
    """A library of an extra is not installed; the message names what to install."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C was pressed. `result` is the best answer so far, of the type of a complete answer."""

    def __init__(self, result: Any) -> None:
        super().__init__(result)
        self.result = result


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint with the known words closest to `word`; if none is close, with all if they are few."""
    if len(word) > LONGEST_WORD or (isinstance(known, Sized) and len(known) > MOST_WORDS):
        return ""
    choices = sorted({choice for choice in known if len(choice) <= LONGEST_WORD})
    close = difflib.get_close_matches(word, choices, n=2, cutoff=0.6)
    if not close:
        folded = {choice.casefold(): choice for choice in reversed(choices)}
        match = folded.get(word.casefold())
        close = [match] if match is not None else []
    if close:
        return " or ".join(repr(choice) for choice in close) + "?"
    if 0 < len(choices) <= 8:
        return f"{_one_of(choices)}."
    return ""


def nearest_of_all(word: str, known: Iterable[str]) -> str:
    """A hint with the known words closest to `word`; if none is close, with the first of all."""
    choices = sorted(set(known))
    hint = nearest(word, choices)
    if hint or not choices or len(word) > LONGEST_WORD:
        return hint
    likeness = difflib.SequenceMatcher(b=word)

    def far(choice: str) -> float:
        likeness.set_seq1(choice)
        return -likeness.ratio()

    listed = sorted(choices, key=far)[:MOST_LISTED]
    more = f" and {len(choices) - len(listed)} more" if len(choices) > len(listed) else ""
    return f"{_one_of(listed)}{more}."


def _one_of(choices: Sequence[str]) -> str:
    """`one of 'a', 'b'`, or `'a'` if there is only one."""
    return "one of " * (len(choices) > 1) + ", ".join(map(repr, choices))


def nearest_kind(word: str, known: Iterable[str]) -> str:
    """The hint of `nearest_of_all` for the kind of a rule, goal or edit."""
    hint = nearest_of_all(word, known)
    if hint.endswith("?"):  # a typing error
        return hint
    other = "the package that defines it is not installed: `seatplan kinds` lists all known kinds."
    return f"{hint.removesuffix('.')}; or {other}" if hint else other


def at_place(problem: Problem, prefix: Place) -> Problem:
    """The problem with `prefix` put before its place."""
    return evolve(problem, place=prefix + problem.place)
