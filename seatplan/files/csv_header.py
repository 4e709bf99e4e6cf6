"""Reads the header of a CSV table and finds problems with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from seatplan.errors import Problem, nearest
from seatplan.files.csv_cells import trimmed
from seatplan.words import listed

_AGAIN = re.compile(r"(.*?)[\s_.()#-]*[0-9]+\)?")
"""A column name with a number, as pandas and people name a second column of the same name."""

TABLES: Mapping[str, frozenset[str]] = {
    "a plan": frozenset({"flight", "leg", "role", "member"}),
    "a crew list": frozenset({"id", "agency"}),
}
"""The columns by which the header of each kind of table is known, to tell one from the other."""

_ONE_COLUMN = "put everything into one column."
_INDEX = re.compile(r"(?:unnamed: ?0|index|level_0)?")


def header_of(row: Sequence[str], columns: Sequence[str]) -> tuple[list[str], int | None]:
    """The column names in their standard spelling, and the index of the row numbers of pandas."""
    known = {_folded(name): name for name in columns}
    header = [known.get(_folded(trimmed(cell)), trimmed(cell)) for cell in row]
    index = 0 if header[1:] and _INDEX.fullmatch(header[0].casefold()) else None
    while header and not header[-1] and len(header) - 1 != index:
        header.pop()
    return header, index


def _folded(name: str) -> str:
    """A column name in one spelling: `Flights before` becomes `flights_before`."""
    return re.sub(r"[\s_-]+", "_", name.casefold())


def _again(name: str, header: Sequence[str]) -> str | None:
    """The column that another one with a number after its name repeats; None if there is none."""
    match = _AGAIN.fullmatch(_folded(name))
    if match is None:
        return None
    stem = match[1].rstrip("_")
    for one in header:
        if one != name and stem and _folded(one) in (stem, f"{stem}s"):
            return one
    return None


def title(line: int, later: int, required: Sequence[str]) -> Problem:
    """The problem with a line above the header, such as the title of the table."""
    return Problem(
        f"this line is not a header: the one with {listed(required)} is line {later}",
        hint=f"delete all lines above line {later}.",
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
    parts = re.split(r"[^\w-]+", header[0]) if len(header) == 1 else []
    if parts and set(required) <= {_folded(part) for part in parts}:
        message = f"the header has only one column instead of {listed(required)}"
        yield Problem(message, hint="put commas between the columns.", line=line)
        return
    if not set(header) & set(columns) and header[:1] != [""]:
        for what, names in TABLES.items():
            if names <= {_folded(name) for name in header}:
                message = f"this is the header of {what}: it has no columns {listed(required)}"
                yield Problem(message, hint="give another file.", line=line)
                return
        if not any(nearest(name, columns).endswith("?") for name in header if name):
            message = f"this line is not a header: it has none of the columns {listed(required)}"
            there = columns[: max(len(header), len(required))]  # one for each cell
            yield Problem(message, hint=f"add the line {','.join(there)} above it.", line=line)
            return
    missing = [name for name in columns if name not in header]
    for index, name in enumerate(header):
        if name and name in header[:index]:
            yield Problem(f"column {name!r} appears twice", hint=_ONE_COLUMN, line=line)
        elif name and name not in beside and (other := _again(name, header)) is not None:
            message = f"column {name!r} looks like a second column {other!r}"
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
                notes.append(Problem(f"column {name!r} is unknown and is not read", line=line))
    for name in missing:
        if name in required:
            yield Problem(f"column {name!r} is missing", line=line)
