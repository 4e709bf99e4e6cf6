"""Certificates: proofs of bounds as sums of rows, which can be checked without a solver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import ClassVar

from attrs import field, frozen

from seatplan.as_data import AsData
from seatplan.shown import Shown
from seatplan.words import many

VARIABLE = "variable bound"
"""The value of `what` for a part that is not a row but the bound of a variable."""


@frozen
class CertificatePart:
    """One term of the sum: a row or the bound of a variable, with its multiplier.

    Attributes:
        what: what the row belongs to: a requirement, a law, a rule, a goal, or a variable's bound.
        row: the index of the row in the model; for a bound, the index of the variable.
        multiplier: the factor in the sum; its sign shows which side of the row is used.
    """

    what: str
    row: int
    multiplier: Fraction

    def __iter__(self) -> Iterator[object]:
        """Allows `for what, row, multiplier in certificate.parts`."""
        return iter((self.what, self.row, self.multiplier))


@frozen
class KeptGoal:
    """A goal of higher priority whose value is kept in the proof of a bound.

    Attributes:
        goal: the id of the goal.
        value: the bound holds for plans that are at least this good in the goal.
    """

    goal: str
    value: int


@frozen(repr=False)
class Certificate(Shown, AsData):
    """A proof by weak duality: of a bound on a goal, or that there is no plan.

    The sum of the parts has the coefficients of the goal on one side and a number on the other.
    That number, rounded to the nearest whole number that is as good or worse, is the bound. If
    there is no plan, all coefficients of the sum are 0, and it demands that 0 is at most a negative
    number.

    Attributes:
        goal: the id of the goal; None if the proof shows that there is no plan.
        bound: no plan has a better value.
        parts: the rows and bounds of variables in the sum, each with its multiplier.
        kept: the goals of higher priority, with the values for which the bound holds.
        without: ids of requirements that were given up.
        only: ids of the only requirements that were demanded; None if all were.
    """

    data_kind: ClassVar[str] = "certificate"

    goal: str | None
    bound: int
    parts: tuple[CertificatePart, ...]
    kept: tuple[KeptGoal, ...] = ()
    without: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None

    @property
    def whats(self) -> tuple[str, ...]:
        """What the rows belong to, without repetitions, in the order of the model."""
        return tuple(dict.fromkeys(one.what for one in self.parts if one.what != VARIABLE))

    def __str__(self) -> str:
        rows = sum(one.what != VARIABLE for one in self.parts)
        claim = "that there is no plan" if self.goal is None else f"{self.goal} {self.bound:,}"
        return f"certificate of {claim}: {many(rows, 'row')}, {many(len(self.parts), 'part')}"


@frozen(repr=False)
class Certificates(AsData):
    """What `seatplan solve --certificate` writes.

    Attributes:
        certificates: one for each goal whose bound is proved, or one for infeasibility.
        gaps: ids of the goals (or "infeasibility") that are not certified, because the linear
            relaxation does not prove the bound or time ran out.
    """

    data_kind: ClassVar[str] = "certificates"

    certificates: tuple[Certificate, ...]
    gaps: tuple[str, ...] = ()


@frozen(repr=False)
class Verification(Shown, AsData):
    """The outcome of checking a certificate; true if the certificate is right.

    Attributes:
        goal, bound, kept: the values in the certificate.
        problems: sentences on what is wrong with it; empty if nothing is.
        rows: the number of rows in the sum.
        what: what these rows belong to, in the order of the model.
    """

    data_kind: ClassVar[str] = "verification"
    also_says: ClassVar[tuple[str, ...]] = ("ok", "message")

    goal: str | None
    bound: int
    problems: tuple[str, ...] = ()
    rows: int = 0
    what: tuple[str, ...] = field(default=())
    kept: tuple[KeptGoal, ...] = ()

    @classmethod
    def of(cls, certificate: Certificate, problems: Iterable[str]) -> Verification:
        """The outcome for a certificate with these problems."""
        rows = sum(part.what != VARIABLE for part in certificate.parts)
        kept, what = certificate.kept, certificate.whats
        return cls(certificate.goal, certificate.bound, tuple(problems), rows, what, kept)

    @property
    def ok(self) -> bool:
        """Whether the bound is proved."""
        return not self.problems

    def __bool__(self) -> bool:
        return self.ok

    @property
    def message(self) -> str:
        """The outcome in a sentence."""
        claim = (
            "there is no plan" if self.goal is None else f"no plan is better than {self.bound:,}"
        )
        if self.goal is not None:
            claim += f" in {self.goal}"
        if self.kept:
            claim += " with " + ", ".join(f"{one.goal} {one.value:,}" for one in self.kept)
        if self.ok:
            sum_of = f"The sum of {many(self.rows, 'row')} proves it"
            how = sum_of if self.rows else "The bounds of its variables prove it"
            return f"Proved: {claim}. {how}."
        return f"Not proved: {claim}. {' '.join(self.problems)}"

    def __str__(self) -> str:
        return self.message
