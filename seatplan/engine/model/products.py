"""Products of a sum with literals of days: how much of the sum counts in each case."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from seatplan.engine.model.program_model import ProgramModel
from seatplan.engine.rows.row_model import Key
from seatplan.modelling import LinearExpr, may_be


def split(
    model: ProgramModel, expression: LinearExpr, cases: Sequence[LinearExpr]
) -> list[LinearExpr]:
    """Split a sum as `Model.split` does: one share for each case, all of it for the one that holds.

    The shares add up to the sum, and the share of a case that does not hold is 0. Each sum and set
    of cases has one set of variables.
    """
    possible = [case for case in cases if may_be(case)]
    if len(possible) < 2:
        return [expression if may_be(case) else LinearExpr() for case in cases]
    low, high = model.span(expression)
    assert low >= 0, "only what is never below 0 can be split"
    if high == 0:
        return [LinearExpr() for _ in cases]
    key = _key(expression)
    made = []
    for case in possible:
        share = partial(_made_share, model, high, case)
        made.append(model.once(("share", key, _key(case)), share))
    together = ("shares", key, *sorted(map(_key, possible)))
    model.once(together, lambda: model.add_linear(LinearExpr.total(made) - expression, 0, 0))
    shares = iter(made)
    return [next(shares) if may_be(case) else LinearExpr() for case in cases]


def _made_share(model: ProgramModel, high: int, case: LinearExpr) -> LinearExpr:
    """How much of a sum up to `high` counts in one case."""
    share = LinearExpr([model.literal() if high == 1 else model.number(0, high)])
    model.add_linear(share - high * case, None, 0)
    return share


def _key(expression: LinearExpr) -> Key:
    """A key that is the same for equal sums."""
    factors: dict[int, int] = {}
    for variable, factor in zip(expression.variables, expression.factors, strict=True):
        factors[variable] = factors.get(variable, 0) + factor
    return tuple(sorted(factors.items())), expression.constant
