"""Program files as text: tables and keys in TOML, remarks as comments, and writing of the files.

This module does not depend on the contents of programs.
"""

from __future__ import annotations

import csv
import json
import textwrap
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

HERE = Path(__file__).resolve().parent
SHIPPED = HERE.parent
TEMPLATES = HERE / "templates"

Table = dict[str, Any]  # a table of a program file; keys with the value None are left out


def fill(name: str, parts: Mapping[str, Any]) -> str:
    """The template with this name, with its $parts filled in."""
    return Template((TEMPLATES / f"{name}.template").read_text(encoding="utf-8")).substitute(parts)


def listing(name: str, tables: Iterable[Table]) -> str:
    """A list with one table on each line."""
    return "\n".join([f"{name} = [", *(f"  {toml(table)}," for table in tables), "]"])


def block(name: str, table: Table, remarks: Iterable[str] = ()) -> str:
    """A table with one key on each line, and its remarks as comments."""
    comments = [
        line
        for remark in remarks
        for line in textwrap.wrap(
            remark, 98, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False
        )
    ]
    return "\n".join([f"[[{name}]]", *comments, *(key(*entry) for entry in given(table))])


def key(name: str, value: Any) -> str:
    if isinstance(value, list) and len(toml(value)) > 80:
        return "\n".join([f"{name} = [", *(f"  {toml(item)}," for item in value), "]"])
    return f"{name} = {toml(value)}"


def toml(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {toml(entry)}" for name, entry in given(value)) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def given(table: Table) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in table.items() if value is not None]


def write(name: str, text: str, flown: list[dict[str, str]] | None, folder: Path = SHIPPED) -> None:
    """Write a shipped program and, if there is one, its plan as flown."""
    (folder / f"{name}.toml").write_text(text, encoding="utf-8", newline="\n")
    if flown is None:
        return
    with (folder / f"{name}.flown.csv").open("w", encoding="utf-8", newline="") as file:
        more = [name for name in ("day", "port") if any(line.get(name) for line in flown)]
        columns = ["flight", "leg", "role", "member", *more]
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(flown)
