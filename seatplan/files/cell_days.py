"""Reads days and spans of days in the forms that people and spreadsheets write.

Text with exactly one meaning is read. Text that can mean two days, or looks like a day but is none,
is an error; it is never read as a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0{1,9})?)?)?"
_DAY = (
    rf"(?:[0-9]{{4}}[-./][0-9]{{1,2}}[-./][0-9]{{1,2}}{_MIDNIGHT}"
    rf"|[0-9]{{1,2}}[-./][0-9]{{1,2}}[-./][0-9]{{4}}{_MIDNIGHT}"
    rf"|[0-9]{{1,2}}[- ]{_MONTH}[- ][0-9]{{4}})"
)
_DOTS = r"(?:\.{2,3}|…)"
_DASH = r"(?:[-‐-―−~/→]|->)"  # noqa: RUF001 - all of them are typed for "to"
_BETWEEN = rf"(?: ?(?:{_DOTS}|{_DASH}) ?| (?:to|until|till) )"
_FREE = r"(?![\w.…])"
"""The end of the days: the next character does not continue them."""

_TWO = rf"(?P<since>{_DAY})(?:{_DOTS}|{_DASH})(?P<until>{_DAY})"
_SIDE = rf"(?P<from>{_DAY}){_DOTS}|{_DOTS}(?P<to>{_DAY})"
_TIGHT = re.compile(rf"(?<![^ (])(?:{_TWO}|{_SIDE}){_FREE}", re.IGNORECASE)
"""A span without blanks, which can be inside a text."""

_WIDE = re.compile(
    rf"(?<![^ (:])(?:(?:(?:from|since) )?(?P<since>{_DAY}){_BETWEEN}(?P<until>{_DAY})"
    rf"|(?P<from>{_DAY}) ?{_DOTS}|{_DOTS} ?(?P<to>{_DAY})"
    rf"|(?:from|since) (?P<from_>{_DAY})|(?:until|till) (?P<to_>{_DAY})){_FREE}",
    re.IGNORECASE,
)
"""A span that can contain blanks and words, for places where days belong."""

_PLAIN = re.compile(r'(?<!\S)([^\s."]*)\.\.([^\s."]*)(?!\S)')
"""A word with two dots, which can only be a span, even if its sides are not days."""

_ISO = re.compile(r"[0-9]+-[0-9]+-[0-9]+")
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-./])([0-9]{{1,2}})\2([0-9]{{1,2}}){_MIDNIGHT}")
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})([-./])([0-9]{{1,2}})\2([0-9]{{4}}){_MIDNIGHT}")
_NAMED = re.compile(rf"([0-9]{{1,2}})([- ])({_MONTH})\2([0-9]{{4}})", re.IGNORECASE)

_YEAR = "(?:19|20|21)[0-9]{2}"
_NUMBERS = (
    r"(?:[0-9]{4}[-./–][0-9]{1,2}[-./–][0-9]{1,2}|[0-9]{1,2}[-./–][0-9]{1,2}[-./–][0-9]{2,4})"  # noqa: RUF001
)
_DATED = re.compile(rf"(?<!\w){_NUMBERS}(?![0-9])|[0-9]\.\.(?!\.)|\.\.[0-9]|[0-9]…[0-9]")
_DATED_NAME = re.compile(
    rf"{_DOTS}|(?<!\w){_NUMBERS}(?!\w)"
    rf"|(?<![\w-])(?:{_YEAR}[-./–—]{_YEAR}|{_YEAR}[-./][0-9]{{1,2}}|[0-9]{{1,2}}[-./]{_YEAR}"  # noqa: RUF001
    rf"|{_MONTH}[-./](?:{_YEAR}|[0-9]{{2}})|{_YEAR})(?![\w-])",
    re.IGNORECASE,
)


class CellError(ValueError):
    """A cell cannot be read.

    Attributes:
        message, hint: what is wrong, and a suggestion.
        days: for an ambiguous day, the days that it can mean.
    """

    def __init__(self, message: str, hint: str, days: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.days = days


@frozen
class Span:
    """Days `[since, until)` in a text.

    Attributes:
        since, until: the sides in ISO form, or as they are if they are not days; None if the span
            is open at that side.
        start, end: the position of the span in the text.
    """

    since: str | None
    until: str | None
    start: int
    end: int

    @property
    def keys(self) -> dict[str, str]:
        """The keys `since` and `until` of a program file; without open sides."""
        sides = {"since": self.since, "until": self.until}
        return {name: day for name, day in sides.items() if day is not None}


def iso_day(text: str) -> str | None:
    """A day in ISO form; None if the text is not a day.

    Raises:
        CellError: if the text can mean two days.
    """
    if match := _YEAR_FIRST.fullmatch(text):
        year, sign, month, day = match.groups()
        if sign == "-" and len(month) + len(day) < 4:  # ISO days have two digits each
            return None
        return f"{year}-{month:0>2}-{day:0>2}"
    if match := _YEAR_LAST.fullmatch(text):
        first, _, second, year = match.groups()
        one, two = f"{year}-{second:0>2}-{first:0>2}", f"{year}-{first:0>2}-{second:0>2}"
        if one != two and int(first) <= 12 and int(second) <= 12:
            hint = "write one of these two days in this form."
            raise CellError(f"{text!r} can mean {one} or {two}", hint, (one, two))
        return one if int(second) <= 12 else two
    if match := _NAMED.fullmatch(text):
        first, _, name, year = match.groups()
        month = str(1 + _MONTHS.index(name[:3].casefold()))
        return f"{year}-{month:0>2}-{first:0>2}"
    return None


def span_at_start(text: str) -> Span | None:
    """The span at the start of a text (with single blanks); None if there is none."""
    match = _WIDE.match(text) or _PLAIN.match(text)
    return _span(match) if match is not None else None


def span_at_end(text: str) -> Span | None:
    """The span at the end of a text (with single blanks); None if there is none."""
    for match in _WIDE.finditer(text):
        if match.end() == len(text):
            return _span(match)
    for match in _PLAIN.finditer(text):
        if match.end() == len(text):
            return _span(match)
    return None


def spans_within(text: str) -> Iterator[Span]:
    """The spans without blanks in a text."""
    return map(_span, _TIGHT.finditer(text))


def is_day(word: str) -> bool:
    """Whether a word is a day."""
    return any(each.fullmatch(word) for each in (_ISO, _YEAR_FIRST, _YEAR_LAST, _NAMED))


def dated_word(text: str, *, name: bool) -> str | None:
    """A word of a text that looks like a day or span; None if there is none.

    Args:
        text: the text, without the days that were read from it.
        name: whether the text is a name. In a sentence, years and dots are allowed.
    """
    pattern = _DATED_NAME if name else _DATED
    return next((word for word in text.split() if pattern.search(word)), None)


def _span(match: re.Match[str]) -> Span:
    if match.re is _PLAIN:
        since, until = match.groups()
        return Span(_side(since), _side(until), match.start(), match.end())
    found = match.groupdict()
    since = found["since"] or found["from"] or found.get("from_")
    until = found["until"] or found["to"] or found.get("to_")
    return Span(_side(since), _side(until), match.start(), match.end())


def _side(text: str | None) -> str | None:
    return (iso_day(text) or text) if text else None
