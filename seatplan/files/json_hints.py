"""Suggestions for text that is not valid JSON."""

from __future__ import annotations

import re

from seatplan.files.day_hints import day_hint
from seatplan.files.syntax import WORDS, Spot, backslash, comment, curly_quotes, first_hint


def json_hint(text: str, at: int, message: str) -> str:
    """A hint for the place at which reading a JSON text stopped; empty if there is none."""
    return first_hint(Spot.at(text, at, message), _DETECTORS)


def _toml(spot: Spot) -> str:
    if re.match(r"\s*(?:#.*\n\s*)*(?:\[\[?[A-Za-z]|[A-Za-z_]+\s*=)", spot.text):
        return "use the ending .toml: this looks like TOML."
    return ""


def _end(spot: Spot) -> str:
    if spot.follows or ("delimiter" not in spot.message and "Expecting" not in spot.message):
        return ""
    return "add the rest of the file: it ends before every { and [ is closed."


def _comment(spot: Spot) -> str:
    instead = "leave it out: JSON has no comments. TOML has."
    return instead if spot.follows.startswith("#") else comment(spot, instead)


def _comma(spot: Spot) -> str:
    if "trailing comma" in spot.message:
        return "remove the comma before the closing bracket."
    if spot.precedes == "," and spot.follows[:1] in ("]", "}"):
        return f"remove the comma before the {spot.follows[0]}."
    return ""


def _day(spot: Spot) -> str:
    found = re.search(r"\d[\d./-]*$", spot.before)
    written = (found[0] if found else "") + re.split(r"[,\]}\s]", spot.after)[0]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
        return f'"{written}", in quotes.'
    hint = day_hint(written)
    return f"{hint} In quotes." if hint else ""


def _quotes(spot: Spot) -> str:
    return 'use double quotes, as in "MS-22".' if spot.follows[:1] == "'" else ""


def _word(spot: Spot) -> str:
    word = re.match(r"\w[\w -]*", spot.follows)
    if not word or "delimiter" in spot.message or "Extra" in spot.message:
        return ""
    if re.match(r"[\w-]+\s*:", spot.follows):
        return f'"{re.split(chr(58), word[0])[0].strip()}", in quotes.'
    small = word[0].strip().casefold()
    if small in WORDS:
        return f"{WORDS[small]}, in lowercase."
    if small in ("none", "nil"):
        return "leave the key out."
    return f'"{word[0].strip()}", in quotes.'


def _closed(spot: Spot) -> str:
    if "Invalid control character" in spot.message and not spot.after.startswith("\t"):
        return "close the quotes before the end of the line."
    if "Invalid control character" in spot.message:
        return "replace the tab by a blank."
    return "close the quotes." if "Unterminated string" in spot.message else ""


def _delimiter(spot: Spot) -> str:
    if "':' delimiter" in spot.message:
        return "put a colon between a key and its value."
    if "',' delimiter" not in spot.message:
        return ""
    if re.search(r"[\s:\[,]0$", spot.before) and spot.after[:1].isdigit():
        return "remove the 0 before the number."
    return (
        "put a comma before it." if spot.follows[:1] in '"{[' or spot.follows[:1].isdigit() else ""
    )


def _more(spot: Spot) -> str:
    return (
        "put the whole file into one { }: there is more after it."
        if "Extra" in spot.message
        else ""
    )


_DETECTORS = (
    _toml,
    _end,
    curly_quotes,
    _comment,
    _comma,
    _day,
    _quotes,
    backslash,
    _closed,
    _word,
    _delimiter,
    _more,
)
