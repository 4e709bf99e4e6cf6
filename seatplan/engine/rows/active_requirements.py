"""Active requirements: which hold, which are given up, and which depend on an assumption."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from seatplan.modelling import ALWAYS, Variable
from seatplan.requirement import Requirement, requirement_id
from seatplan.structure import LAW_BY_ID


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
