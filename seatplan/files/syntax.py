"""What is probably wrong where a text is no TOML or no JSON: a table of what people do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from attrs import frozen

LONGEST = 200
"""This much of a line is looked at on either side of the place."""

CURLY = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb\u2039\u203a"
"""Quotes as word processors and other languages have them."""

WORDS = {"true": "true", "yes": "true", "on": "true"} | dict.fromkeys(
    ("false", "no", "off"), "false"
)
NOTHING = ("null", "none", "nil", "n/a", "nan")


@frozen
class Spot:
    """Where reading stopped.

    Attributes:
        said: the message of the parser.
        before, after: the line before that place, and from there on.
        follows: what comes next, behind blanks and line ends.
        precedes: the sign before, likewise.
        text: the whole text.
    """

    said: str
    before: str
    after: str
    follows: str
    precedes: str
    text: str

    @classmethod
    def at(cls, text: str, at: int, said: str) -> Spot:
        """The spot at an index of a text."""
        begin = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        rest = text[at : at + LONGEST]
        earlier = text[max(0, at - LONGEST) : at].rstrip()
        return cls(
            said=said,
            before=text[max(begin, at - LONGEST) : at],
            after=text[at : end if end >= 0 else len(text)][:LONGEST].rstrip("\r"),
            follows=rest.lstrip(),
            precedes=earlier[-1:],
            text=text,
        )

    @property
    def row(self) -> str:
        """The line."""
        return self.before + self.after

    @property
    def written(self) -> str:
        """What is behind the key to the end of the line, or in a list from the place on."""
        found = re.match(r"\s*[\w.\"'-]+\s*=\s*(.*)", self.row)
        return found[1] if found and self.after and not self._is_within() else self.after

    @property
    def value(self) -> str:
        """The same without what comes after it, such as a comma or a comment."""
        text = self.written
        return re.split(r"[,\]}#]", text)[0].strip() if text[:1] not in "\"'" else text.strip()

    def _is_within(self) -> bool:
        """Whether the place is in a list or a table within the line."""
        return bool(re.search(r"=\s*[\[{]", self.before))


Detector = Callable[[Spot], str]


def first_hint(spot: Spot, detectors: Sequence[Detector]) -> str:
    """The hint of the first that knows what it is."""
    return next((hint for detect in detectors if (hint := detect(spot))), "")


def curly_quotes(spot: Spot) -> str:
    """Quotes as word processors make them."""
    if spot.follows[:1] in tuple(CURLY) or spot.value[:1] in tuple(CURLY):
        return 'straight quotes, as in "MS-22".'
    return ""


def comment(spot: Spot, instead: str) -> str:
    """A comment as other languages have it."""
    return instead if spot.follows.startswith(("//", "/*")) else ""


def backslash(spot: Spot) -> str:
    """For example a Windows path."""
    if "escape" in spot.said or "Unescaped" in spot.said:
        return "two backslashes where one is meant."
    return ""
