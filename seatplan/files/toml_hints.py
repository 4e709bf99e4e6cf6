"""Suggestions for text that is not valid TOML."""

from __future__ import annotations

import re

from seatplan.files.day_hints import day_hint
from seatplan.files.syntax import (
    NOTHING,
    WORDS,
    Spot,
    backslash,
    comment,
    curly_quotes,
    first_hint,
)


def toml_hint(text: str, at: int, message: str) -> str:
    """A hint for the place at which reading a TOML text stopped; empty if there is none."""
    return first_hint(Spot.at(text, at, message), _DETECTORS)


def _json(spot: Spot) -> str:
    return "use the ending .json: this looks like JSON." if spot.text.lstrip()[:1] == "{" else ""


def _line_ends(spot: Spot) -> str:
    if re.search(r"\r(?!\n)", spot.text) and "\n" not in spot.text:
        return "save the file with other line ends: it has those of old Macs (CR only)."
    return ""


def _special_space(spot: Spot) -> str:
    found = re.search(r"[^\S \t\r\n]", spot.row)
    where = spot.before[-1:] + spot.after[:1]
    if found and (found[0] in where or found[0] in spot.before):
        return f"replace the special space (U+{ord(found[0]):04X}) by a plain one."
    return ""


def _day(spot: Spot) -> str:
    return day_hint(spot.written)


def _word(spot: Spot) -> str:
    word = spot.value.casefold()
    if word in WORDS and spot.value not in WORDS.values():
        return f"{WORDS[word]}, in lowercase and without quotes."
    return "leave the key out." if word in NOTHING else ""


def _quote(spot: Spot) -> str:
    value = spot.value
    if '"""' in spot.text and "Unterminated" in spot.message:
        return 'close the text with three quotes (""").'
    if "Illegal character '\\n'" in spot.message or "Unterminated" in spot.message:
        return "close the quotes before the end of the line."
    if re.fullmatch(r"[^\"'\s][^\"']*[\"']", value):
        return "put a quote before the text too."
    return ""


def _separator(spot: Spot) -> str:
    if "Expected '='" not in spot.message:
        return ""
    if spot.follows.startswith(":"):
        return "use = instead of the colon."
    words = re.match(r"\s*((?:[A-Za-z_]+[ \t]+)+[A-Za-z_]+)\s*=", spot.row)
    if words:
        return f"{'_'.join(words[1].split())!r}, in one word?"
    return "put = between a key and its value."


def _list(spot: Spot) -> str:
    if "Unclosed array" not in spot.message:
        return ""
    if not spot.follows or re.match(r"\[\[?\w|[\w\"'.-]+\s*=(?!=)", spot.follows):
        return "close the list with ]."
    return "put a comma between two entries."


def _table(spot: Spot) -> str:
    if "Unclosed inline table" in spot.message:
        if not spot.after.strip() or spot.follows[:1] in "])":
            return "close the table with }."
        return "put a comma between two keys."
    if "initial character for a key" in spot.message:
        if spot.follows[:1] == "}" and spot.after.strip():
            return "remove the comma before the }."
        if not spot.after.strip() and "{" in spot.before:
            return "put the whole table on one line: TOML allows no line breaks inside { }."
    return ""


def _header(spot: Spot) -> str:
    if "Expected ']" in spot.message:
        return "put as many brackets after the name as before it, as in [[flights]]."
    found = re.search(r"Cannot declare \('(\w+)',\) twice", spot.message)
    if found or "Cannot declare" in spot.message or "Cannot mutate" in spot.message:
        name = found[1] if found else "…"
        return f"use double brackets, [[{name}]], for each table of a list."
    if "Cannot overwrite" in spot.message or "Duplicate" in spot.message:
        key = re.match(r"\s*([\w.\"'-]+)\s*=", spot.row)
        of = f"the key {key[1]!r}" if key else "a key"
        return f"put a [[…]] line before it, or leave one out: {of} is twice in one table."
    return ""


def _comment(spot: Spot) -> str:
    if spot.follows.startswith(";"):
        only = not spot.follows[1:].split("\n")[0].strip()
        return "remove the ; at the end of the line." if only else "put # before a comment."
    return comment(spot, "put # before a comment.")


def _number(spot: Spot) -> str:
    value = spot.value if "," not in spot.after[:1] else spot.row.split("=")[-1].strip()
    if re.fullmatch(r"[+-]?0\d+", value):
        return f"{int(value)}, without a leading 0."
    if re.fullmatch(r"[+-]?\d+,\d+", value):
        return f"{value.replace(',', '.')}, with a decimal point."
    if re.fullmatch(r"\d{1,3}([ \u00a0\u202f]\d{3})+", value):
        return f"{re.sub(chr(92) + 's', '', value)}, without blanks."
    return ""


def _text(spot: Spot) -> str:
    if "Invalid value" not in spot.message:
        return ""
    if not spot.value:
        return "put a value after the =."
    if re.fullmatch(r"[^\"'\\\n]+", spot.value) and re.search(r"\w", spot.value):
        return f'"{spot.value}", in quotes.'
    return "put quotes around it if it is text."


_DETECTORS = (
    _json,
    _line_ends,
    curly_quotes,
    _special_space,
    _day,
    _word,
    _quote,
    backslash,
    _separator,
    _list,
    _table,
    _header,
    _comment,
    _number,
    _text,
)
