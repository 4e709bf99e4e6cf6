"""Labels beside stretches that are too short for one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

import seatplan
from seatplan.report.page.axis import Axis
from seatplan.report.page.beside import Beside, beside
from tests.cases import path

FIRST = date(2030, 1, 1)
AXIS = Axis(FIRST, FIRST + timedelta(1000))


def days(since: int, until: int) -> tuple[date, date]:
    """Return two days of the axis, given by their numbers."""
    return FIRST + timedelta(since), FIRST + timedelta(until)


def test_sides() -> None:
    """Labels are to the right; that of the last stretch is to the left if there is more room."""
    row = [days(0, 8), days(300, 308), days(900, 990)]
    assert beside(row[0], row, AXIS) == Beside("0.8%", left=False, own=3, room=8)
    assert beside(row[1], row, AXIS) == Beside("30.8%", left=False, own=3, room=8)
    assert beside(row[2], row, AXIS) == Beside("90%", left=True, own=6, room=8)
    assert beside(row[0], row[:1], AXIS) == Beside("0.8%", left=False, own=3, room=9)


@given(st.lists(st.integers(0, 999), min_size=2, max_size=10, unique=True))
def test_labels_never_meet(bounds: list[int]) -> None:
    """If the stretches of a row do not overlap, no label overlaps a stretch or another label."""
    ordered = sorted(bounds)
    pairs = zip(ordered[::2], ordered[1::2], strict=False)
    row = [days(since, until) for since, until in pairs]
    taken = [*row]
    for since, until in row:
        label = beside((since, until), row, AXIS)
        room = timedelta(2**label.room if label.room else 0)  # at most what there is
        taken.append((since - room, since) if label.left else (until, until + room))
    taken.sort()
    for (_, before), (after, _) in pairwise(taken):
        assert before <= after


def test_short_flights_have_names() -> None:
    """Flights of ten days on an axis of years have their names and people beside them."""
    program = seatplan.load(path("programs/artemis.toml"))
    plan = seatplan.solve(program).plan
    assert plan is not None
    page = seatplan.report_page(program, plan)
    for flight in program.flights:
        assert f'<tspan class="id">{flight.id}</tspan>' in page
    assert page.count('class="beside fit') >= 3 * len(program.flights)
