"""Absences and outages without an end on either side."""

from __future__ import annotations

from collections.abc import Iterator

from seatplan.notices.notice import Notice
from seatplan.program_index import ProgramIndex

NEVER = {"crew": "is never available", "ports": "can never be used", "spacecraft": "never launches"}
"""What such an entry means, by the list of the program."""


def without_end(index: ProgramIndex) -> Iterator[Notice]:
    """Yield a notice for each entry of `unavailable` that has neither `since` nor `until`."""
    for name, meaning in NEVER.items():
        for at, thing in enumerate(getattr(index.program, name)):
            for number, entry in enumerate(thing.unavailable):
                if entry.since is None and entry.until is None:
                    message = f"without since and until, {thing.id!r} {meaning}"
                    place = (name, at, "unavailable", number)
                    yield Notice("never", message, place, "a since or an until.", (thing.id,))
