"""Whether two words look alike, or differ only by a typing error."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

SHORTEST = 4
"""Shorter words often differ by one letter on purpose: `rs` and `us`, `ISS` and `CSS`."""

LONG = 8
"""From this length on, a word can have two typing errors."""

_LOOKALIKES = str.maketrans("авекмнорстухіјѕαεικνορτυχ", "abekmhopctyxijsaeikvoptyx")
"""Cyrillic and Greek letters that look like Latin ones, which people can type by mistake."""


@lru_cache(maxsize=10_000)
def folded(word: str) -> str:
    """The word without easily overlooked details: case, accents, kinds of hyphens and spaces."""
    letters: list[str] = []
    for sign in unicodedata.normalize("NFKD", word.casefold()):
        category = unicodedata.category(sign)
        if category in ("Pd", "Zs") or sign in "_\N{MINUS SIGN}\t":
            if letters[-1:] != ["-"]:
                letters.append("-")
        elif category not in ("Mn", "Cf"):
            letters.append(sign)
    return "".join(letters).strip("-").translate(_LOOKALIKES)


def difference(one: str, two: str) -> str:
    """The detail in which two words that look alike differ."""
    if one.casefold() == two.casefold():
        return "case"
    if unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", two):
        return "how Unicode writes an accent"
    if _without_marks(one) == _without_marks(two):
        return "accents"
    if _without_separators(one) == _without_separators(two):
        return "the kind of hyphen or space"
    return "signs that look alike"


def _without_marks(word: str) -> str:
    return "".join(
        sign for sign in unicodedata.normalize("NFD", word) if unicodedata.category(sign) != "Mn"
    )


def _without_separators(word: str) -> str:
    return re.sub(r"[\W_]+", "-", word).strip("-")


def is_slip(one: str, two: str, shortest: int = SHORTEST) -> bool:
    """Whether one of two words is probably a misspelling of the other.

    Words that differ in a number or in a short part are different on purpose, such as `eva-1` and
    `eva-2`, or `dragon-a` and `dragon-b`.

    Args:
        one, two: the words.
        shortest: parts with fewer letters are compared exactly.
    """
    first, second = folded(one), folded(two)
    if first == second:
        return True
    if re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return False
    parts, others = first.split("-"), second.split("-")
    if len(parts) == len(others):
        pairs = [(a, b) for a, b in zip(parts, others, strict=True) if a != b]
    else:  # an extra or a missing hyphen
        pairs = [("".join(parts), "".join(others))]
        return pairs[0][0] == pairs[0][1] and len(pairs[0][0]) >= shortest
    return len(pairs) == 1 and _is_near(*pairs[0], shortest)


def slips_of(word: str, known: Iterable[str], shortest: int = SHORTEST) -> list[str]:
    """The known words of which a word is probably a misspelling, sorted."""
    return sorted(one for one in known if one != word and is_slip(word, one, shortest))


def _is_near(one: str, two: str, shortest: int) -> bool:
    length = min(len(one), len(two))
    if length < shortest:
        return False
    # In a short word the first letter is rarely wrong, except when letters are swapped.
    if length < LONG and one[0] != two[0] and sorted(one) != sorted(two):
        return False
    most = 2 if length >= LONG else 1
    return _slips(one, two, most) <= most


def _slips(one: str, two: str, most: int) -> int:
    """The edit distance with swaps of neighboring letters; above `most` if it is more than that."""
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
