"""Reads TOML and JSON texts as plain data, and finds the lines of problems in them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from attrs import evolve, frozen

from seatplan.errors import DOUBLE_KEY, MOST_PROBLEMS, SYNTAX, InputError, Place, Problem
from seatplan.files.disk import AnyPath, path_with, read_text
from seatplan.files.guard import must_be_sound
from seatplan.files.json_hints import json_hint
from seatplan.files.leaves import show
from seatplan.files.lines import Language, Lines
from seatplan.files.numbers import NotExact, exact, whole
from seatplan.files.toml_hints import toml_hint

T = TypeVar("T")

MOST_LEVELS = 100
"""Maximum depth of nested tables and lists; a program has seven levels."""

TOO_DEEP = f"tables and lists are nested too deeply: more than {MOST_LEVELS} levels"


@frozen(eq=False)
class Document:
    """The content of a TOML or JSON file.

    Attributes:
        data: the tables, lists and single values; decimals are fractions.
        text: the text of the file.
        language: the language of the text.
        source: the path of the file.
        doubled: whether a table of a JSON file has the same key twice.
    """

    data: Any
    text: str
    language: Language
    source: str
    doubled: bool

    def read_with(self, read: Callable[[Any], T], error: type[InputError]) -> T:
        """Reads the data with a function, and adds lines to the problems that it raises.

        Args:
            read: the function that reads the data.
            error: the class of the error that it raises.

        Raises:
            InputError: of that class, with every problem that `read` raised and every doubled key,
                each with its line, in the order of the file.
        """
        problems: list[Problem] = []
        complete = True
        try:
            value = read(self.data)
        except error as found:
            problems += found.problems
            complete = found.complete
        if not problems and not self.doubled:
            return value
        wanted = [problem.place for problem in problems]
        lines = Lines(self.text, self.language, wanted)
        twice = [
            Problem(
                f"the key {show(place[-1])} appears twice in one table", place, "", line, DOUBLE_KEY
            )
            for place, line in lines.doubled
        ]
        if self.doubled and not twice:  # nested deeper than lines are known
            twice = [Problem("a key appears twice in one table")]
        placed = [evolve(problem, line=lines.line_of(problem.place)) for problem in problems]
        found_all = in_order([*placed, *twice], self.data)
        found_all.sort(key=lambda problem: problem.line or 0)
        raise error(found_all, self.source, complete and len(twice) < MOST_PROBLEMS)

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems, each with its line in the file."""
        found = list(problems)
        lines = Lines(self.text, self.language, [one.place for one in found])
        return [evolve(one, line=lines.line_of(one.place)) for one in found]


def read_document(path: AnyPath, error: type[InputError]) -> Document:
    """Reads a `.toml` or `.json` file.

    Raises:
        InputError: of the class `error`, if it cannot be read or is not valid TOML or JSON.
    """
    found, ending = path_with(path, (".toml", ".json"), error)
    return parse(read_text(found, error), "toml" if ending == ".toml" else "json", str(path), error)


def parse(text: str, language: Language, source: str, error: type[InputError]) -> Document:
    """Reads a TOML or JSON text; see `read_document`."""
    doubled = False

    def table(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal doubled
        made = dict(pairs)
        doubled = doubled or len(made) < len(pairs)
        return made

    if language == "toml":
        must_be_sound(text, source, error)
    try:
        if language == "toml":
            data: Any = tomllib.loads(text, parse_float=exact)
        else:
            data = json.loads(
                text,
                parse_float=exact,
                parse_int=whole,
                parse_constant=NotExact,
                object_pairs_hook=table,
            )
    except json.JSONDecodeError as reason:
        raise error([_no_json(reason)], source) from None
    except tomllib.TOMLDecodeError as reason:
        raise error([_no_toml(reason, text)], source) from None
    except RecursionError:
        raise error(TOO_DEEP, source) from None
    except ValueError as reason:  # a TOML integer with more digits than Python's limit
        raise error(f"a number in the file cannot be read: {reason}", source) from None
    if _is_deep(data):  # the limits of the readers differ between versions of Python
        raise error(TOO_DEEP, source)
    return Document(data, text, language, source, doubled)


def _is_deep(data: Any) -> bool:
    """Whether data are nested deeper than `MOST_LEVELS`, without using recursion."""
    level = [data]
    for _ in range(MOST_LEVELS):
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


def in_order(problems: Iterable[Problem], data: Any) -> list[Problem]:
    """The problems without repetitions, in the order of their places in the data."""
    ranks: dict[int, dict[Any, int]] = {}  # ranks of the keys of each table, by its `id`
    return sorted(
        dict.fromkeys(problems), key=lambda problem: _position(problem.place, data, ranks)
    )


def _position(place: Place, data: Any, ranks: dict[int, dict[Any, int]]) -> tuple[int, ...]:
    position: list[int] = []
    for step in place:
        if isinstance(data, Mapping) and step in data:
            if id(data) not in ranks:
                ranks[id(data)] = {name: at for at, name in enumerate(data)}
            position.append(ranks[id(data)][step])
            data = data[step]
        elif isinstance(data, (list, tuple)) and isinstance(step, int) and step < len(data):
            position.append(step)
            data = data[step]
        else:
            break  # a missing key sorts as the beginning of its table
    return tuple(position)


def _no_json(reason: json.JSONDecodeError) -> Problem:
    message = f"invalid JSON at column {reason.colno}: {reason.msg}"
    hint = json_hint(reason.doc, reason.pos, reason.msg)
    return Problem(message, hint=hint, line=reason.lineno, code=SYNTAX, column=reason.colno)


def _no_toml(reason: tomllib.TOMLDecodeError, text: str) -> Problem:
    # Before Python 3.14 the place is only in the message.
    detail = str(reason)
    match = re.search(r" \(at line (\d+), column (\d+)\)$", detail)
    if match is None:
        last = text.rstrip().count("\n") + 1
        detail = detail.removesuffix(" (at end of document)")
        hint = toml_hint(text, len(text), detail)
        message = f"invalid TOML at the end of the file: {detail}"
        return Problem(message, hint=hint, line=last, code=SYNTAX)
    line, column = int(match[1]), int(match[2])
    # tomllib counts columns after it has replaced every "\r\n" by "\n".
    text = text.replace("\r\n", "\n")
    begin = 0
    for _ in range(line - 1):
        begin = text.index("\n", begin) + 1
    detail = detail[: match.start()]
    hint = toml_hint(text, begin + column - 1, detail)
    message = f"invalid TOML at column {column}: {detail}"
    return Problem(message, hint=hint, line=line, code=SYNTAX, column=column)
