"""Makes certificates of the bounds that a solve has proved, from the linear relaxation.

The multipliers come from the linear solver, in floating-point arithmetic. They are rounded to
fractions with a common denominator, the smallest denominator first, and added up exactly. Any
multipliers give a valid bound; the first ones that give the claimed bound are used. Bounds of
variables cover the rest, so that the parts add up to the goal exactly.

That there is no plan follows from rows that cannot hold together (Farkas' lemma). They are found
with the elastic relaxation, in which every row can be violated at a price: if its optimum is above
0, its multipliers prove a contradiction.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from seatplan.certificate import VARIABLE, Certificate, CertificatePart
from seatplan.engine.model.building import build_model
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.requirement_model import PATIENCE
from seatplan.engine.rows.rows import FAR
from seatplan.engine.solver.linear_program import LinearProgram, elastic, linear_program_of
from seatplan.engine.solver.relaxation import EFFORTS, SCALE, Unsolvable, added_up, relax
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import OutOfTime, Search
from seatplan.result import BoundClaim
from seatplan.verifying import Rows

TIME = 60.0
"""Default time limit in seconds; the relaxation of most programs takes less than one second."""

DENOMINATORS = (1, 2, 6, 12, 60, 2520, 2**16, SCALE)
"""Denominators of the multipliers. At a vertex of these relaxations they are usually small."""


def certificate_of(claim: BoundClaim, time_limit: float = TIME) -> Certificate | None:
    """A certificate for a claim; None if the relaxation does not prove it, or time runs out.

    Args:
        claim: the bound that a solve claims.
        time_limit: time limit in seconds.

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
    """Lazy requirements of a large model, and their rules; empty for a small model.

    They make up most of the rows, and bounds rarely depend on them.
    """
    if model.size < PATIENCE:
        return frozenset()
    patient = build_model(model.program, plan=model.reference, as_of=model.as_of, patient=True)
    rules = {rule.name for rule in patient.lazy_rows.values()}
    return frozenset(patient.lazy_rows) | rules


def _sum(
    claim: BoundClaim, rows: Rows, without: frozenset[str], search: Search
) -> tuple[int, tuple[CertificatePart, ...]] | None:
    """The bound that follows from the rows without some requirements, and the parts of the sum."""
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
            parts = _parts(rows, linear, signed, [sign * one for one in left.tolist()], scale)
            return sign * bound, tuple(parts)
    return None


def _rounded(multipliers: Sequence[int]) -> Iterator[tuple[list[int], int]]:
    """Multipliers in units of 1 / SCALE, rounded to each denominator, and that denominator."""
    for scale in DENOMINATORS:
        yield [round(Fraction(one * scale, SCALE)) for one in multipliers], scale


def _parts(
    rows: Rows, linear: LinearProgram, multipliers: Sequence[int], left: Sequence[int], scale: int
) -> Iterator[CertificatePart]:
    """The rows in the sum, and the bounds of variables that cover the rest."""
    numbers, lows, highs = linear.numbers.tolist(), linear.lows.tolist(), linear.highs.tolist()
    for row, multiplier, low, high in zip(numbers, multipliers, lows, highs, strict=True):
        side = high if (multiplier > 0) == rows.most else low
        if multiplier and abs(side) < FAR:
            yield CertificatePart(rows.what(row), row, Fraction(multiplier, scale))
    for variable, one in enumerate(left):
        if one:
            yield CertificatePart(VARIABLE, variable, Fraction(one, scale))
