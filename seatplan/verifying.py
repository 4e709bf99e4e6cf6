"""Verifies certificates in exact arithmetic, without a solver and without a search.

A certificate lists rows of the program and a multiplier for each. If the sum of the left sides
equals the goal, the sum of the right sides is a bound on the goal of every plan: an upper bound for
a goal that is maximized, a lower bound for one that is minimized. Verification computes these sums;
how the multipliers were found does not matter.

It relies on the rows meaning the same as the rules. The rows are built again by the laws, rules and
goals themselves, which the tests compare with `check` on every plan of small programs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from seatplan.arguments import Arguments, Day
from seatplan.certificate import VARIABLE, Certificate, CertificatePart, KeptGoal, Verification
from seatplan.engine.model.building import build_model
from seatplan.engine.model.by_dates import worth_of
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.kinds import Goal
from seatplan.known_names import past_must_be_known
from seatplan.modelling import LinearExpr
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.requirement import Requirement

Row = tuple[dict[int, int], int | None, int | None]
"""Coefficients by variable, lower bound and upper bound; None if there is no such bound."""


def verify(
    program: Program,
    certificate: Certificate,
    plan: Plan | None = None,
    *,
    as_of: Day | None = None,
) -> Verification:
    """Checks a certificate with rows that are built again from the program.

    It uses neither floating-point numbers nor a solver. The answer is true if the bound is proved.

    Args:
        program: the program.
        certificate: a certificate of a bound or of infeasibility.
        plan, as_of: the arguments that were given to `solve`.

    Raises:
        ArgumentError: if arguments are wrong; it names each of them.
        ProgramError: if sums of numbers in a rule or goal are too large to be exact.
        PlanError: if `as_of` is given without a plan, or a past leg of the plan names unknown
            things.
    """
    with Arguments("verify") as given:
        given.program(program)
        plan = given.plan(plan, program, optional=True)
        day = given.day(as_of)
        if not isinstance(certificate, Certificate):
            hint = "result.goals[0].certificate, or seatplan.Certificate.from_dict(data)."
            given.wrong(certificate, "is not a Certificate", ("certificate",), hint)
    past_must_be_known(program, plan, day)
    goals = {goal.name for goal in program.named_goals}
    named = [*(one.goal for one in certificate.kept), certificate.goal]
    problems = [f"The program has no goal {one!r}." for one in named if one not in {*goals, None}]
    if not problems:
        problems = list(Rows(program, certificate, plan, day).problems(certificate))
    return Verification.of(certificate, problems)


class Rows:
    """The rows of a program, with those that keep higher goals, and the objective to bound.

    Attributes:
        model: the model with the rows; variables are numbers.
        objective: the goal as a sum of variables; 0 if infeasibility is to be proved.
        most: whether the bound is an upper bound.
    """

    def __init__(
        self, program: Program, claim: Certificate, plan: Plan | None, as_of: date | None
    ) -> None:
        only = None if claim.only is None else [Requirement(one, "", "") for one in claim.only]
        without = [Requirement(one, "", "") for one in claim.without]
        active = ActiveRequirements(without=without, only=only)
        self.model: SeatModel = build_model(program, plan=plan, as_of=as_of, active=active)
        goals = {goal.name: goal for goal in program.named_goals}
        kept = [(one, goals[one.goal], self._sum(goals[one.goal])) for one in claim.kept]
        self.objective: LinearExpr = LinearExpr()
        self.most: bool = True
        if claim.goal is not None:
            self.objective = self._sum(goals[claim.goal])
            self.most = goals[claim.goal].sense == "max"
        for one, goal, expression in kept:
            self._keep(one, expression, most=goal.sense == "max")

    def _sum(self, goal: Goal) -> LinearExpr:
        self.model.rows.about = (goal.name,)
        return worth_of(self.model, goal)

    def _keep(self, kept: KeptGoal, expression: LinearExpr, *, most: bool) -> None:
        self.model.rows.about = (f"goal {kept.goal} at {'least' if most else 'most'} {kept.value}",)
        least, greatest = (kept.value, None) if most else (None, kept.value)
        self.model.add_linear(expression, least, greatest)

    def what(self, row: int) -> str:
        """The rules, laws or goals that a row belongs to."""
        return " and ".join(self.model.rows.about_row(row))

    def of(self, part: CertificatePart) -> Row | None:
        """The row, or variable bound, of a part; None if there is no such row."""
        if part.what == VARIABLE and 0 <= part.row < self.model.size:
            return {part.row: 1}, *self.model.range(LinearExpr([part.row]))
        rows = self.model.rows
        known = 0 <= part.row < len(rows) and self.what(part.row) == part.what
        return rows.row(part.row) if known and not rows.guard(part.row) else None

    def problems(self, certificate: Certificate) -> Iterator[str]:
        """Adds up a certificate and yields what is wrong with it."""
        left: defaultdict[int, Fraction] = defaultdict(Fraction)
        for variable, factor in zip(self.objective.variables, self.objective.factors, strict=True):
            left[variable] -= factor
        right = Fraction(self.objective.constant)
        for part in certificate.parts:
            found = self.of(part)
            if found is None:
                yield f"Row {part.row} is not one of {part.what}."
                return
            factors, low, high = found
            side = high if (part.multiplier > 0) == self.most else low
            if side is None:
                yield f"Row {part.row}, of {part.what}, has no side for {part.multiplier}."
                return
            for variable, factor in factors.items():
                left[variable] += part.multiplier * factor
            right += part.multiplier * side
        if wrong := sum(one != 0 for one in left.values()):
            yield f"The rows do not add up to the goal in {wrong} of its variables."
        bound = math.floor(right) if self.most else math.ceil(right)
        if certificate.goal is None and right >= 0:
            yield f"The rows add up to {right}, which is not less than 0."
        elif bound != certificate.bound:
            yield f"The rows add up to {right}, which is a bound of {bound}."
