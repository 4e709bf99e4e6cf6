"""Reads and writes the cells of a crew list with several entries: qualifications, absences, agency.

Semicolons or line breaks separate the entries. The days `[since, until)` of an entry are written
`2021-05-01..2026-05-01`; a side that is unbounded is left empty:

    soyuz; eva 2021-05-01..2026-05-01; robotics 2024-01-01..
    2024-01-01..2024-07-01 ground assignment; 2026-05-01.. retires
    2024-01-01..2024-02-01 +training leave
    NASA ..2018-06-15; Axiom 2018-06-15..

The third line is an absence that may overlap training, the last line an agency that changes. A text
that could be mistaken for something else is in quotes, as in JSON. Other forms that people write,
such as commas between qualifications and dashes between days, are read if they have only one
meaning; otherwise they are an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from seatplan.files.cell_days import CellError, Span, span_at_end, span_at_start, spans_within
from seatplan.files.cell_entries import (
    COMMAS,
    ENDS,
    LINES,
    QUOTED,
    SEMICOLONS,
    TOKEN,
    after_quotes,
    entries_of,
    must_be_no_day,
    must_be_plain,
    must_be_something,
    quoted,
    single,
    unquoted,
)
from seatplan.files.csv_cells import BLANKS
from seatplan.program import Membership, Qualification, Unavailable

TRAINING = "+training"
"""The word after the days of an absence that may overlap training."""

_INCLUSIVE = re.compile(r"[(\[]?(?:incl|inclusive|inkl|inklusive)\b", re.IGNORECASE)


def qualifications_cell(held: Iterable[Qualification]) -> str:
    """`soyuz; eva 2021-05-01..2026-05-01`."""
    return "; ".join(_joined(_name(one.id), _span(one.since, one.until)) for one in held)


def unavailable_cell(times: Iterable[Unavailable]) -> str:
    """`2024-01-01..2024-07-01 ground assignment`."""
    return "; ".join(
        _joined(
            _span(one.since, one.until) or "..",
            TRAINING if one.training else "",
            _reason(one.why) if one.why else "",
        )
        for one in times
    )


def qualifications_data(cell: str) -> list[dict[str, Any]]:
    """The entries of a cell of qualifications, as in a program file.

    An entry that repeats one from an earlier line of the cell is dropped.

    Raises:
        CellError: if an entry cannot be read.
    """
    found: list[tuple[int, dict[str, Any]]] = []
    for line, entry in entries_of(cell, LINES + ENDS):
        for made in _held(entry):
            if all(other != made or at == line for at, other in found):
                found.append((line, made))
    return [made for _, made in found]


def agency_cell(agency: str | tuple[Membership, ...]) -> str:
    """`NASA`, or `NASA ..2018-06-15; Axiom 2018-06-15..`."""
    if isinstance(agency, str):
        plain = agency and not agency.startswith('"') and not _has_days(agency)
        return agency if plain else quoted(agency)
    return "; ".join(_joined(_name(one.id), _span(one.since, one.until)) for one in agency)


def agency_data(cell: str) -> str | list[dict[str, Any]]:
    """The value of a cell of agencies, as in a program file: an id, or entries with days.

    Raises:
        CellError: if an entry cannot be read.
    """
    return qualifications_data(cell) if _has_days(cell) else unquoted(cell)


def _has_days(cell: str) -> bool:
    """Whether an entry of a cell ends with days."""
    entries = (single(entry) for _, entry in entries_of(cell, LINES + ENDS))
    return any(span_at_end(after_quotes(entry)[1]) is not None for entry in entries)


def unavailable_data(cell: str) -> list[dict[str, Any]]:
    """The entries of a cell of absences, as in a program file; days begin a new entry.

    Raises:
        CellError: if an entry cannot be read.
    """
    return [made for _, entry in entries_of(cell, LINES + ENDS) for made in _absences(entry)]


def _held(entry: str) -> Iterator[dict[str, Any]]:
    """The qualifications between two semicolons: one, or several with commas between them."""
    if "\t" in TOKEN.findall(entry.strip(BLANKS)):
        raise CellError(f"a tab in {single(entry)!r}", SEMICOLONS)
    parts = [single(part) for _, part in entries_of(entry, COMMAS)]
    made = [_qualification(part) for part in parts]
    if len(parts) > 1:
        for part, one in zip(parts, made, strict=True):
            if " " in one["id"] and not part.startswith('"'):
                raise CellError(f"both a comma and blanks in {single(entry)!r}", SEMICOLONS)
    yield from made


def _qualification(text: str) -> dict[str, Any]:
    name, rest = after_quotes(text)
    days = span_at_end(rest[:-1]) if rest.endswith(")") else None
    if days is None or not rest[: days.start].endswith("("):
        days = span_at_end(rest)
    words = rest if days is None else _before(rest, days)
    if name is not None:
        if words:
            raise CellError(f"unexpected {words!r} after a name in quotes", SEMICOLONS)
        return {"id": name, **(days.keys if days is not None else {})}
    if not words:
        hint = f"write the qualification first, as in `eva {text}`."
        raise CellError(f"the days {text!r} have no qualification before them", hint)
    last = words.split()[-1]
    must_be_something(words)
    must_be_no_day(last)
    must_be_plain(words, name=True)
    return {"id": words, **(days.keys if days is not None else {})}


def _absences(entry: str) -> Iterator[dict[str, Any]]:
    text = single(entry)
    days = span_at_start(text.removeprefix("("))
    if days is None:
        must_be_something(text)
        word = text.split()[0]
        hint = "write the days first, as in `2024-01-01..2024-07-01 ground assignment`."
        must_be_no_day(word)
        raise CellError(f"{word!r} is not days", hint)
    rest = text.removeprefix("(")[days.end :]
    if text.startswith("("):
        rest = rest.removeprefix(")")
    rest = rest.removeprefix(":").removeprefix(",").strip()
    keys: dict[str, Any] = dict(days.keys)
    if rest.split(" ")[0] == TRAINING:
        keys["training"] = True
        rest = rest.removeprefix(TRAINING).strip()
    elif rest.endswith(f" {TRAINING}") and "(" not in rest:
        keys["training"] = True
        rest = rest.removesuffix(TRAINING).strip()
    if QUOTED.fullmatch(rest):
        yield {**keys, "why": unquoted(rest)}
        return
    for following in spans_within(rest):
        before, after = rest[: following.start].rstrip(" ,"), rest[following.start :]
        if before.endswith("("):
            before = before.rstrip(" ,(")
            after = f"({after}"
        yield _absence(keys, before)
        yield from _absences(after)
        return
    yield _absence(keys, rest)


def _absence(keys: dict[str, Any], text: str) -> dict[str, Any]:
    why = text if re.search(r"\w", text) and text != "and" else ""
    must_be_plain(why, name=False)
    if _INCLUSIVE.match(why):
        hint = "end with the first day on which the member is back, and leave the word out."
        raise CellError(f"{why!r} after the days", hint)
    if match := re.search(r"\+ ?training\b|\btraining ?[=:] ?(?:true|yes)\b", why, re.IGNORECASE):
        raise CellError(f"{match[0]!r} inside a reason", f"put `{TRAINING}` right after the days.")
    return {**keys, **({"why": why} if why else {})}


def _before(text: str, days: Span) -> str:
    """The words before the days at the end, without a colon, bracket or `valid` before the days."""
    words = text[: days.start].rstrip()
    if words.endswith("("):
        words = words[:-1].rstrip()
    return re.sub(r"\svalid$", "", words.removesuffix(":").rstrip(), flags=re.IGNORECASE)


def _name(text: str) -> str:
    """A qualification; in quotes if it would otherwise be read differently."""
    return _as_it_is(text, lambda plain: qualifications_data(f"{plain} ..9"), {"id": text})


def _reason(text: str) -> str:
    return _as_it_is(text, lambda plain: unavailable_data(f"..9 {plain}"), {"why": text})


def _as_it_is(text: str, read: Callable[[str], list[dict[str, Any]]], want: dict[str, str]) -> str:
    try:
        same = bool(text) and '"' not in text and read(text) == [{**want, "until": "9"}]
        same = same and ("id" not in want or qualifications_data(text) == [want])
    except CellError:
        same = False
    return text if same else quoted(text)


def _joined(*pieces: str) -> str:
    return " ".join(piece for piece in pieces if piece)


def _span(since: date | None, until: date | None) -> str:
    if since is None and until is None:
        return ""
    return f"{'' if since is None else since}..{'' if until is None else until}"
