"""Text from files, made harmless for a terminal.

A name may hold anything: an escape sequence that repaints the screen, an override that turns the
rest of the line around. What is shown has none of that.
"""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"  # letters of Persian and of Indic scripts need them
_BARRED = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # control, format (bidi too), half a letter, line ends


def clean(text: str) -> str:
    """The text on one line: white space is one blank, control characters are shown as U+FFFD."""
    return harmless(" ".join(text.split()))


def harmless(text: str) -> str:
    """The text with control characters shown as U+FFFD, line ends too."""
    return "".join(map(_shown, text))


def _shown(sign: str) -> str:
    barred = unicodedata.category(sign) in _BARRED and sign not in _JOINERS
    return "\N{REPLACEMENT CHARACTER}" if barred else sign
