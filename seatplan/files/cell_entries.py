"""Splits cells with several entries, and rejects text that is probably not an entry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from seatplan.files.cell_days import CellError, dated_word, is_day, iso_day
from seatplan.files.csv_cells import BLANKS

LINES = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
ENDS = ";\uff1b"
COMMAS = ",\uff0c\u3001"
_STOPS = re.escape(ENDS + COMMAS)
TOKEN = re.compile(rf'"(?:[^"\\]|\\.)*"(?=[\s{_STOPS}]|\Z)|[^\s{_STOPS}]+|[\s{_STOPS}]', re.DOTALL)
"""A quoted text, a word, or a separator."""

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_TYPESET = "“”„‟«»"
SEMICOLONS = "put semicolons between qualifications, and quotes around a name with such a sign."
_QUOTES = "put quotes around a name or a reason that contains days."

_NOTHING = frozenset(
    ("none", "n/a", "na", "n.a.", "nil", "-", "–", "—", "/", "?", "tbd", "tba", "tbc", "yes", "no")  # noqa: RUF001
) | frozenset(("true", "false", "ja", "nein", "wahr", "falsch", "oui", "non", "vrai", "faux"))
"""Words that people write into a cell instead of leaving it empty, or to mark it."""

_NUMBERED = re.compile(r"(?:[0-9]{1,2}[.)]|[•*·▪◦‣]) ?(?=\S)")
"""The number or bullet of an item that was pasted from a list."""


def must_be_something(cell: str) -> None:
    """Checks that a cell has a value.

    Raises:
        CellError: if it has a word that means "no value".
    """
    if cell.casefold() in _NOTHING:
        raise CellError(f"{cell!r} is not a value", "leave the cell empty if there is none.")


def quoted(text: str) -> str:
    """A text in quotes, as in JSON."""
    return json.dumps(text, ensure_ascii=False)


def unquoted(text: str) -> str:
    """A text without its quotes; a text that is not in quotes is returned unchanged."""
    if text.startswith('"'):
        try:
            meant = json.loads(text)
        except ValueError:
            return text
        if isinstance(meant, str):
            return meant
    return text


def must_be_no_day(word: str) -> None:
    """Checks that a word is not a single day, because days are written as spans.

    Raises:
        CellError: if it is a day.
    """
    if is_day(word):
        day = iso_day(word) or word
        hint = f"write `{day}..` for the days from it on, or `..{day}` for the days before it."
        raise CellError(f"{word!r} is a single day, not a span", hint)


def must_be_plain(text: str, *, name: bool) -> None:
    """Checks that nothing in a text looks like days, quotes or parts of a list.

    Raises:
        CellError: if something does.
    """
    dated = dated_word(text, name=name)
    if dated is not None:
        hint = f"write days as in `2021-05-01..2026-05-01`, or {_QUOTES}"
        raise CellError(f"{dated!r} looks like days that cannot be read", hint)
    if not name:
        return
    if text.startswith('"') or any(sign in text for sign in _TYPESET):
        hint = 'put quotes like " at both ends, or leave them out.'
        raise CellError(f"the quotation marks in {text!r} do not match", hint)
    if _NUMBERED.match(text) or text[0] in "[{'" or text[-1] in "]}'":
        hint = "write only the names, with semicolons between them, or put quotes around a name."
        raise CellError(f"{text!r} looks like part of a list", hint)
    odd = next((word for word in text.split() if "|" in word or not re.search(r"\w", word)), None)
    if odd is not None:
        raise CellError(f"unexpected {odd!r} in {text!r}", SEMICOLONS)


def after_quotes(text: str) -> tuple[str | None, str]:
    """The quoted name at the start of a text, and the rest; None and the text if there is none."""
    match = QUOTED.match(text)
    if match is None or text[match.end() : match.end() + 1] not in ("", " "):
        return None, text
    return unquoted(match[0]), text[match.end() :].strip()


def entries_of(cell: str, ends: str) -> Iterator[tuple[int, str]]:
    """The entries of a cell, each with its line in the cell.

    Args:
        cell: the text of the cell.
        ends: the characters that end an entry.
    """
    line, entry = 0, ""
    for token in TOKEN.findall(cell):
        if len(token) == 1 and token in ends:
            if entry.strip(BLANKS):
                yield line, entry
            entry = ""
            line += token in LINES
        else:
            entry += token
    if entry.strip(BLANKS):
        yield line, entry


def single(text: str) -> str:
    """A text with runs of blanks outside quotes reduced to one blank."""
    tokens = TOKEN.findall(text.strip(BLANKS))
    single = ""
    for token in tokens:
        if token.isspace():
            single += "" if single.endswith(" ") else " "
        else:
            single += token
    return single.strip()
