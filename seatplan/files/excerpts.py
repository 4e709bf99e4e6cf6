"""Excerpts: the line of a file with a problem, and the wrong part of it, for errors on a terminal.

The file is read again, but only if there are problems. If it has changed or is not a file, there
is no excerpt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from seatplan.errors import (
    DOUBLE_KEY,
    MISSING_KEY,
    SYNTAX,
    UNKNOWN_KEY,
    InputError,
    Problem,
)
from seatplan.files.disk import read_text
from seatplan.files.lines import Lines

OF_KEYS = (UNKNOWN_KEY, DOUBLE_KEY, MISSING_KEY)
"""Codes of problems that are about a key, not its value."""


@frozen
class Excerpt:
    """A part of a file.

    Attributes:
        line: the line number, counted from 1.
        text: the text of the line.
        begin, end: the position of the wrong part in the text; the whole line if it is not known.
        column: the column of the wrong part, counted from 1; None if it is not known.
    """

    line: int
    text: str
    begin: int
    end: int
    column: int | None


def excerpts(source: str | None, problems: Sequence[Problem]) -> list[Excerpt | None]:
    """The excerpt for each problem; None if there is none."""
    nothing: list[Excerpt | None] = [None] * len(problems)
    if source is None or not any(one.line for one in problems):
        return nothing
    path = Path(source)
    ending = path.suffix.lower()
    try:
        text = read_text(path, InputError, table=ending == ".csv")
    except (InputError, OSError, ValueError):
        return nothing
    if ending == ".csv":
        return [_of_table(text, one) for one in problems]
    if ending not in (".toml", ".json"):
        return nothing
    text = text.replace("\r\n", "\n")
    if any(one.code == SYNTAX for one in problems):
        return [_of_line(text.split("\n"), one, one.column) for one in problems]
    lines = Lines(text, "toml" if ending == ".toml" else "json", [one.place for one in problems])
    return [_of_place(text, lines, one) for one in problems]


def _of_line(rows: Sequence[str], problem: Problem, column: int | None = None) -> Excerpt | None:
    """The excerpt of a line: one character if its column is known, else the whole line."""
    if problem.line is None or problem.line > len(rows):
        return None
    row = rows[problem.line - 1]
    if column is not None:
        return Excerpt(problem.line, row, column - 1, column, column)
    begin = len(row) - len(row.lstrip())
    return Excerpt(problem.line, row, begin, max(begin + 1, len(row.rstrip())), None)


def _of_place(text: str, lines: Lines, problem: Problem) -> Excerpt | None:
    """The excerpt of the key or value at a place, or of the nearest table around it."""
    if problem.line is None:
        return None
    place = problem.place
    about_key = problem.code in OF_KEYS
    while place not in lines.keys and place not in lines.values:
        if not place:
            return _of_line(text.split("\n"), problem)
        place, about_key = place[:-1], True
    first, second = (lines.keys, lines.values) if about_key else (lines.values, lines.keys)
    begin, end = first[place] if place in first else second[place]
    start = text.rfind("\n", 0, begin) + 1
    stop = text.find("\n", begin)
    row = text[start : stop if stop >= 0 else len(text)]
    line = text.count("\n", 0, begin) + 1
    at = begin - start
    return Excerpt(line, row, at, max(at + 1, min(end - start, len(row))), at + 1)


def _of_table(text: str, problem: Problem) -> Excerpt | None:
    """The excerpt of the cell that a problem is about, or of the line if the column is unknown."""
    rows = re.split(r"\r\n|\r|\n", text)
    if problem.line is None or problem.line > len(rows):
        return None
    step = problem.place[0] if problem.place else problem.code.removeprefix("unknown-")
    found = _cell(rows, problem.line, str(step))
    if found is None:
        return _of_line(rows, problem, problem.column)
    begin, end = found
    return Excerpt(problem.line, rows[problem.line - 1], begin, max(begin + 1, end), begin + 1)


def _cell(rows: Sequence[str], line: int, column: str) -> tuple[int, int] | None:
    """The position of a cell in its line, found through the header; None if it is not found."""
    for separator in (",", ";", "\t"):
        for header in rows[: line - 1]:
            names = [name.strip().strip('"').casefold() for name in header.split(separator)]
            if column and column in (name.replace(" ", "_") for name in names):
                at = [name.replace(" ", "_") for name in names].index(column)
                spans = list(_cells(rows[line - 1], separator))
                return spans[at] if at < len(spans) else None
    return None


def _cells(row: str, separator: str) -> Iterator[tuple[int, int]]:
    """The positions of the cells of a line, without the blanks around them."""
    begin = 0
    quoted = False
    for place, sign in enumerate(row + separator):
        if sign == '"':
            quoted = not quoted
        elif sign == separator and not quoted:
            cell = row[begin:place]
            yield begin + len(cell) - len(cell.lstrip()), begin + len(cell.rstrip())
            begin = place + 1
