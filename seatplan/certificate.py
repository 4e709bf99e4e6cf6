"""Certificates: proofs of bounds as sums of rows, which anyone can add up again. No solver here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import ClassVar

from attrs import field, frozen

from seatplan.as_data import AsData
from seatplan.shown import Shown
from seatplan.words import many

VARIABLE = "variable bound"
"""What a part is of that is no row: what one variable can be at all."""


@frozen
class CertificatePart:
    """One row of a sum.

    Attributes:
        what: what the row belongs to: a requirement, a law, a rule, a goal, or a variable's bound.
        row: its number among the rows of the model; of a variable's bound that of the variable.
        multiplier: what it counts; its sign shows which side of the row is meant.
    """

    what: str
    row: int
    multiplier: Fraction

    def __iter__(self) -> Iterator[object]:
        """So that `for what, row, multiplier in certificate.parts` reads them."""
        return iter((self.what, self.row, self.multiplier))


@frozen
class KeptGoal:
    """A goal under whose value a bound holds.

    Attributes:
        goal: its id.
        value: no plan that is looked at is worse in it.
    """

    goal: str
    value: int


@frozen(repr=False)
class Certificate(Shown, AsData):
    """A proof that no plan is better in a goal, or that there is none, by weak duality.

    The parts add up, variable by variable, to the goal itself on one side, and to a number on the
    other: that number, rounded to the better whole one, is the bound. Where there is no plan, they
    add up to nothing, which would be less than nothing.

    Attributes:
        goal: the id of the goal; None if it is proved that there is no plan.
        bound: no plan is better than that.
        parts: the rows and bounds of variables that are added up, each with its multiplier.
        kept: the goals before, and under which values of theirs the bound holds.
        without: ids of requirements that were given up.
        only: ids of the requirements that alone were demanded; None if all were.
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
        """What the rows belong to, each once, in the order of the model."""
        return tuple(dict.fromkeys(one.what for one in self.parts if one.what != VARIABLE))

    def __str__(self) -> str:
        rows = sum(one.what != VARIABLE for one in self.parts)
        said = "that there is no plan" if self.goal is None else f"{self.goal} {self.bound:,}"
        return f"certificate of {said}: {many(rows, 'row')}, {many(len(self.parts), 'part')}"


@frozen(repr=False)
class Certificates(AsData):
    """What `seatplan solve --certificate` writes.

    Attributes:
        certificates: one for each goal that has one, or the one of there being no plan.
        gaps: ids of the goals whose bound does not follow from the linear relaxation, or took
            longer than there was time; or that this holds of there being no plan.
    """

    data_kind: ClassVar[str] = "certificates"

    certificates: tuple[Certificate, ...]
    gaps: tuple[str, ...] = ()


@frozen(repr=False)
class Verification(Shown, AsData):
    """What adding a certificate up again has shown. It is true where the certificate is right.

    Attributes:
        goal, bound: as the certificate has them.
        problems: what is wrong with it, in sentences; empty if nothing is.
        rows: how many rows were added up.
        what: what these belong to, in the order of the model.
        kept: as the certificate has it.
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
        """What was found wrong with a certificate, and what it claims."""
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
        said = "there is no plan" if self.goal is None else f"no plan is better than {self.bound:,}"
        if self.goal is not None:
            said += f" in {self.goal}"
        if self.kept:
            said += " with " + ", ".join(f"{one.goal} {one.value:,}" for one in self.kept)
        if self.ok:
            how = f"{many(self.rows, 'row')} added up to it" if self.rows else "So it is at best"
            return f"Proved: {said}. {how}."
        return f"Not proved: {said}. {' '.join(self.problems)}"

    def __str__(self) -> str:
        return self.message
