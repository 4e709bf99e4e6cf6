"""Whether two words look like each other, or like one with a slip of the pen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

SHORTEST = 4
"""Shorter words are often one letter apart and both meant: `rs` and `us`, `ISS` and `CSS`."""

LONG = 8
"""From that length on a word may hold two slips."""

_LOOKALIKES = str.maketrans("авекмнорстухіјѕαεικνορτυχ", "abekmhopctyxijsaeikvoptyx")
"""Cyrillic and Greek letters that look like Latin ones: keyboards are switched by mistake."""


@cache
def folded(word: str) -> str:
    """The word without what the eye passes over: case, accents, kinds of hyphen and space."""
    letters = []
    for sign in unicodedata.normalize("NFKD", word.casefold()):
        category = unicodedata.category(sign)
        if category in ("Pd", "Zs") or sign in "_\N{MINUS SIGN}\t":
            letters.append("-")
        elif category not in ("Mn", "Cf"):
            letters.append(sign)
    return "".join(letters).translate(_LOOKALIKES)


def difference(one: str, two: str) -> str:
    """In what two words that look alike differ."""
    if one.casefold() == two.casefold():
        return "case"
    if _without_marks(one) == _without_marks(two):
        return "accents"
    if re.sub(r"[\W_]", "-", one) == re.sub(r"[\W_]", "-", two):
        return "the kind of hyphen or space"
    return "signs that look alike"


def _without_marks(word: str) -> str:
    return "".join(
        sign for sign in unicodedata.normalize("NFD", word) if unicodedata.category(sign) != "Mn"
    )


def is_slip(one: str, two: str) -> bool:
    """Whether one of two words is probably the other, mistyped.

    Not where they differ in a number or in a short part, as `eva-1` and `eva-2` or `dragon-a` and
    `dragon-b` do.
    """
    first, second = folded(one), folded(two)
    if first == second:
        return True
    if re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return False
    parts, others = first.split("-"), second.split("-")
    if len(parts) == len(others):
        pairs = [(a, b) for a, b in zip(parts, others, strict=True) if a != b]
    else:  # a hyphen too many or too few
        pairs = [("".join(parts), "".join(others))]
        return pairs[0][0] == pairs[0][1] and len(pairs[0][0]) >= SHORTEST
    return len(pairs) == 1 and _is_near(*pairs[0])


def slips_of(word: str, known: Iterable[str]) -> list[str]:
    """The known words that a word is probably meant for, in the order of the alphabet."""
    return sorted(one for one in known if one != word and is_slip(word, one))


def _is_near(one: str, two: str) -> bool:
    shorter = min(len(one), len(two))
    if shorter < SHORTEST or (one[0] != two[0] and sorted(one) != sorted(two) and shorter < LONG):
        return False
    return _slips(one, two, most := 2 if shorter >= LONG else 1) <= most


def _slips(one: str, two: str, most: int) -> int:
    """How many letters are wrong, missing, too many or exchanged; more than `most` if so many."""
    if abs(len(one) - len(two)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(two, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1]
