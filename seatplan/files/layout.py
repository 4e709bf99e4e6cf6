"""Writes plain data as readable TOML and JSON.

tomli-w writes the single values. It is not used for the layout, because it decides by their length
whether tables are inline, and so would rearrange whole sections of a program after a small change.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import tomli_w

WIDTH = 100


def toml_text(data: Mapping[str, Any]) -> str:
    """Data as TOML: single values first, then each table and each list of tables with headers."""
    blocks = []
    sections = [name for name, value in data.items() if _is_section(value)]
    head = {name: value for name, value in data.items() if name not in sections}
    if head:
        blocks.append(table_text(head))
    for name in sections:
        value = data[name]
        if isinstance(value, Mapping):
            blocks.append(f"[{key_text(name)}]\n{table_text(value)}")
        else:
            blocks += [f"[[{key_text(name)}]]\n{table_text(entry)}" for entry in value]
    return "\n".join(blocks)


def json_text(data: Any) -> str:
    """Indented JSON, with dates as ISO strings.

    Raises:
        TypeError: for a value that JSON cannot express.
        ValueError: for a number that JSON cannot express.
    """
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False, default=_iso) + "\n"


def inline_toml(value: Any) -> str:
    """A value of TOML on one line."""
    return _inline(value)


def _is_section(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(entry, Mapping) for entry in value)
    return isinstance(value, Mapping)


def table_text(table: Mapping[str, Any]) -> str:
    """The text of a table, with one line for each key."""
    return "".join(
        f"{key_text(name)} = {value_text(key_text(name), value)}\n" for name, value in table.items()
    )


def value_text(key: str, value: Any) -> str:
    """The text of a value; a list too long for one line gets one line for each entry."""
    text = _inline(value)
    if isinstance(value, list) and len(key) + len(text) + 3 > WIDTH:
        return "[\n" + "".join(f"    {_inline(entry)},\n" for entry in value) + "]"
    return text


def _inline(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    if isinstance(value, Mapping):
        pairs = [f"{key_text(name)} = {_inline(inner)}" for name, inner in value.items()]
        return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
    return tomli_w.dumps({"x": value})[len("x = ") : -1]


def key_text(name: str) -> str:
    """The text of a key, in quotes if it needs them."""
    return tomli_w.dumps({name: 0})[: -len(" = 0\n")]


def _iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")
