"""The elastic relaxation: rows that may be missed at a price (Brown and Graves, 1975; Chinneck).

It shows how far a linear relaxation is from having a solution, and which rows prevent one: those
with a nonzero multiplier.
"""

from __future__ import annotations

import numpy as np

from seatplan.engine.rows.rows import FAR
from seatplan.engine.solver.linear_program import LinearProgram

ROOM = 2**40
"""How far a row may be missed: more than any row ever is."""


def elastic(linear: LinearProgram) -> LinearProgram:
    """The same rows, each of which may be missed at a price of 1 per unit; nothing else is priced.

    If the optimum is 0, all rows have a common solution; otherwise the multipliers are those of a
    contradiction between the rows.
    """
    rows = np.arange(len(linear.lows))
    short, beyond = rows[linear.lows > -FAR], rows[linear.highs < FAR]
    more = len(short) + len(beyond)
    first = len(linear.least)
    entries = np.concatenate((linear.rows, short, beyond))
    order = np.argsort(entries, kind="stable")
    columns = np.concatenate((linear.columns, np.arange(first, first + more)))
    factors = np.concatenate(
        (linear.factors, np.ones(len(short), np.int64), -np.ones(len(beyond), np.int64))
    )
    counts = np.bincount(entries, minlength=len(rows))
    return LinearProgram(
        at=np.concatenate((np.zeros(1, np.int64), np.cumsum(counts))),
        columns=columns[order],
        factors=factors[order],
        lows=linear.lows,
        highs=linear.highs,
        least=np.concatenate((linear.least, np.zeros(more, np.int64))),
        most=np.concatenate((linear.most, np.full(more, ROOM))),
        costs=np.concatenate((np.zeros(first, np.int64), -np.ones(more, np.int64))),
        constant=0,
        numbers=linear.numbers,
    )
