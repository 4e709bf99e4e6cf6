"""The elastic relaxation, in which rows may be missed, and a first conflict from it.

A row may be missed at a price (Brown and Graves, 1975; Chinneck). That shows how far a linear
relaxation is from having a solution, and which rows prevent one: those with a nonzero multiplier.

For a first conflict all requirements are in force, and every one of their rows may be missed by the
same amount, which is minimized. If it is not 0, the multipliers of the rows are those of a
contradiction: the deepest of all whose multipliers add up to 1. At a vertex their rows are an
irreducible set (Gleeson and Ryan, Identifying minimally infeasible subsystems of inequalities, ORSA
Journal on Computing 2, 1990): a small conflict at once, and a single one even if there are several.
Integer arithmetic confirms that it is a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from attrs import evolve

from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.rows import FAR, Flags, Whole
from seatplan.engine.solver.linear_program import LinearProgram
from seatplan.engine.solver.relaxation import SCALE, Simplex, Unsolvable, added_up, relax
from seatplan.engine.solver.search import Search
from seatplan.modelling import Variable

ROOM = 2**40
"""How far a row may be missed: more than any row ever is."""

EFFORTS: tuple[Simplex, ...] = (("dual", 5.0), ("primal", 5.0))
"""Effort limit of the linear program; CP-SAT does the rest."""

DENOMINATORS = (1, 2, 6, 12, 60, 2520, SCALE)
"""Precision of the multipliers, relative to the smallest of them."""


def elastic(linear: LinearProgram) -> LinearProgram:
    """The same rows, each of which may be missed at a price of 1 per unit; nothing else is priced.

    If the optimum is 0, all rows have a common solution; otherwise the multipliers are those of a
    contradiction between the rows.
    """
    rows = np.arange(len(linear.lows))
    short, beyond = rows[linear.lows > -FAR], rows[linear.highs < FAR]
    more = len(short) + len(beyond)
    first = len(linear.least)
    entries = (
        np.concatenate((short, beyond)),
        np.arange(first, first + more),
        np.repeat((1, -1), (len(short), len(beyond))),
    )
    return evolve(
        linear,
        **_with_entries(linear, len(rows), *entries),
        least=np.concatenate((linear.least, np.zeros(more, np.int64))),
        most=np.concatenate((linear.most, np.full(more, ROOM))),
        costs=np.concatenate((np.zeros(first, np.int64), -np.ones(more, np.int64))),
        constant=0,
    )


def _with_entries(
    linear: LinearProgram, count: int, rows: Whole, columns: Whole, factors: Whole
) -> dict[str, Whole]:
    """The entries of its rows and some more; there are `count` rows then."""
    rows = np.concatenate((linear.rows, rows))
    order = np.argsort(rows, kind="stable")
    ends = np.cumsum(np.bincount(rows, minlength=count))
    return {
        "at": np.concatenate((np.zeros(1, np.int64), ends)),
        "columns": np.concatenate((linear.columns, columns))[order],
        "factors": np.concatenate((linear.factors, factors))[order],
    }


def elastic_core(
    model: SeatModel, guards: Iterable[Variable], search: Search
) -> frozenset[Variable] | None:
    """Guards that cannot all be true; None if the linear relaxation shows no contradiction.

    Args:
        model: whose rows they guard.
        guards: literals that should be true.
        search: the time.

    Raises:
        OutOfTime: if the time is up while the program is built.
    """
    wanted = frozenset(guards)
    hard, below, above = _systems(model, wanted)
    asked = _deepest(hard, below, above, wanted)
    try:
        relaxed = relax(asked, search, EFFORTS)
    except Unsolvable:  # requirements that are never given up conflict with each other
        return None
    if relaxed is None:
        return None
    found = np.array(relaxed.multipliers[: len(hard.lows)], dtype=np.float64) / SCALE
    steepest = np.abs(found).max(initial=0.0)
    if not steepest:
        return None
    smallest = np.abs(found[np.abs(found) > steepest * 1e-7]).min()
    for denominator in DENOMINATORS:
        scaled = found / smallest if denominator < SCALE else found
        multipliers = [round(one) for one in (scaled * denominator).tolist()]
        total, left = added_up(hard, multipliers, denominator)
        if total < 0:
            rows = np.flatnonzero(multipliers)
            core = {int(one) for one in hard.numbers[rows] if one}
            return frozenset(core | {one for one in wanted if left[one]})
    return None


def _systems(model: SeatModel, guards: frozenset[Variable]) -> tuple[LinearProgram, Flags, Flags]:
    """All rows, guarded ones in force, one for each side; `numbers` are the guards.

    Also returns, for each row, whether it may be missed from below and from above.
    """
    table = model.rows.table()
    posted = model.rows.posted(0)
    guard = np.array(posted.guards, dtype=np.int64)
    in_force = ~table.guarded | np.isin(guard, list(guards))
    sides = []
    for side, open_ in ((posted.lows, -FAR), (posted.highs, FAR)):
        sides.append(np.flatnonzero(in_force & (side != open_)))
    numbers = np.concatenate(sides)
    below = np.arange(len(numbers)) < len(sides[0])
    at, columns, factors = table.entries(numbers)
    least, most = model.ranges()
    least[list(guards)] = 1
    return (
        LinearProgram(
            at=at,
            columns=columns,
            factors=factors,
            lows=np.where(below, posted.lows[numbers], -FAR),
            highs=np.where(below, FAR, posted.highs[numbers]),
            least=least,
            most=most,
            costs=np.zeros(len(least), dtype=np.int64),
            constant=0,
            numbers=np.where(np.isin(guard[numbers], list(guards)), guard[numbers], 0),
        ),
        below & (guard[numbers] != 0),
        ~below & (guard[numbers] != 0),
    )


def _deepest(
    hard: LinearProgram, below: Flags, above: Flags, guards: frozenset[Variable]
) -> LinearProgram:
    """The same, where guarded rows and guards may be missed by one amount, which is minimized."""
    guarded = np.array(sorted(guards), dtype=np.int64)
    rows, amount = len(hard.lows), len(hard.least)
    extra = np.arange(rows, rows + len(guarded))
    missed = np.flatnonzero(below | above)
    one = np.ones(len(extra), dtype=np.int64)
    entries = (
        np.concatenate((missed, extra, extra)),
        np.concatenate((np.full(len(missed), amount), guarded, np.full(len(extra), amount))),
        np.concatenate((np.where(below[missed], 1, -1), one, one)),
    )
    least = np.append(hard.least, 0)
    least[guarded] = 0
    costs: Whole = np.zeros(amount + 1, dtype=np.int64)
    costs[amount] = -1
    return LinearProgram(
        **_with_entries(hard, rows + len(extra), *entries),
        lows=np.concatenate((hard.lows, one)),
        highs=np.concatenate((hard.highs, one * FAR)),
        least=least,
        most=np.append(hard.most, ROOM),
        costs=costs,
        constant=0,
    )
