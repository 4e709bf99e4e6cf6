"""Certificates of what a solve has proved, from the linear relaxation.

The multipliers come from the linear solver, in floating-point arithmetic. They are rounded to
fractions with a small denominator, smaller ones first, and added up exactly: any multipliers give a
bound, and the first that give the one that is claimed are taken. What the rows leave over of the
goal is made up by bounds of variables, so that the parts add up to the goal exactly.

That there is no plan follows from rows that cannot hold together (Farkas). Which, the relaxation
states in which every row may be missed at a price: where all prices together are more than nothing,
its multipliers are those of a contradiction.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from seatplan.certificate import VARIABLE, Certificate, CertificatePart
from seatplan.engine.explain.elastic import elastic
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.program_model import PATIENCE
from seatplan.engine.rows.rows import FAR
from seatplan.engine.solver.linear_program import LinearProgram, linear_program_of
from seatplan.engine.solver.relaxation import EFFORTS, SCALE, Unsolvable, added_up, relax
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import OutOfTime, Search
from seatplan.result import BoundClaim
from seatplan.verifying import Rows

TIME = 60.0
"""Seconds; the relaxation of most programs takes less than one."""

DENOMINATORS = (1, 2, 6, 12, 60, 2520, 2**16, SCALE)
"""Of the multipliers. A vertex of these relaxations usually has small ones."""


def certificate_of(claim: BoundClaim, time_limit: float = TIME) -> Certificate | None:
    """A proof of what is claimed; None where the relaxation has a gap, or time runs out.

    Args:
        claim: what a solve claims.
        time_limit: in seconds.

    Raises:
        KeyboardInterrupt: at Ctrl-C.
    """
    wanted = Certificate(claim.goal, claim.bound, (), claim.kept, claim.without, claim.only)
    rows = Rows(claim.program, wanted, claim.plan, claim.as_of)
    case = Case(claim.program, claim.plan, claim.as_of)
    search = Search(time.monotonic() + time_limit, case)
    later = _put_off(rows.model)
    for without in [later, frozenset[str]()] if later else [later]:
        found = _sum(claim, rows, without, search)
        if search.interrupted:
            raise KeyboardInterrupt
        if found is not None:
            bound, parts = found
            return evolve(wanted, bound=bound, parts=parts)
    return None


def _put_off(model: SeatModel) -> frozenset[str]:
    """The requirements, and their rules, that a large model is solved without at first.

    They are the most rows, and seldom those on which a bound depends.
    """
    if model.size < PATIENCE:
        return frozenset()
    patient = SeatModel(model.program, plan=model.reference, as_of=model.as_of, patient=True)
    rules = {rule.name for rule in patient.lazy_rows.values()}
    return frozenset(patient.lazy_rows) | rules


def _sum(
    claim: BoundClaim, rows: Rows, without: frozenset[str], search: Search
) -> tuple[int, tuple[CertificatePart, ...]] | None:
    """The bound that follows from all rows but some, and what is added up to it."""
    sign = 1 if rows.most else -1
    linear = linear_program_of(rows.model, rows.objective * sign, without=without)
    asked = elastic(linear) if claim.goal is None else linear
    try:
        relaxed = relax(asked, search, EFFORTS)
    except (Unsolvable, OutOfTime):
        return None
    if relaxed is None:
        return None
    most = -1 if claim.goal is None else sign * claim.bound
    for multipliers, scale in _rounded(relaxed.multipliers):
        total, left = added_up(linear, multipliers, scale)
        bound = total // scale + linear.constant
        if bound <= most:
            signed = [sign * one for one in multipliers]
            parts = _parts(rows, linear, signed, [sign * one for one in left], scale)
            return sign * bound, tuple(parts)
    return None


def _rounded(multipliers: Sequence[int]) -> Iterator[tuple[list[int], int]]:
    """The multipliers, in units of 1 / SCALE, with each denominator in turn, and that."""
    for scale in DENOMINATORS:
        yield [round(Fraction(one * scale, SCALE)) for one in multipliers], scale


def _parts(
    rows: Rows, linear: LinearProgram, multipliers: Sequence[int], left: Sequence[int], scale: int
) -> Iterator[CertificatePart]:
    """The rows that are added up, and the bounds that make up what they leave over."""
    numbers, lows, highs = linear.numbers.tolist(), linear.lows.tolist(), linear.highs.tolist()
    for row, multiplier, low, high in zip(numbers, multipliers, lows, highs, strict=True):
        side = high if (multiplier > 0) == rows.most else low
        if multiplier and abs(side) < FAR:
            yield CertificatePart(rows.what(row), row, Fraction(multiplier, scale))
    for variable, one in enumerate(left):
        if one:
            yield CertificatePart(VARIABLE, variable, Fraction(one, scale))
