"""What can be wrong with an input, worded so that a person can mend it."""

from __future__ import annotations

import difflib
import warnings
from collections.abc import Iterable, Sequence, Sized
from typing import Any

from attrs import evolve, field, frozen

from seatplan.visible import shortened, visible

MOST_PROBLEMS = 1000
"""This many problems of one input are gathered: the search for them stops there."""

MOST_PRINTED = 100
"""This many of them are in the text of an error; `problems` has them all."""

LONGEST_SENTENCE = 400
"""Characters of a message; it may show a text from the input, which is as long as it likes."""

LONGEST_STEP = 60
"""Characters of one step of a place in print."""

LONGEST_WORD = 100
MOST_WORDS = 1000
"""What is longer than the one is not looked for among the known words, nor among more than that:
the nearest of a million would take minutes to find."""

MOST_LISTED = 12
"""This many words are listed where none of them is close."""

SYNTAX, VALUE, MISSING_KEY = "syntax", "value", "missing-key"
UNKNOWN_KEY, DOUBLE_KEY = "unknown-key", "double-key"
UNKNOWN_ID, UNKNOWN_KIND = "unknown-id", "unknown-kind"
"""Codes of problems: those of keys are about the key, the others about its value."""

Place = tuple[str | int, ...]
"""Where in the data something is: `("flights", 2, "launch")`."""


def _sentence(text: str) -> str:
    return visible(shortened(text, LONGEST_SENTENCE))


@frozen
class Problem:
    """One thing that is wrong. Its text is on one line, and not without end.

    Attributes:
        message: what is wrong, with the id and the value.
        place: where it is in the data.
        hint: what to try, or nothing.
        line: the line of the file, counted from 1, where it is known.
        code: a word for what kind of problem it is, such as `unknown-key`; it makes no difference.
        column: where in that line reading stopped, counted from 1; for syntax alone.
        cell: the cell of a workbook, such as `flights!B7`, where it is known.
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
        if self.cell is not None:  # whoever has the sheet open needs no other place
            where.append(visible(self.cell))
        elif self.place:
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
            shown = visible(shortened(step, LONGEST_STEP))
            text += f".{shown}" if text else shown
    return text


class Enough(Exception):  # noqa: N818 - it is no error that this many have been found
    """Enough problems have been found; no one need look for more."""


class Problems(list[Problem]):
    """Problems as they are found: the one after `MOST_PROBLEMS` raises `Enough`."""

    def note(self, problem: Problem) -> None:
        """Adds a problem."""
        if len(self) >= MOST_PROBLEMS:
            raise Enough
        self.append(problem)

    def nearest(self, word: str, known: Iterable[str]) -> str:
        """A hint as `nearest` gives it, as long as the problems found are few enough to print."""
        return nearest(word, known) if len(self) < MOST_PRINTED else ""

    def nearest_of_all(self, word: str, known: Iterable[str]) -> str:
        """The same of a vocabulary that does not grow: where none is close, what there is."""
        return nearest_of_all(word, known) if len(self) < MOST_PRINTED else ""

    def nearest_kind(self, word: str, known: Iterable[str]) -> str:
        """The same of words for rules, goals or edits, which other packages may have as well."""
        return nearest_kind(word, known) if len(self) < MOST_PRINTED else ""


class SeatplanError(Exception):
    """The base of all errors that seatplan raises on purpose."""


class InputError(SeatplanError):
    """An input that cannot be used; it carries every problem found, not only the first.

    Attributes:
        problems: all that is wrong, in the order of the input; of an input that is wrong all over
            the first `MOST_PROBLEMS` or so that were found.
        source: the file that the input came from, if it came from one.
        complete: whether `problems` are all.
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
            lines.append("  Reading stopped here: there may be more problems.")
        return "\n".join([f"{head}{len(self.problems)} problems", *lines])


class InputWarning(UserWarning):
    """Something in a file that is read otherwise than its author may think.

    Attributes:
        problem: what it is, with its line.
        source: the file.
    """

    def __init__(self, problem: Problem, source: str | None = None) -> None:
        super().__init__(problem, source)
        self.problem = problem
        self.source = source

    def __str__(self) -> str:
        return f"{visible(self.source)}: {self.problem}" if self.source else str(self.problem)


def warn(problems: Iterable[Problem], source: str | None = None) -> None:
    """Warns of each as an `InputWarning` that names the file, not a line of Python."""
    for problem in problems:
        warnings.warn_explicit(InputWarning(problem, source), None, source or "seatplan", 1)


class ProgramError(InputError):
    """A program that contradicts itself or cannot be read."""


class PlanError(InputError):
    """A plan that cannot be read, or that names what the program does not have."""


class ArgumentError(InputError, ValueError, TypeError):
    """A function cannot use what it was given; the place of each problem is the argument."""


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


class MissingLibraryError(SeatplanError, ImportError):
    """A library of an extra is not installed; the message has what to install."""


class Interrupted(KeyboardInterrupt):
    """Someone pressed Ctrl-C. `result` is the best answer so far, of the type of the whole one."""

    def __init__(self, result: Any) -> None:
        super().__init__(result)
        self.result = result


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint naming the known words closest to `word`, or all of them where they are few."""
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
    """A hint naming the known words closest to `word`; where none is close, what there is."""
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
    """`one of 'a', 'b'`; of a single one, that one."""
    return "one of " * (len(choices) > 1) + ", ".join(map(repr, choices))


def nearest_kind(word: str, known: Iterable[str]) -> str:
    """A hint as `nearest_of_all` gives it for the word of a rule, goal or edit."""
    hint = nearest_of_all(word, known)
    if hint.endswith("?"):  # a slip of the pen
        return hint
    other = "a package that has it is not installed: `seatplan kinds` lists what is known."
    return f"{hint.removesuffix('.')}; or {other}" if hint else other


def at_place(problem: Problem, prefix: Place) -> Problem:
    """The same problem with `prefix` before its place."""
    return evolve(problem, place=prefix + problem.place)
