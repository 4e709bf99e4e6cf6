"""Cells with several entries: where one ends, texts in quotes, and words that are no entry."""

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
"""A text in quotes, a word, or a sign between them."""

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_TYPESET = "“”„‟«»"
SEMICOLONS = "semicolons between qualifications, and quotes around a name that has such a sign."
_QUOTES = "quotes around a name or a reason that has days in it."

_NOTHING = frozenset(
    ("none", "n/a", "na", "n.a.", "nil", "-", "–", "—", "/", "?", "tbd", "tba", "tbc", "yes", "no")  # noqa: RUF001
) | frozenset(("true", "false", "ja", "nein", "wahr", "falsch", "oui", "non", "vrai", "faux"))
"""What people write into a cell where there is nothing, or only that there is something."""

_NUMBERED = re.compile(r"(?:[0-9]{1,2}[.)]|[•*·▪◦‣]) ?(?=\S)")
"""How an item of a list begins that was pasted in."""


def must_be_something(cell: str) -> None:
    """Nothing is an empty cell.

    Raises:
        CellError: for a word that people write instead.
    """
    if cell.casefold() in _NOTHING:
        raise CellError(f"{cell!r} is not a value", "an empty cell where there is none.")


def quoted(text: str) -> str:
    """The text in quotes, as JSON has them."""
    return json.dumps(text, ensure_ascii=False)


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


def must_be_no_day(word: str) -> None:
    if is_day(word):
        day = iso_day(word) or word
        hint = f"`{day}..` for the days from it on, `..{day}` for those before it."
        raise CellError(f"a day alone, {word!r}", hint)


def must_be_plain(text: str, *, name: bool) -> None:
    """Nothing in a text may look like what was meant to be read."""
    dated = dated_word(text, name=name)
    if dated is not None:
        hint = f"days as in `2021-05-01..2026-05-01`, or {_QUOTES}"
        raise CellError(f"{dated!r} looks like days that cannot be read", hint)
    if not name:
        return
    if text.startswith('"') or any(sign in text for sign in _TYPESET):
        hint = 'quotes like " at both ends, or none.'
        raise CellError(f"quotation marks in {text!r} that do not fit", hint)
    if _NUMBERED.match(text) or text[0] in "[{'" or text[-1] in "]}'":
        hint = "the names alone, with semicolons between them, or quotes around one that is so."
        raise CellError(f"{text!r} looks like a piece of a list", hint)
    odd = next((word for word in text.split() if "|" in word or not re.search(r"\w", word)), None)
    if odd is not None:
        raise CellError(f"{odd!r} in {text!r}", SEMICOLONS)


def after_quotes(text: str) -> tuple[str | None, str]:
    """A name in quotes at the start, and what comes after it."""
    match = QUOTED.match(text)
    if match is None or text[match.end() : match.end() + 1] not in ("", " "):
        return None, text
    return unquoted(match[0]), text[match.end() :].strip()


def entries_of(cell: str, ends: str) -> Iterator[tuple[int, str]]:
    """What is between the signs that end an entry, and on which line of the cell that is."""
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
    """The text with one blank instead of several, outside of quotes."""
    tokens = TOKEN.findall(text.strip(BLANKS))
    single = ""
    for token in tokens:
        if token.isspace():
            single += "" if single.endswith(" ") else " "
        else:
            single += token
    return single.strip()
