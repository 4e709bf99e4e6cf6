"""Finds the lines of the values in a TOML or JSON text.

Neither `tomllib` nor `json` reports the positions of values. This scanner does, for a text that one
of them has already read without an error, so it need not detect errors and can be short. One
grammar serves both languages: apart from the headers of TOML, JSON looks like a TOML value with
colons. The patterns use possessive quantifiers (`++`) for single characters, and what can follow a
group differs from how the group begins, so that they never backtrack on long texts. Groups
themselves are not possessive: Python 3.11.0 to 3.11.4 match these wrongly.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from typing import Literal

from seatplan.errors import MOST_PROBLEMS, Place

Language = Literal["toml", "json"]

DEEPEST = 24
"""Maximum depth of a place; deeper ones are represented by their ancestor. Programs have fewer."""

STRING = (
    # Up to two quotes can come right before the closing three. An unclosed string extends to the
    # end of the text, or of the line.
    r'(?s:"""(?:[^"\\]++|\\.|""?+(?!"))*(?:"{3,5}|\\?\Z))'
    r"|'''(?:[^']++|''?+(?!'))*(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]++|\\.)*(?:"|(?=\n)|\Z|\\(?=\n|\Z))'
    r"|'[^'\n]*+(?:'|(?=\n)|\Z)"
)
"""A pattern for the strings of TOML and JSON."""

_SPACE = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)+")
_STRING = re.compile(STRING)
_BARE_KEY = re.compile(r"[^\s.=:\]\"'#]++")
_BARE_VALUE = re.compile(r"[^,\]}#\n]++")


class Lines:
    """The positions of the values in a text.

    Attributes:
        at: the line of each place, counted from 1: the line of its key, or in a list of its start.
        keys, values: the start and end of the key and the value of each place in the text.
        doubled: keys that a JSON table repeats, with the line of the repetition.
    """

    def __init__(
        self, text: str, language: Language, wanted: Iterable[Place] | None = None
    ) -> None:
        """Scans a text.

        Args:
            text: a text that has been read without an error.
            language: the language of the text.
            wanted: record only these places and those around them; all if None.
        """
        self._wanted: set[Place] | None = None
        if wanted is not None:
            self._wanted = {place[:depth] for place in wanted for depth in range(len(place) + 1)}
        self.at: dict[Place, int] = {(): 1}
        self.keys: dict[Place, tuple[int, int]] = {}
        self.values: dict[Place, tuple[int, int]] = {}
        self.doubled: list[tuple[Place, int]] = []
        self._text = text
        self._next = 0
        self._counted = 0
        self._line = 1
        self._toml = language == "toml"
        self._tables: dict[Place, int] = {}  # the index of the last [[table]] of each name
        if self._toml:
            self._document()
        else:
            self._space()
            self.at[()] = self._here()
            self._value(())

    def line_of(self, place: Place) -> int:
        """The line of a place; if it is not in the text, of the nearest table around it."""
        while place not in self.at:
            place = place[:-1]
        return self.at[place]

    def _mark(self, spans: dict[Place, tuple[int, int]], place: Place, begin: int) -> None:
        """Records the span that ends here as the span of a place, unless it has one already."""
        if (self._wanted is None or place in self._wanted) and place not in spans:
            end = self._next
            while end > begin + 1 and self._text[end - 1] in " \t\r\n":
                end -= 1
            spans[place] = begin, end

    def _note(self, place: Place, line: int, *, again: bool = True) -> None:
        if (self._wanted is None or place in self._wanted) and (again or place not in self.at):
            self.at[place] = line

    # The cursor

    def _space(self) -> None:
        if match := _SPACE.match(self._text, self._next):
            self._next = match.end()

    def _see(self) -> str:
        return self._text[self._next : self._next + 1]

    def _skip(self, character: str) -> None:
        self._space()
        if self._see() == character:
            self._next += 1
        self._space()

    def _here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._next)
        self._counted = self._next
        return self._line

    # The grammar

    def _document(self) -> None:
        table: Place = ()
        self._space()
        while self._next < len(self._text):
            if self._see() == "[":
                table = self._header()
            else:
                self._value(self._entry(table))
            self._space()

    def _header(self) -> Place:
        """Scans a header with its brackets; returns the place of the table."""
        line, begin = self._here(), self._next
        many = self._text.startswith("[[", self._next)
        self._next += 2 if many else 1
        *outer, last = self._names()
        place: Place = ()
        for name in outer:
            place = (*place, name)
            self._note(place, line, again=False)
            if place in self._tables:
                place = (*place, self._tables[place])
        place = (*place, last)
        if many:
            self._note(place, line, again=False)
            self._tables[place] = self._tables.get(place, -1) + 1
            place = (*place, self._tables[place])
        self._next += 2 if many else 1
        self._note(place, line)
        self._mark(self.keys, place, begin)
        return place

    def _entry(self, table: Place) -> Place:
        """Scans a key up to the start of its value; returns the place of the value."""
        line, begin = self._here(), self._next
        *outer, last = self._names() if self._toml else [self._name()]
        place = table
        for name in outer:
            place = (*place, name)
            self._note(place, line, again=False)
        if len(place) < DEEPEST:
            place = (*place, last)
            self._note(place, line)
            self._mark(self.keys, place, begin)
        self._skip("=" if self._toml else ":")
        return place

    def _names(self) -> list[str]:
        self._space()
        names = [self._name()]
        self._space()
        while self._see() == ".":
            self._skip(".")
            names.append(self._name())
            self._space()
        return names

    def _name(self) -> str:
        quoted = _STRING.match(self._text, self._next)
        match = quoted or _BARE_KEY.match(self._text, self._next)
        if match is None:  # impossible in a valid text; skip a character to make progress
            self._next += 1
            return ""
        self._next = match.end()
        if quoted is None:
            return match[0]
        if self._toml:
            return str(tomllib.loads(f"key = {quoted[0]}")["key"])
        return str(json.loads(quoted[0]))

    def _value(self, place: Place) -> None:
        """Scans a value and all values in it; a loop, as recursion could go too deep."""
        # The open brackets: place, next index or known keys, start.
        within: list[tuple[Place, int | set[str | int], int]] = []
        while True:
            begin = self._next
            if self._see() in ("[", "{"):
                within.append((place, 0 if self._see() == "[" else set(), begin))
                self._next += 1
            else:
                match = _STRING.match(self._text, self._next)
                match = match or _BARE_VALUE.match(self._text, self._next)
                self._next = match.end() if match is not None else self._next + 1
                self._mark(self.values, place, begin)
            self._space()
            while within and self._see() in ("]", "}", ","):
                closes = self._see() != ","
                self._next += 1
                if closes:
                    closed, _, begin = within.pop()
                    self._mark(self.values, closed, begin)
                self._space()
            if not within or self._next >= len(self._text):
                return
            table, held, opened = within[-1]
            if isinstance(held, set):
                line = self._here()
                place = self._entry(table)
                if place != table and not self._toml:
                    if place[-1] in held and len(self.doubled) < MOST_PROBLEMS:
                        self.doubled.append((place, line))
                    held.add(place[-1])
            else:
                within[-1] = (table, held + 1, opened)
                place = table
                if len(table) < DEEPEST:
                    place = (*table, held)
                    self._note(place, self._here())
