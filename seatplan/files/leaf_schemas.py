"""JSON Schemas of single values: the counterpart of `leaves`, and exactly as strict.

Patterns use only features that all dialects of regular expressions share.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any, Literal, get_args, get_origin

from seatplan.declared import LARGEST
from seatplan.files.numbers import plain
from seatplan.validation import is_not_permitted

Schema = dict[str, Any]


def _day_pattern() -> str:
    """A pattern for the days in the calendar, including leap years; Python has no year 0."""
    year = "(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
    by_four = "(?:0[48]|[2468][048]|[13579][26])"
    leap = f"(?:[0-9]{{2}}{by_four}|{by_four}00)"
    long = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    short = "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    february = "02-(?:0[1-9]|1[0-9]|2[0-8])"
    return f"^(?:{year}-(?:{long}|{short}|{february})|{leap}-02-29)$"


DAY: Schema = {
    "type": "string",
    "format": "date",
    "pattern": _day_pattern(),
    "patternErrorMessage": "Not a day in the calendar, such as 2026-07-14.",  # for VS Code
    "maxLength": 10,  # in some dialects `$` also matches before a final line break
}

_DIGITS = f"0*(?:[0-9]{{1,{len(str(LARGEST)) - 1}}}|{LARGEST})"  # LARGEST is a power of ten
_RATIO = f"^[+-]?{_DIGITS}/(?:{_DIGITS})$"
_RATIO_NOT_BELOW_0 = f"^(?:[+]?{_DIGITS}|-0+)/(?:{_DIGITS})$"


def leaf_schema(wanted: Any, metadata: Mapping[str, Any]) -> Schema:
    """The schema of a single value other than a day; it accepts anything for a user's type.

    Args:
        wanted: the type.
        metadata: the metadata of the field, with the smallest and largest number if limited.
    """
    if get_origin(wanted) is Literal:
        return {"enum": list(get_args(wanted))}
    if isinstance(wanted, type) and issubclass(wanted, enum.Enum):
        return {"enum": [one.value for one in wanted]}
    if wanted is Fraction:
        return _fraction(metadata)
    if wanted is int:
        return {"type": "integer", **_bounds(metadata)}
    return {
        str: {"type": "string"},
        bool: {"type": "boolean"},
        float: {"type": "number"},
    }.get(wanted, {})


@cache
def text_schema(prose: bool) -> Schema:
    """The schema of a name or of prose: text of the characters that validation accepts."""
    barred = [n for n in range(0x10000) if is_not_permitted(chr(n), prose)]
    # Surrogates are rejected when they are read. Beyond these 65,536 characters, dialects differ.
    ranges = _ranges(n for n in barred if not 0xD800 <= n <= 0xDFFF)
    pattern = "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges)
    visible = {} if prose else {"pattern": "[^ ]"}
    return {
        "type": "string",
        **visible,
        "not": {"pattern": f"[{pattern}]"},
        "errorMessage": "It contains an invisible character.",  # for VS Code
    }


def _ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Ascending numbers as ranges, each with its first and last number."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        first = found.pop()[0] if found and found[-1][1] == number - 1 else number
        found.append((first, number))
    return found


def or_null(schema: Schema) -> Schema:
    """A schema that also accepts null, for a value that can be missing."""
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    if "type" in schema:
        given = schema["type"]
        return {**schema, "type": [*(given if isinstance(given, list) else [given]), "null"]}
    return {"anyOf": [schema, {"type": "null"}]} if schema else {}


def _fraction(metadata: Mapping[str, Any]) -> Schema:
    # Each keyword applies only to numbers or only to text.
    pattern = _RATIO_NOT_BELOW_0 if metadata.get("least") == 0 else _RATIO
    # No denominator 0; and in some dialects `$` also matches before a final line break.
    barred = {"type": "string", "pattern": "/0*$|\n"}
    return {
        "type": ["number", "string"],
        **_bounds(metadata),
        "pattern": pattern,
        "not": barred,
        **({"anyOf": [{"multipleOf": 1}, {"exclusiveMaximum": 1}]} if "part" in metadata else {}),
        "errorMessage": 'Neither a number nor a ratio such as "1/3".',
    }


def _bounds(metadata: Mapping[str, Any]) -> Schema:
    return {
        "minimum": plain(Fraction(metadata.get("least", -LARGEST))),
        "maximum": plain(Fraction(metadata.get("most", LARGEST))),
    }
