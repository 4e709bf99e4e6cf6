"""What a class and its keys mean, taken from the docstrings, for whoever fills in a file."""

from __future__ import annotations

import inspect
import re

_SECTION = re.compile(r"^(Attributes|Args|Raises|Returns|Yields):$", re.M)
_ENTRY = re.compile(r"^ {4}(\w+(?:, \w+)*): ", re.M)


def about(cls: type) -> str:
    """The docstring of a class up to its first section, each paragraph on one line."""
    text, *_ = _SECTION.split(_docstring(cls))
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n")).strip()


def about_keys(cls: type) -> dict[str, str]:
    """What the sections `Attributes` of a class and of its bases say of each field.

    A key of a file is left out where the field is None.
    """
    found: dict[str, str] = {}
    for owner in reversed(cls.__mro__):  # a subclass may say more than its base
        parts = iter(_SECTION.split(_docstring(owner))[1:])
        for title, section in zip(parts, parts, strict=True):
            _, *entries = _ENTRY.split(section) if title == "Attributes" else ("",)
            for names, text in zip(entries[::2], entries[1::2], strict=True):
                text = re.sub(r"\bif (not )?None\b", r"if \1left out", " ".join(text.split()))
                found |= dict.fromkeys(names.split(", "), text)
    return found


def _docstring(cls: type) -> str:
    return inspect.cleandoc(vars(cls).get("__doc__") or "")
