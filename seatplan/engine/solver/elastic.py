"""The elastic relaxation, in which rows may be missed.

A row may be missed at a price (Brown and Graves, 1975; Chinneck). That shows how far a linear
relaxation is from having a solution, and which rows prevent one: those with a nonzero multiplier.
"""

from __future__ import annotations

import numpy as np
from attrs import evolve

from seatplan.engine.rows.rows import FAR
from seatplan.engine.solver.linear_program import LinearProgram

ROOM = 2**40
"""How far a row may be missed: more than any row ever is."""


def elastic(linear: LinearProgram) -> LinearProgram:
    """The same rows, each of which may be missed at a price of 1 per unit; nothing else is priced.

    If the optimum is 0, all rows have a common solution; otherwise the multipliers are those of a
    contradiction between the rows.
    """
    rows = np.arange(len(linear))
    short, beyond = rows[linear.lows > -FAR], rows[linear.highs < FAR]
    more = len(short) + len(beyond)
    first = len(linear.least)
    of_rows = np.concatenate((linear.rows, short, beyond))
    order = np.argsort(of_rows, kind="stable")
    columns = np.concatenate((linear.variables, np.arange(first, first + more)))
    signs = np.repeat((1, -1), (len(short), len(beyond)))
    ends = np.cumsum(np.bincount(of_rows, minlength=len(rows)))
    return evolve(
        linear,
        starts=np.concatenate((np.zeros(1, np.int64), ends)),
        variables=columns[order],
        factors=np.concatenate((linear.factors, signs))[order],
        least=np.concatenate((linear.least, np.zeros(more, np.int64))),
        most=np.concatenate((linear.most, np.full(more, ROOM))),
        costs=np.concatenate((np.zeros(first, np.int64), -np.ones(more, np.int64))),
        constant=0,
    )
