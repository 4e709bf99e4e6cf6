"""Matches the entries of a changed list with those of the old list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_SAME = ("id", "role", "rule", "goal", "flight", "member", "leg", "since")
"""Keys that identify a changed table."""


def matched(old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
    """By the index of a new entry, the index of its old entry: an equal one, else a similar one."""
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
    """The values that identify a changed table; None if it has none."""
    if not isinstance(entry, Mapping):
        return None
    if "id" in entry:
        return "id", entry["id"]
    return tuple((name, entry[name]) for name in _SAME if name in entry) or None
