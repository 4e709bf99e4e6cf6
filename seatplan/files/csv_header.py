"""The header of a table: its columns by their names, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from seatplan.errors import Problem, nearest
from seatplan.files.csv_cells import trimmed
from seatplan.words import listed

_AGAIN = re.compile(r"(.*?)[\s_.()#-]*[0-9]+\)?")
"""How a second column of one name is called, by pandas and by people."""

_ONE_COLUMN = "one column, with all that belongs to it."
_INDEX = re.compile(r"(?:unnamed: ?0|index|level_0)?")


def header_of(row: Sequence[str], columns: Sequence[str]) -> tuple[list[str], int | None]:
    """The names, spelt as the columns are, and where the row numbers of pandas are."""
    known = {_folded(name): name for name in columns}
    header = [known.get(_folded(trimmed(cell)), trimmed(cell)) for cell in row]
    index = 0 if header[1:] and _INDEX.fullmatch(header[0].casefold()) else None
    while header and not header[-1] and len(header) - 1 != index:
        header.pop()
    return header, index


def _folded(name: str) -> str:
    """`Flights before` is `flights_before`."""
    return re.sub(r"[\s_-]+", "_", name.casefold())


def _again(name: str, header: Sequence[str]) -> str | None:
    """The column of the header which this one, with a number behind the name, repeats."""
    match = _AGAIN.fullmatch(_folded(name))
    if match is None:
        return None
    stem = match[1].rstrip("_")
    for one in header:
        if one != name and stem and _folded(one) in (stem, f"{stem}s"):
            return one
    return None


def title(line: int, later: int, required: Sequence[str]) -> Problem:
    return Problem(
        f"this line is not a header: the one with {listed(required)} is line {later}",
        hint=f"delete the lines above line {later}.",
        line=line,
    )


def header_problems(
    header: Sequence[str],
    columns: Sequence[str],
    required: Sequence[str],
    beside: Collection[str],
    line: int,
    notes: list[Problem] | None,
) -> Iterator[Problem]:
    if len(header) == 1 and header[0] not in columns and "|" in header[0]:
        message = f"one column where {listed(required)} belong"
        yield Problem(message, hint="commas between them.", line=line)
        return
    if not set(header) & set(columns) and header[:1] != [""]:
        message = f"this line is not a header: it names none of the columns {listed(required)}"
        yield Problem(message, hint=f"the line {','.join(columns)} above it.", line=line)
        return
    missing = [name for name in columns if name not in header]
    for index, name in enumerate(header):
        if name and name in header[:index]:
            yield Problem(f"column {name!r} appears twice", hint=_ONE_COLUMN, line=line)
        elif name and name not in beside and (other := _again(name, header)) is not None:
            message = f"column {name!r} looks like {other!r} a second time"
            yield Problem(message, hint=_ONE_COLUMN, line=line)
        elif name and name not in columns and name not in beside:
            if index == 0 and _INDEX.fullmatch(name.casefold()):
                continue
            hint = nearest(name, missing)
            if notes is None or hint.endswith("?") or any(one in missing for one in required):
                yield Problem(
                    f"unknown column {name!r}", hint=hint or nearest(name, columns), line=line
                )
            else:
                notes.append(Problem(f"the column {name!r} is not known, and not read", line=line))
    for name in missing:
        if name in required:
            yield Problem(f"column {name!r} is missing", line=line)
