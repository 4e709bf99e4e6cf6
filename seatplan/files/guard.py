"""What `tomllib` had better not be given.

It is made for files that someone wrote. Some texts that no one would write cost it hours or all
memory, and they are found beforehand: a key of many parts takes the square of their number, in time
and in memory; a number takes a hundred bytes for each digit.
"""

from __future__ import annotations

import re

from seatplan.errors import InputError, Problem
from seatplan.files.lines import STRING

MOST_PARTS = 24
"""Of a key, `a.b.c`; no program goes that deep."""

LONGEST_WORD = 1000
"""Characters of a number, or of anything else without quotes."""

_PIECE = re.compile(
    rf"(?P<parts>(?:(?:{STRING}|[\w-]++)[ \t]*+\.[ \t]*+){{{MOST_PARTS}}})"
    rf"|(?P<word>[\w.:+-]{{{LONGEST_WORD + 1}}})"
    rf"|{STRING}|#[^\n]*+|[\w.:+-]++"
)


def must_be_sound(text: str, source: str, error: type[InputError]) -> None:
    """Looks for what would take `tomllib` too long; nothing else need be right.

    Raises:
        InputError: of the kind `error`, with the line of the first such thing.
    """
    for piece in _PIECE.finditer(text):
        if piece.lastgroup is not None:
            message = {
                "parts": f"a key of more than {MOST_PARTS} parts",
                "word": f"more than {LONGEST_WORD} characters without quotes around them",
            }[piece.lastgroup]
            line = text.count("\n", 0, piece.start()) + 1
            raise error([Problem(message, line=line)], source)
