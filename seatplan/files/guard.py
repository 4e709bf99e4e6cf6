"""Rejects texts that would cost `tomllib` too much time or memory.

A dotted key with many parts takes quadratic time and memory, and a number takes a hundred bytes for
each digit, so a malicious text can take hours or exhaust memory. No real file has such keys or
numbers.
"""

from __future__ import annotations

import re

from seatplan.errors import InputError, Problem
from seatplan.files.lines import STRING

MOST_PARTS = 24
"""Maximum number of parts of a key such as `a.b.c`; a program has fewer."""

LONGEST_WORD = 1000
"""Maximum length, in characters, of a number or another word without quotes."""

_PIECE = re.compile(
    rf"(?P<parts>(?:(?:{STRING}|[\w-]++)[ \t]*+\.[ \t]*+){{{MOST_PARTS}}})"
    rf"|(?P<word>[\w.:+-]{{{LONGEST_WORD + 1}}})"
    rf"|{STRING}|#[^\n]*+|[\w.:+-]++"
)


def must_be_sound(text: str, source: str, error: type[InputError]) -> None:
    """Checks that `tomllib` can read a text in reasonable time; the text can be invalid otherwise.

    Raises:
        InputError: of the class `error`, with the line of the first such key or number.
    """
    for piece in _PIECE.finditer(text):
        if piece.lastgroup is not None:
            message = {
                "parts": f"a key with more than {MOST_PARTS} parts",
                "word": f"a word of more than {LONGEST_WORD} characters without quotes",
            }[piece.lastgroup]
            line = text.count("\n", 0, piece.start()) + 1
            raise error([Problem(message, line=line)], source)
