"""Text from outside, shown so that it does nothing but be there.

A name in a file may hold anything: an escape sequence that repaints the screen, an override that
turns the rest of the line around, a line end that begins a line of its own, a million letters.
"""

from __future__ import annotations

import unicodedata

JOINERS = "\u200c\u200d"
"""Letters of Persian and of Indic scripts need these, though they have no shape of their own."""

_BARRED = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # control, format (bidi too), half a letter, line ends


def is_barred(sign: str) -> bool:
    """Whether a character acts instead of being seen."""
    return unicodedata.category(sign) in _BARRED and sign not in JOINERS


def visible(text: str) -> str:
    r"""The text with what would act spelt out: an escape as `\x1b`, a line end as `\n`."""
    if text.isprintable():
        return text
    return "".join(
        sign.encode("unicode_escape").decode("ascii") if is_barred(sign) else sign for sign in text
    )


def shortened(text: str, most: int) -> str:
    """The text, cut where it has more than this many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"
