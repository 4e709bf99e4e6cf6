"""Cells of a crew list that hold more than one thing: qualifications and absences.

Entries stand one after the other with semicolons between them. The days `[since, until)` of one
are `2021-05-01..2026-05-01`, with nothing on a side that is unbounded:

    soyuz; eva 2021-05-01..2026-05-01; robotics 2024-01-01..
    2024-01-01..2024-07-01 ground assignment; 2026-05-01.. retires

A text that could be mistaken for something else stands in quotes, as JSON writes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from seatplan.program import Qualification, Unavailable

_PIECE = re.compile(r'\s*(?P<piece>"(?:[^"\\]|\\.)*"(?=[\s;]|$)|;|[^\s;]+)', re.DOTALL)
_SPAN = re.compile(r'([^."]*)\.\.([^."]*)')
_DAY = re.compile(r"[0-9]+-[0-9]+-[0-9]+")


class CellError(ValueError):
    """A cell that cannot be taken apart."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def qualifications_cell(held: Iterable[Qualification]) -> str:
    """`soyuz; eva 2021-05-01..2026-05-01`."""
    return "; ".join(_joined(quoted(one.id), _span(one.since, one.until)) for one in held)


def unavailable_cell(times: Iterable[Unavailable]) -> str:
    """`2024-01-01..2024-07-01 ground assignment`."""
    return "; ".join(
        _joined(_span(one.since, one.until) or "..", quoted(one.why) if one.why else "")
        for one in times
    )


def qualifications_data(cell: str) -> list[dict[str, Any]]:
    """The entries of such a cell, as a program file has them.

    Raises:
        CellError: with what is wrong in the first entry that makes no sense.
    """
    found = []
    for pieces in _entries(cell):
        days = _SPAN.fullmatch(pieces[-1])
        words = pieces[:-1] if days is not None else pieces
        if not words:
            raise CellError(
                f"the days {pieces[-1]!r} belong to no qualification", f"`eva {pieces[-1]}`."
            )
        if _DAY.fullmatch(words[-1]):
            raise CellError(f"a day alone, {words[-1]!r}", f"`{words[-1]}..`, the days from it on.")
        found.append({"id": _text(words), **_days(days)})
    return found


def unavailable_data(cell: str) -> list[dict[str, Any]]:
    """The entries of such a cell, as a program file has them.

    Raises:
        CellError: with what is wrong in the first entry that makes no sense.
    """
    found = []
    for first, *words in _entries(cell):
        days = _SPAN.fullmatch(first)
        if days is None:
            hint = "days first, as in `2024-01-01..2024-07-01 ground assignment`."
            raise CellError(f"{first!r} where the days belong", hint)
        found.append({**_days(days), **({"why": _text(words)} if words else {})})
    return found


def quoted(text: str) -> str:
    """The text as it is, or in quotes where it would not be read as the same text again."""
    simple = text == " ".join(text.split()) and not set(text) & set('";')
    special = any(_SPAN.fullmatch(word) or _DAY.fullmatch(word) for word in text.split())
    return text if text and simple and not special else json.dumps(text, ensure_ascii=False)


def unquoted(text: str) -> str:
    """The text that is meant; one that is not in quotes from end to end means itself."""
    if text.startswith('"'):
        try:
            meant = json.loads(text)
        except ValueError:
            return text
        if isinstance(meant, str):
            return meant
    return text


def _entries(cell: str) -> Iterator[list[str]]:
    """The words of each entry; texts in quotes are one word and still have them."""
    entry: list[str] = []
    for match in _PIECE.finditer(cell):
        if match["piece"] != ";":
            entry.append(match["piece"])
        elif entry:
            yield entry
            entry = []
    if entry:
        yield entry


def _text(words: list[str]) -> str:
    return unquoted(words[0]) if len(words) == 1 else " ".join(words)


def _joined(*pieces: str) -> str:
    return " ".join(piece for piece in pieces if piece)


def _span(since: date | None, until: date | None) -> str:
    if since is None and until is None:
        return ""
    return f"{'' if since is None else since}..{'' if until is None else until}"


def _days(span: re.Match[str] | None) -> dict[str, str]:
    found = dict(zip(("since", "until"), span.groups(), strict=True)) if span is not None else {}
    return {key: day for key, day in found.items() if day}
