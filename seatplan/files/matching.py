"""Which entry of an old list an entry of the new one was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_SAME = ("id", "role", "rule", "goal", "flight", "member", "leg", "since")
"""Keys by which a changed table is known again."""


def matched(old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
    """By the number of a new entry, that of the old one that it was: the same, or one like it."""
    found: dict[int, int] = {}
    free = list(range(len(old)))
    for like in (_whole, _identity):
        for at, entry in enumerate(new):
            key = like(entry)
            if at in found or key is None:
                continue
            home = next((one for one in free if like(old[one]) == key), None)
            if home is not None:
                found[at] = home
                free.remove(home)
    return found


def _whole(entry: Any) -> Any:
    return (entry,)


def _identity(entry: Any) -> Any:
    """By what a changed table is known again."""
    if not isinstance(entry, Mapping):
        return None
    if "id" in entry:
        return "id", entry["id"]
    return tuple((name, entry[name]) for name in _SAME if name in entry) or None
