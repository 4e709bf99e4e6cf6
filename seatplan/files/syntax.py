"""Common parts of the suggestions for invalid TOML and JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from attrs import frozen

LONGEST = 200
"""Number of characters of a line that are examined on each side of a place."""

CURLY = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb\u2039\u203a"
"""Quotes of word processors and of other languages."""

WORDS = {"true": "true", "yes": "true", "on": "true"} | dict.fromkeys(
    ("false", "no", "off"), "false"
)
NOTHING = ("null", "none", "nil", "n/a", "nan")


@frozen
class Spot:
    """The place at which reading stopped.

    Attributes:
        message: the message of the parser.
        before, after: the parts of the line before and after that place.
        follows: the text after that place, without leading blanks and line breaks.
        precedes: the last character before that place that is not a blank.
        text: the whole text.
    """

    message: str
    before: str
    after: str
    follows: str
    precedes: str
    text: str

    @classmethod
    def at(cls, text: str, at: int, message: str) -> Spot:
        """The spot at an index of a text."""
        begin = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        rest = text[at : at + LONGEST]
        earlier = text[max(0, at - LONGEST) : at].rstrip()
        return cls(
            message=message,
            before=text[max(begin, at - LONGEST) : at],
            after=text[at : end if end >= 0 else len(text)][:LONGEST].rstrip("\r"),
            follows=rest.lstrip(),
            precedes=earlier[-1:],
            text=text,
        )

    @property
    def row(self) -> str:
        """The whole line."""
        return self.before + self.after

    @property
    def written(self) -> str:
        """The text after the key; inside a list or table, the text after the place."""
        found = re.match(r"\s*[\w.\"'-]+\s*=\s*(.*)", self.row)
        return found[1] if found and self.after and not self._is_within() else self.after

    @property
    def value(self) -> str:
        """`written` without what follows the value, such as a comma or a comment."""
        text = self.written
        return re.split(r"[,\]}#]", text)[0].strip() if text[:1] not in "\"'" else text.strip()

    def _is_within(self) -> bool:
        """Whether the place is inside a list or table that begins on the line."""
        return bool(re.search(r"=\s*[\[{]", self.before))


Detector = Callable[[Spot], str]


def first_hint(spot: Spot, detectors: Sequence[Detector]) -> str:
    """The first hint that a detector gives; empty if none does."""
    return next((hint for detect in detectors if (hint := detect(spot))), "")


def curly_quotes(spot: Spot) -> str:
    """A hint for the quotes of word processors."""
    if spot.follows[:1] in tuple(CURLY) or spot.value[:1] in tuple(CURLY):
        return 'use straight quotes, as in "MS-22".'
    return ""


def comment(spot: Spot, instead: str) -> str:
    """A hint for a comment in the notation of other languages."""
    return instead if spot.follows.startswith(("//", "/*")) else ""


def backslash(spot: Spot) -> str:
    """A hint for a backslash, for example in a Windows path."""
    if "escape" in spot.message or "Unescaped" in spot.message:
        return "write two backslashes for one."
    return ""
