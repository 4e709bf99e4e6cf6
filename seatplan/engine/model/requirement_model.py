"""Requirements in a model: which hold, and under which literal; their rows, hard, soft, given up,
or put off until a plan breaks them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from seatplan.engine.rows.row_model import RowModel
from seatplan.kinds import Rule
from seatplan.modelling import ALWAYS, LinearConstraint, LinearExpr, Variable
from seatplan.modelling.linear import must_be_constraints
from seatplan.program import CrewMember
from seatplan.requirement import Requirement, requirement_id
from seatplan.structure import LAW_BY_ID

PATIENCE = 10_000
"""From this many variables, a patient model defers expensive requirements.

Measured in docs/decisions/0012.
"""


def never_given_up(rule: str, requirement: str) -> bool:
    """Whether explanations never give up a requirement, by the ids of its rule and its own."""
    law = LAW_BY_ID.get(rule)
    return law is not None and law.always_holds(requirement)


class ActiveRequirements:
    """The literal under which each requirement holds.

    `assume` gives each requirement its own literal: all of them, or those it picks. In `without`
    and `only` a requirement that has the id of a rule represents all requirements of that rule.

    Attributes:
        assumptions: by requirement id, the literals of those that depend on one.
        measured: ids of requirements that may be missed by an amount, at a penalty.
        requirements: by id, those in force, among the ones looked up so far.
    """

    def __init__(
        self,
        *,
        without: Iterable[Requirement] | None = None,
        only: Iterable[Requirement] | None = None,
        assume: bool | Callable[[Requirement], bool] = False,
        measured: Iterable[Requirement] = (),
    ) -> None:
        self._without = frozenset(one.id for one in without or ())
        alone = None if only is None else tuple(only)
        self._only = None if alone is None else frozenset(one.id for one in alone)
        self._rules = None if alone is None else {name for one in alone for name in _whose(one)}
        self._assume = assume
        self.measured: frozenset[str] = frozenset(one.id for one in measured)
        self._literal: Callable[[], Variable] | None = None
        self.assumptions: dict[str, Variable] = {}
        self.requirements: dict[str, Requirement] = {}

    @property
    def all(self) -> bool:
        """Whether every requirement is in force unconditionally."""
        return not (self._assume or self._without or self._only is not None)

    @property
    def assumes(self) -> bool:
        """Whether any requirement may depend on an assumption."""
        return bool(self._assume)

    @property
    def selection(self) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
        """The ids of what is given up, and the only ids in force if such a list was given."""
        only = None if self._only is None else tuple(sorted(self._only))
        return tuple(sorted(self._without)), only

    def draw_from(self, literal: Callable[[], Variable]) -> None:
        """Sets the function that makes new literals."""
        self._literal = literal

    def any_of(self, rule: str) -> bool:
        """Whether requirements of that rule may be in force.

        A model of a few requirements skips the other rules, which would take most of the time.
        """
        return self._rules is None or rule in self._rules

    def given_up(self, requirement: Requirement) -> bool:
        """Whether the requirement need not hold."""
        if never_given_up(requirement.rule, requirement.id):
            return False
        names = {requirement.id, requirement_id(requirement.rule)}
        if self._only is not None and self._only.isdisjoint(names):
            return True
        return not self._without.isdisjoint(names)

    def guard(self, requirement: Requirement) -> Variable | None:
        """The literal under which it holds: ALWAYS if always, None if it is given up."""
        if self.all or never_given_up(requirement.rule, requirement.id):
            return ALWAYS
        if self.given_up(requirement):
            return None
        self.requirements.setdefault(requirement.id, requirement)
        if not (self._assume(requirement) if callable(self._assume) else self._assume):
            return ALWAYS
        known = self.assumptions.get(requirement.id)
        if known is None:
            assert self._literal is not None
            known = self.assumptions[requirement.id] = self._literal()
        return known


def _whose(requirement: Requirement) -> tuple[str, str]:
    """The rule of a requirement, as it is given and as its id has it."""
    name = re.match(r"(?:\\.|[^:\\])*", requirement.id)
    assert name is not None  # it matches an empty id too
    return requirement.rule, re.sub(r"\\(.)", r"\1", name[0])


class RequirementModel(RowModel):
    """Variables and rows, and what requirements demand of them.

    Attributes:
        as_of: the day that was given.
        active: which requirements hold, and under which literal.
        scored: whether the cost of soft rules is a goal.
        rests: by member, the days of rest that requirements demand between tours.
        lazy_rows: requirements that are posted only once a plan breaks them, with their rules.
        separated: the numbers of the lazy rows posted so far, by requirement.
    """

    def __init__(
        self,
        as_of: date | None,
        active: ActiveRequirements,
        *,
        scored: bool,
        patient: bool,
        pulse: Callable[[], None] | None,
    ) -> None:
        """
        Args:
            as_of, active, scored: the attributes.
            patient, pulse: as `build_model` takes them.
        """
        super().__init__(pulse)
        self.as_of = as_of
        self.active = active
        self.scored = scored
        self.rests: dict[str, list[tuple[Requirement, int]]] = {}
        self.lazy_rows: dict[str, Rule] = {}
        self.separated: dict[str, list[int]] = {}
        self._patient = patient and (active.all or active.assumes)
        self._due: frozenset[str] | None = None
        self._costs: list[LinearExpr] = []
        active.draw_from(self.literal)

    def past(self, day: date) -> bool:
        return self.as_of is not None and day < self.as_of

    def is_certain(self, requirement: Requirement) -> bool:
        return self.active.all or self.active.guard(requirement) == ALWAYS

    def may_hold(self, requirement: Requirement) -> bool:
        return self.active.all or not self.active.given_up(requirement)

    @property
    def penalty(self) -> LinearExpr:
        if len(self._costs) != 1:  # a hundred thousand costs are added up once, not one by one
            self._costs = [LinearExpr.total(self._costs)]
        return self._costs[0]

    def charge(self, cost: LinearExpr) -> None:
        """Adds a cost of breaking a soft rule."""
        if cost.variables:
            self._costs.append(cost)

    @property
    def is_patient(self) -> bool:
        """Whether expensive requirements are deferred: the model is large, and may defer them."""
        return self._patient and self.size >= PATIENCE

    def wanted(self, rule: Rule, requirement: Requirement) -> bool:
        if self._due is not None:
            return requirement.id in self._due
        if rule.weight is not None or not self.is_patient:
            return True
        self.lazy_rows[requirement.id] = rule
        return False

    def rest(self, requirement: Requirement, member: CrewMember, days: int) -> None:
        self.rests.setdefault(member.id, []).append((requirement, days))

    def require(
        self,
        rule: Rule | None,
        requirement: Requirement,
        *constraints: LinearConstraint,
        settled: date | None,
        times: int = 1,
        scale: int = 1,
        weight: int | None = None,
    ) -> None:
        must_be_constraints(constraints)
        weight = rule.weight if rule is not None else weight
        pairs = [(side, one.given) for one in constraints for side in one.excesses()]
        before, self.rows.about = self.rows.about, (requirement.id,)
        if weight is None and requirement.id in self.active.measured:
            self.charge(self._broken(pairs, scale, times))
        elif weight is None:
            guard = self.active.guard(requirement)
            if guard is not None and not (settled is not None and self.past(settled)):
                begin = len(self.rows)
                for side, given in pairs:
                    self._at_most_zero(side, given, guard)
                if self._due is not None:
                    new = range(begin, len(self.rows))
                    self.separated.setdefault(requirement.id, []).extend(new)
        elif self.scored:
            self.charge(self._broken(pairs, scale, weight * times))
        self.rows.about = before

    def _broken(
        self, pairs: Sequence[tuple[LinearExpr, Variable]], scale: int, weight: int
    ) -> LinearExpr:
        """A variable for the amount by which a soft requirement is missed, times its weight."""
        most = max((-(-self.range(side)[1] // scale) for side, _ in pairs), default=0)
        if most <= 0:
            return LinearExpr()
        amount = self.literal() if most == 1 else self.number(0, most)
        for side, given in pairs:
            self._at_most_zero(side - LinearExpr([amount], scale), given)
        return LinearExpr([amount], weight)

    def _at_most_zero(self, side: LinearExpr, given: Variable, guard: Variable = ALWAYS) -> None:
        """Folds `given` into the sum, which is tighter than a condition on the sum."""
        high = self.range(side)[1]
        if high <= 0:
            return
        if given != ALWAYS:
            side = side + LinearExpr([given], high) - high
        self.add_linear(side, None, 0, given=guard)
