"""No-overlap rows: a member's tours exclude each other exactly where the check says so."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

import seatplan
from seatplan import CrewMember, Plan, Vehicle
from seatplan.engine.model.building import build_model
from seatplan.engine.model.no_overlap import _may_precede, _no_earlier
from seatplan.modelling import Event
from seatplan.plan import Assignment
from seatplan.rules.ground_time import GroundTime
from tests.build import day, flight, program, seat
from tests.properties.effort import examples

stays = st.lists(st.tuples(st.integers(1, 25), st.integers(1, 8)), min_size=1, max_size=4)


@given(stays, st.integers(0, 4), st.integers(0, 6), st.none() | st.integers(-6, 0))
@examples(25)
def test_rows_exclude_what_the_check_does(
    drawn: list[tuple[int, int]], training: int, rest: int, last: int | None
) -> None:
    """For each set of tours, all rows hold if and only if the check has no objection."""
    flights = [flight(f"F{at}", one, one + long) for at, (one, long) in enumerate(drawn)]
    ann = CrewMember("ann", "NASA")
    if last is not None:
        ann = CrewMember("ann", "NASA", flights_before=1, last_landing=day(last))
    ship = Vehicle("ship", "NASA", seats=(seat(optional=True),), training_days=training)
    asked = program(flights, [ann], vehicles=[ship], rules=[GroundTime(days=rest)])
    model = build_model(asked)
    rows = [model.rows.row(row) for row in range(len(model.rows))]
    for taken in product((0, 1), repeat=len(flights)):
        on = [one for one, there in zip(flights, taken, strict=True) if there]
        lines = [Assignment(one.id, leg, "pilot", "ann") for one in on for leg in ("up", "down")]
        values = {0: 1} | {
            tour.literal: int(any(tour.up.id == one.id for one in on)) for tour in model.tours
        }
        kept = all(
            (low is None or low <= total) and (high is None or total <= high)
            for factors, low, high in rows
            for total in [sum(factor * values.get(one, 0) for one, factor in factors.items())]
        )
        assert kept == seatplan.check(asked, Plan(lines)).ok


def test_events_on_one_day_are_in_the_order_of_their_ids() -> None:
    """As when a plan is read: the first may come before the second, and not the other way round."""
    model = build_model(program([flight("F0", 2, 10), flight("F1", 2, 10)], ["ann"]))
    pairs: list[tuple[Event, Event]] = [
        (("F0", "up"), ("F1", "up")),
        (("F0", "down"), ("F1", "down")),
    ]
    for first, second in pairs:
        assert _may_precede(model, first, second)
        assert not _may_precede(model, second, first)
        assert _no_earlier(model, first, second).constant == 1
        assert _no_earlier(model, second, first).constant == 0
