"""Bands over all charts of the page: days on which rules forbid launches or landings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from seatplan.program import Program
from seatplan.report.page.axis import Axis, fitting


@frozen
class Stretch:
    """Days `[since, until)` of a band, both on the axis.

    Attributes:
        label: the text on it.
        title: the label with days, for the tooltip and for screen readers.
    """

    since: date
    until: date
    label: str
    title: str

    @property
    def size(self) -> int:
        """The size class of the label."""
        return fitting((self.until - self.since).days, self.label)


@frozen
class Band:
    """A row of stretches under the axis.

    Attributes:
        name: the head of the row.
        stretches: the stretches, in the order of days.
        shaded: whether all charts below are shaded on these days.
    """

    name: str
    stretches: tuple[Stretch, ...]
    shaded: bool = False


def bands(program: Program, axis: Axis | None) -> tuple[Band, ...]:
    """Return the bands that have a stretch on the axis."""
    found = [] if axis is None else [Band("Blackouts", tuple(_closed(program, axis)), shaded=True)]
    return tuple(band for band in found if band.stretches)


def _closed(program: Program, axis: Axis) -> Iterator[Stretch]:
    """Yield the periods that rules close, in the order of days."""
    days = [one for rule in program.named_rules for one in rule.closed()]
    days.sort(key=lambda one: (one.since or date.min, one.until or date.max, one.what))
    for one in days:
        since = axis.inside(one.since or date.min)
        until = axis.inside(one.until or date.max)
        if since < until:
            ends = [f"from {one.since}"] if one.since is not None else []
            ends += [f"before {one.until}"] if one.until is not None else []
            yield Stretch(since, until, one.what, " ".join([*ends, one.what]))
