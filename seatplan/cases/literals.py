"""Literals for "any of" and "all of" several cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from seatplan.modelling import ALWAYS, LinearExpr, Model, Variable
from seatplan.program import Flight


def any_of_cases(model: Model, cases: Iterable[LinearExpr]) -> Variable | None:
    """A literal that is true if one of the cases holds; None if none ever can."""
    literals: list[Variable] = []
    for case in cases:
        if case.constant:
            return ALWAYS
        literals += case.variables
    return model.any_of(literals) if literals else None


def all_of(model: Model, literals: Sequence[Variable]) -> Variable:
    """A literal that is true if all of these are; it can also be true otherwise."""
    some = [one for one in dict.fromkeys(literals) if one != ALWAYS]
    if len(some) < 2:
        return some[0] if some else ALWAYS
    every = model.literal()
    model.add(LinearExpr(some) - len(some) + 1 <= LinearExpr([every]))
    return every


def any_above_zero(model: Model, count: LinearExpr) -> Variable:
    """A literal that is true if a count is above 0; it can also be true otherwise."""
    some = model.literal()
    most = model.range(count)[1]
    model.add(count <= LinearExpr([some], most))
    return some


def to_come(model: Model, flights: Iterable[tuple[Flight, LinearExpr]]) -> Variable | None:
    """A literal that is true if one of these flights counts and is not past; None if none can."""
    return any_of_cases(model, (case for one, case in flights if not model.past(one.launch)))
