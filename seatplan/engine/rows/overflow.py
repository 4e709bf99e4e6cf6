"""Overflow guards: sums must fit 64 bits, and goals must be exact as doubles.

No number in a program exceeds `seatplan.declared.LARGEST`, but numbers are multiplied and added up.
If a result did not fit, the solver would reject the model or, worse, report a plan as optimal that
is not. So a `ProgramError` is raised before anything is solved.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from seatplan.errors import Problem, ProgramError
from seatplan.kinds import Goal, Rule

LARGEST_SUM = 2**60
"""Limit for one constraint: the solver needs room for the sum of two."""

LARGEST_GOAL = 2**52
"""Limit for the range of a goal: the solver compares goals with their bounds as doubles, which are
exact to 53 bits."""


class UncountableError(OverflowError):
    """A sum that is too large to be exact."""


def must_count(low: int, high: int, most: int = LARGEST_SUM) -> None:
    """Checks that a sum in this range is exact.

    Raises:
        UncountableError: if not.
    """
    largest = max(abs(low), abs(high))
    if largest > most:
        raise UncountableError(f"{largest:.1e}" if largest < 10**300 else "more than 1e+300")


@contextmanager
def counting(thing: Rule | Goal) -> Iterator[None]:
    """Names the rule or goal whose numbers are too large to count.

    Raises:
        ProgramError: instead of an UncountableError.
    """
    try:
        yield
    except UncountableError as error:
        message = f"the numbers of {thing.name!r} come to {error}, which is not counted exactly"
        raise ProgramError([Problem(message, hint="smaller ones, or fewer digits.")]) from None
