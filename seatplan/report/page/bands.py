"""Bands over all charts of the page: days on which no ship must launch or land."""

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
        label: what is written on it.
        title: the same with days, for people who point at it or hear it.
    """

    since: date
    until: date
    label: str
    title: str

    @property
    def size(self) -> int:
        """The size class in which the label finds room."""
        return fitting((self.until - self.since).days, self.label)


@frozen
class Band:
    """A row of stretches under the axis.

    Attributes:
        name: what they are.
        shaded: whether all charts under it are shaded on these days.
    """

    name: str
    stretches: tuple[Stretch, ...]
    shaded: bool = False


def bands(program: Program, axis: Axis | None) -> tuple[Band, ...]:
    """The bands that have anything on the axis."""
    found = [] if axis is None else [Band("Blackouts", tuple(_closed(program, axis)), shaded=True)]
    return tuple(band for band in found if band.stretches)


def _closed(program: Program, axis: Axis) -> Iterator[Stretch]:
    """What rules want, in the order of days."""
    days = [one for rule in program.named_rules for one in rule.closed()]
    days.sort(key=lambda one: (one.since or date.min, one.until or date.max, one.what))
    for one in days:
        since = axis.inside(one.since or date.min)
        until = axis.inside(one.until or date.max)
        if since < until:
            ends = [f"from {one.since}"] if one.since is not None else []
            ends += [f"before {one.until}"] if one.until is not None else []
            yield Stretch(since, until, one.what, " ".join([*ends, one.what]))
