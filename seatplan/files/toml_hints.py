"""What is probably wrong where a text is no TOML."""

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


def toml_hint(text: str, at: int, said: str) -> str:
    """A hint for where reading a TOML text stopped; "" if nothing that is known is there."""
    return first_hint(Spot.at(text, at, said), _DETECTORS)


def _json(spot: Spot) -> str:
    return "the ending .json: this looks like JSON." if spot.text.lstrip()[:1] == "{" else ""


def _line_ends(spot: Spot) -> str:
    if re.search(r"\r(?!\n)", spot.text) and "\n" not in spot.text:
        return "line ends of another kind: this file has those of old Macs (CR alone)."
    return ""


def _special_space(spot: Spot) -> str:
    found = re.search(r"[^\S \t\r\n]", spot.row)
    where = spot.before[-1:] + spot.after[:1]
    if found and (found[0] in where or found[0] in spot.before):
        return f"a plain space where there is a special one (U+{ord(found[0]):04X})."
    return ""


def _day(spot: Spot) -> str:
    return day_hint(spot.written)


def _word(spot: Spot) -> str:
    word = spot.value.casefold()
    if word in WORDS and spot.value not in WORDS.values():
        return f"{WORDS[word]}, in small letters and without quotes."
    return "leave the key out." if word in NOTHING else ""


def _quote(spot: Spot) -> str:
    value = spot.value
    if '"""' in spot.text and "Unterminated" in spot.said:
        return 'three quotes (""") that close the text.'
    if "Illegal character '\\n'" in spot.said or "Unterminated" in spot.said:
        return "a quote that closes the text before the line ends."
    if re.fullmatch(r"[^\"'\s][^\"']*[\"']", value):
        return "a quote before the text, too."
    return ""


def _separator(spot: Spot) -> str:
    if "Expected '='" not in spot.said:
        return ""
    if spot.follows.startswith(":"):
        return "= instead of the colon."
    words = re.match(r"\s*((?:[A-Za-z_]+[ \t]+)+[A-Za-z_]+)\s*=", spot.row)
    if words:
        return f"{'_'.join(words[1].split())!r}, in one word?"
    return "= between a key and its value."


def _list(spot: Spot) -> str:
    if "Unclosed array" not in spot.said:
        return ""
    if not spot.follows or re.match(r"\[\[?\w|[\w\"'.-]+\s*=(?!=)", spot.follows):
        return "a ] that closes the list."
    return "a comma between two entries."


def _table(spot: Spot) -> str:
    if "Unclosed inline table" in spot.said:
        if not spot.after.strip() or spot.follows[:1] in "])":
            return "a } that closes the table."
        return "a comma between two keys."
    if "initial character for a key" in spot.said:
        if spot.follows[:1] == "}" and spot.after.strip():
            return "no comma before the }."
        if not spot.after.strip() and "{" in spot.before:
            return "the whole table in one line: TOML lets no line end into { }."
    return ""


def _header(spot: Spot) -> str:
    if "Expected ']" in spot.said:
        return "as many brackets behind the name as before it, as in [[flights]]."
    found = re.search(r"Cannot declare \('(\w+)',\) twice", spot.said)
    if found or "Cannot declare" in spot.said or "Cannot mutate" in spot.said:
        name = found[1] if found else "…"
        return f"[[{name}]], in double brackets: one such table for each."
    if "Cannot overwrite" in spot.said or "Duplicate" in spot.said:
        key = re.match(r"\s*([\w.\"'-]+)\s*=", spot.row)
        of = f"the key {key[1]!r}" if key else "a key"
        return f"a [[…]] line before it, or leave one out: {of} comes twice in one table."
    return ""


def _comment(spot: Spot) -> str:
    if spot.follows.startswith(";"):
        only = not spot.follows[1:].split("\n")[0].strip()
        return "no ; at the end of a line." if only else "# before a comment."
    return comment(spot, "# before a comment.")


def _number(spot: Spot) -> str:
    value = spot.value if "," not in spot.after[:1] else spot.row.split("=")[-1].strip()
    if re.fullmatch(r"[+-]?0\d+", value):
        return f"{int(value)}, without the 0 before it."
    if re.fullmatch(r"[+-]?\d+,\d+", value):
        return f"{value.replace(',', '.')}, with a point."
    if re.fullmatch(r"\d{1,3}([ \u00a0\u202f]\d{3})+", value):
        return f"{re.sub(chr(92) + 's', '', value)}, without blanks."
    return ""


def _text(spot: Spot) -> str:
    if "Invalid value" not in spot.said:
        return ""
    if not spot.value:
        return "a value behind the =."
    if re.fullmatch(r"[^\"'\\\n]+", spot.value) and re.search(r"\w", spot.value):
        return f'"{spot.value}", in quotes.'
    return "quotes around it, if it is text."


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
