"""The fewest requirements that cannot hold together because of a count of seats.

A rule that limits seats conflicts with many others, and which of them are in the solver's core is
chance. Where adding up some bounds on seats shows a contradiction (`seatplan.pigeonhole`), a small
integer program finds the fewest bounds and seats that do. A conflict that is shrunk from these has
the count as its reason, which one sentence can state.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ortools.sat.python import cp_model

from seatplan.engine.solver.presets import PROVE
from seatplan.engine.solver.search import Search
from seatplan.explanation import Requirements
from seatplan.pigeonhole import Counting, Factors, Pigeonhole, pigeonhole, prepared
from seatplan.program_index import ProgramIndex
from seatplan.structure import ASCENT_FULL, FIXED, FORBIDDEN, SEAT_REQUIREMENTS

EFFORT = 0.5
"""Limit of the effort for the integer program, in deterministic time; `iss-crossflight` needs
less than a tenth of it."""

MOST_SUMS = 200_000
"""The largest number of kinds of people at places, times bounds: more take seconds to post."""

BARS = frozenset((SEAT_REQUIREMENTS.id, FORBIDDEN.id))
"""The laws that only bar people, as far as counts know them."""

Choice = tuple[int, int, cp_model.IntVar]
"""The position of a bound, the sign of its sum, and whether the count uses it."""


def counted(
    lookup: ProgramIndex, in_force: Requirements, as_of: date | None, search: Search
) -> Requirements:
    """The fewest of the requirements whose seats, counted, show that they cannot hold together.

    Empty if no count is found.

    Args:
        lookup: the index of the program.
        in_force: the requirements.
        as_of: everything before this day is past.
        search: the time.
    """
    counting = prepared(lookup, in_force, as_of)
    if counting is None:
        return ()
    kinds = sum(len(place.kinds) for place in counting.places)
    if kinds * len(counting.bounds) > MOST_SUMS:
        return ()
    bars = tuple(one for one in in_force if one.rule in BARS)
    for found in (_too_many(counting, search), _too_few(counting, search)):
        posted = [one for one in in_force if one.id in found]
        shown = pigeonhole(lookup, (*posted, *bars), as_of) if found else None
        if shown is not None:
            # Usually only what bars people from the seats that are counted matters.
            here = _of_seats(lookup, bars, shown)
            enough = pigeonhole(lookup, (*posted, *here), as_of) is not None
            return (*posted, *(here if enough else bars))
    return ()


def _of_seats(lookup: ProgramIndex, bars: Requirements, shown: Pigeonhole) -> Requirements:
    """Those that bar people from the seats that are counted, or from their flights."""
    flights = {flight for flight, _ in shown.seats}
    places = ((lookup.flights[flight], role) for flight, role in shown.seats)
    seats = {
        SEAT_REQUIREMENTS.requirement(flight, lookup.seats(flight)[role]).id
        for flight, role in places
    }
    return tuple(
        one
        for one in bars
        if one.id in seats or (one.rule == FORBIDDEN.id and not flights.isdisjoint(one.flights))
    )


def _too_many(counting: Counting, search: Search) -> frozenset[str]:
    """The ids of bounds and of seats, more of which must be taken than the bounds allow."""
    cp = cp_model.CpModel()
    used: dict[cp_model.IntVar, str] = {}
    choices: list[Choice] = []
    surplus: list[cp_model.LinearExprT] = []
    for at, bound in enumerate(counting.bounds):
        sides: list[cp_model.IntVar] = []
        for sign, most in ((1, bound.most), (-1, None if bound.least is None else -bound.least)):
            if most is None or (sign < 0 and not bound.of) or (bound.of and most < 0):
                continue
            side = cp.new_bool_var("")
            used[side] = bound.requirement
            choices.append((at, sign, side))
            surplus.append(-most * side)
            sides.append(side)
        cp.add(sum(sides) <= 1)
    for place in counting.places:
        counts = [_sum(kind, choices) for kind in place.kinds]
        for count in counts:
            cp.add(count >= 0)
        if place.past:
            continue
        full = cp.new_bool_var("")
        for count in counts:
            cp.add(count >= full)
        if not place.full or not counts:
            cp.add(full == 0)
        used[full] = ASCENT_FULL.requirement(place.flight, place.seat).id
        surplus.append(place.seat.count * full)
        single = []
        for entry, factors in place.fixed:
            one = cp.new_bool_var("")
            cp.add(_sum(factors, choices) >= one)
            cp.add(one + full <= 1)
            used[one] = FIXED.requirement(counting.lookup, entry).id
            single.append(one)
        cp.add(sum(single) <= place.seat.count)
        surplus += single
    return _fewest(cp, surplus, used, search)


def _too_few(counting: Counting, search: Search) -> frozenset[str]:
    """The ids of bounds that demand more seats for some people than these can take."""
    if counting.as_of is not None:
        return frozenset()
    cp = cp_model.CpModel()
    used: dict[cp_model.IntVar, str] = {}
    choices: list[Choice] = []
    surplus: list[cp_model.LinearExprT] = []
    for at, bound in enumerate(counting.bounds):
        if bound.people and bound.least:
            one = cp.new_bool_var("")
            used[one] = bound.requirement
            choices.append((at, 1, one))
            surplus.append(bound.least * one)
    for place in counting.places:
        open_ = cp.new_bool_var("")
        for kind in place.kinds:
            cp.add(_sum(kind, choices) <= open_)
        surplus.append(-place.seat.count * open_)
    return _fewest(cp, surplus, used, search)


def _sum(factors: Factors, choices: Sequence[Choice]) -> cp_model.LinearExprT:
    """How much a member with these factors counts in the sum of the bounds that are used."""
    return sum(sign * factors[at] * used for at, sign, used in choices if factors[at])


def _fewest(
    cp: cp_model.CpModel,
    surplus: Sequence[cp_model.LinearExprT],
    used: dict[cp_model.IntVar, str],
    search: Search,
) -> frozenset[str]:
    """The ids of the fewest literals with a surplus; empty if there are none."""
    if not used:
        return frozenset()
    cp.add(sum(surplus) >= 1)
    cp.minimize(sum(used))
    answer = search.run(cp, PROVE, effort=EFFORT)
    if not answer.found:
        return frozenset()
    return frozenset(id for one, id in used.items() if answer.solver.value(one))
