"""Overflow guards: sums in 64 bits, and goals as far as doubles are exact.

A number in a program is no larger than `seatplan.declared.LARGEST`, but numbers are multiplied and
added up. Beyond what fits, the solver would refuse the model or, worse, take a plan for the best
that is not: it is a `ProgramError` before anything is solved.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from seatplan.errors import Problem, ProgramError
from seatplan.kinds import Goal, Rule

LARGEST_SUM = 2**60
"""Of one constraint: the solver wants room for a sum of two."""

LARGEST_GOAL = 2**52
"""From the worst that a goal can be to the best: doubles, in which the solver compares goals with
their bounds, are exact to 53 bits."""


class UncountableError(OverflowError):
    """A sum that goes beyond what is counted exactly."""


def must_count(low: int, high: int, most: int = LARGEST_SUM) -> None:
    """Looks whether a sum that lies in that range can be counted exactly.

    Raises:
        UncountableError: if not.
    """
    largest = max(abs(low), abs(high))
    if largest > most:
        raise UncountableError(f"{largest:.1e}" if largest < 10**300 else "more than 1e+300")


@contextmanager
def counted(thing: Rule | Goal) -> Iterator[None]:
    """Names the rule or goal whose numbers are too large to count.

    Raises:
        ProgramError: instead of an UncountableError.
    """
    try:
        yield
    except UncountableError as error:
        message = f"the numbers of {thing.name!r} come to {error}, which is not counted exactly"
        raise ProgramError([Problem(message, hint="smaller ones, or fewer digits.")]) from None
