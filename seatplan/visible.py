"""Makes text from files safe to print.

A name in a file can contain anything: an escape sequence that repaints the screen, a bidirectional
override that reverses the rest of the line, a line break, or a million letters.
"""

from __future__ import annotations

import unicodedata

JOINERS = "\u200c\u200d"
"""Invisible characters that Persian and Indic scripts need."""

_BARRED = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # control, format and bidi, surrogates, line ends


def is_barred(sign: str) -> bool:
    """Whether a character has an effect instead of a visible shape."""
    return unicodedata.category(sign) in _BARRED and sign not in JOINERS


def visible(text: str) -> str:
    r"""The text with such characters spelled out: an escape as `\x1b`, a line break as `\n`."""
    if text.isprintable():
        return text
    return "".join(
        sign.encode("unicode_escape").decode("ascii") if is_barred(sign) else sign for sign in text
    )


def shortened(text: str, most: int) -> str:
    """The text, cut to at most this many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"
