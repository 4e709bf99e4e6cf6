"""Suggestions for days that are not in ISO form."""

from __future__ import annotations

import re
from datetime import date, timedelta

_SEPARATOR = r"\s*[./\-\u2010-\u2015]\s*"
_YEAR_LAST = re.compile(rf"(\d{{1,2}})({_SEPARATOR})(\d{{1,2}}){_SEPARATOR}(\d{{4}})(?!\d)")
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}})(?!\d)")
_DAY_MONTH = re.compile(r"(\d{1,2})\.?[\s-]+([A-Za-z]{3})[a-z]*\.?,?[\s-]+(\d{4})(?!\d)")
_MONTH_DAY = re.compile(r"([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)")
_NUMBERED = re.compile(r"([0-9]{5})(?:[.,]0+)?")

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def day_hint(text: str) -> str:
    """A hint for a value that begins with a day in another form; empty if it does not."""
    if (match := _NUMBERED.fullmatch(text)) and (day := numbered_day(int(match[1]))):
        return f"{day}? A spreadsheet may have saved this day as a number."
    days = _days(text)
    if len(days) == 1:
        return f"{days[0]}?"
    if days:
        return f"{days[0]} or {days[1]}? Write the year first, then month and day."
    if _YEAR_FIRST.match(text) or _YEAR_LAST.match(text):
        return "a day in the calendar, such as 2026-07-14."
    return ""


def numbered_day(number: int) -> date | None:
    """The day that spreadsheets keep as this number; None outside the years 1954 to 2119."""
    return date(1899, 12, 30) + timedelta(number) if 20_000 <= number < 80_000 else None


def _days(text: str) -> list[date]:
    """The days that a text can mean."""
    if found := _YEAR_FIRST.match(text):
        return _real((int(found[1]), int(found[2]), int(found[3])))
    if found := _YEAR_LAST.match(text):
        one, two, year = int(found[1]), int(found[3]), int(found[4])
        day_first, month_first = (year, two, one), (year, one, two)
        # With slashes the month can come first, as in the United States.
        return _real(day_first, month_first) if "/" in found[2] else _real(day_first)
    if found := _DAY_MONTH.match(text):
        return _real((int(found[3]), _month(found[2]), int(found[1])))
    if found := _MONTH_DAY.match(text):
        return _real((int(found[3]), _month(found[1]), int(found[2])))
    return []


def _month(word: str) -> int:
    word = word.lower()
    return _MONTHS.index(word) + 1 if word in _MONTHS else 0


def _real(*candidates: tuple[int, int, int]) -> list[date]:
    """The candidates that are in the calendar, without repetitions."""
    found: list[date] = []
    for year, month, day in candidates:
        try:
            made = date(year, month, day)
        except ValueError:
            continue
        if made not in found:
            found.append(made)
    return found
