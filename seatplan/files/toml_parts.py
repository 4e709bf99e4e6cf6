"""Splits a TOML text into its tables with their comments, and finds each key and value.

The text must be valid, as the scan does not detect errors. Comment lines directly above a header
belong to its table, and comment lines directly below the last key belong to the table of that key.
Comments with blank lines on both sides belong to no table and stay where they are.
"""

from __future__ import annotations

import re
import tomllib
from typing import Literal

from attrs import define, field

from seatplan.files.lines import STRING

_SPACE = re.compile(r"(?:[ \t\n]++|#[^\n]*+)+")
_LINE_END = re.compile(r"[ \t]*+(?:#[^\n]*+)?(?:\n|\Z)")
_STRING = re.compile(STRING)
_KEY = re.compile(r"[\w-]++")
_PLAIN = re.compile(r"[^,\]}#\n]*+")


@define
class Value:
    """One value.

    Attributes:
        start, end: its position in the text.
        shape: "list" of values, "table" in braces, or "leaf".
        entries: the entries of a list.
        pairs: the pairs of a table.
    """

    start: int
    end: int = 0
    shape: Literal["leaf", "list", "table"] = "leaf"
    entries: list[Value] = field(factory=list)
    pairs: list[Pair] = field(factory=list)


@define
class Pair:
    """A key with its value.

    Attributes:
        start, end: its position in the text; in a table with a header, with the whole line.
        names: the parts of the key; several for a dotted key.
        value: the value.
    """

    start: int
    end: int
    names: tuple[str, ...]
    value: Value


@define
class TomlTable:
    """A table under a header; the first of a text has none.

    Attributes:
        start, end: its position in the text, including its comments.
        header, body: the start of its header, and of the line after the header.
        names: the parts of the name in the header.
        many: whether the header has double brackets.
        pairs: its own keys.
    """

    start: int
    header: int
    body: int
    end: int
    names: tuple[str, ...]
    many: bool
    pairs: list[Pair] = field(factory=list)


class Parts:
    """The tables of a text, in the order of the text.

    Attributes:
        tables: the first one has no header.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.tables: list[TomlTable] = [TomlTable(0, 0, 0, 0, (), many=False)]
        lead: int | None = None  # start of the comments directly above
        while self._at < len(text):
            line = self._at
            self._blanks()
            if self._see("\n") or self._at >= len(text):
                self._at += 1
                self._to_the_table_above(lead, line)
                lead = None
            elif self._see("#"):
                self._to_line_end()
                lead = line if lead is None else lead
            elif self._see("["):
                self._header(line if lead is None else lead, line)
                lead = None
            else:
                names, value = self._pair()
                self._to_line_end()
                table = self.tables[-1]
                table.pairs.append(Pair(line, self._at, names, value))
                table.end, lead = self._at, None
        self._to_the_table_above(lead, len(text))

    def _to_the_table_above(self, lead: int | None, line: int) -> None:
        """Adds comments directly below the last key to the table of that key."""
        table = self.tables[-1]
        if lead is not None and lead == table.end and table.end > 0:
            table.end = line

    def _header(self, start: int, line: int) -> None:
        many = self._text.startswith("[[", self._at)
        self._at += 2 if many else 1
        names = self._names()
        self._at += 2 if many else 1
        self._to_line_end()
        self.tables.append(TomlTable(start, line, self._at, self._at, names, many))

    def _pair(self) -> tuple[tuple[str, ...], Value]:
        names = self._names()
        self._at += 1  # the equals sign
        self._blanks()
        return names, self._value()

    def _names(self) -> tuple[str, ...]:
        names = []
        while True:
            self._blanks()
            names.append(self._name())
            self._blanks()
            if not self._see("."):
                return tuple(names)
            self._at += 1

    def _name(self) -> str:
        match = _STRING.match(self._text, self._at)
        plain = match or _KEY.match(self._text, self._at)
        if plain is None:
            raise ValueError(f"no key at {self._at}")
        self._at = plain.end()
        return plain[0] if match is None else str(tomllib.loads(f"key = {match[0]}")["key"])

    def _value(self) -> Value:
        value = Value(self._at)
        if self._see("["):
            value.shape = "list"
            self._at += 1
            self._space()
            while not self._see("]"):
                value.entries.append(self._value())
                self._space()
                self._at += self._see(",")
                self._space()
            self._at += 1
        elif self._see("{"):
            value.shape = "table"
            self._at += 1
            self._space()
            while not self._see("}"):
                start = self._at
                names, inner = self._pair()
                value.pairs.append(Pair(start, inner.end, names, inner))
                self._space()
                self._at += self._see(",")
                self._space()
            self._at += 1
        else:
            match = _STRING.match(self._text, self._at) or _PLAIN.match(self._text, self._at)
            assert match is not None  # it matches anything
            self._at = match.start() + len(match[0].rstrip())
        value.end = self._at
        return value

    def _see(self, sign: str) -> bool:
        return self._text.startswith(sign, self._at)

    def _blanks(self) -> None:
        while self._text[self._at : self._at + 1] in (" ", "\t"):
            self._at += 1

    def _space(self) -> None:
        if match := _SPACE.match(self._text, self._at):
            self._at = match.end()
        if self._at >= len(self._text):
            raise ValueError("the text ends within a value")

    def _to_line_end(self) -> None:
        match = _LINE_END.match(self._text, self._at)
        if match is None:
            raise ValueError(f"more than one thing in the line at {self._at}")
        self._at = match.end()
