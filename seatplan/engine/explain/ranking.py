"""The price of giving up requirements, in the order in which a planner would.

Dates and stays come first, then absences, preferences, training and rules. A ship flies without its
commander only if nothing else helps, and no one can decide to be in two places at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement, requirement_id
from seatplan.structure import LAW_BY_ID, MOST_RANK, Law

RULE, WHOLE_RULE = 4, MOST_RANK
"""The ranks of a requirement of a rule and of a rule as a whole; laws have their own."""

ANY_LAW = Law()

WHOLE = 2
"""A whole rule counts as two: it is given up if it replaces three or more requirements."""


@frozen(order=True)
class Price:
    """The price of giving up a set; less is better, and the first attribute counts most.

    Attributes:
        impossible: how many no one can decide to give up.
        uncommanded: how many leave a critical seat empty.
        size: the number of requirements; a whole rule counts `WHOLE`.
        rank: the sum of their ranks.
    """

    impossible: int = 0
    uncommanded: int = 0
    size: int = 0
    rank: int = 0

    def weighed(self, count: int) -> int:
        """One number that orders the prices of sets with fewer than `count` requirements."""
        total = 0
        for part in (self.impossible, self.uncommanded, self.size):
            total = total * count + part
        return total * count * MOST_RANK + self.rank


class Ranking:
    """Prices the requirements of one program."""

    def __init__(self, index: ProgramIndex) -> None:
        self._rules = {rule.name: rule for rule in index.program.named_rules}
        self._positions = {name: position for position, name in enumerate(self._rules)}
        self._index = index

    def position(self, requirement: Requirement) -> tuple[int, str]:
        """Its position among others: laws first, then rules in their order, whatever their ids."""
        own = requirement.id.removeprefix(requirement.rule)
        if requirement.rule in self._rules:
            return self._positions[requirement.rule], own
        return -1, requirement.id

    def for_dropping(self, requirement: Requirement) -> tuple[int, int, str]:
        """Its position when a core is shrunk: first what is least useful to a planner."""
        return -for_reading(requirement)[0], *self.position(requirement)

    def whole(self, rule: str) -> Requirement | None:
        """A rule as one requirement, which represents all of the rule's; None for a law."""
        if rule not in self._rules:
            return None
        message = f"the rule {rule}, all of it"
        return Requirement(requirement_id(rule), rule, message, decision=f"change the rule {rule}")

    def is_whole(self, requirement: Requirement) -> bool:
        """Whether it represents all requirements of a rule.

        The only requirement of a rule, such as `some-of`, has the same id but its own message.
        """
        whole = self.whole(requirement.rule)
        mine = (requirement.id, requirement.message)
        return whole is not None and mine == (whole.id, whole.message)

    def order(self, fix: Sequence[Requirement]) -> tuple[int, int, int, int, tuple[str, ...]]:
        """The position of a fix among others: the one with the fewest parts comes first."""
        one = self.price(fix)
        return one.impossible, one.uncommanded, len(fix), one.rank, tuple(o.id for o in fix)

    def price(self, requirements: Iterable[Requirement]) -> Price:
        """The price of giving up these requirements."""
        given_up = list(requirements)
        return Price(
            sum(not law_of(one).decidable for one in given_up),
            sum(law_of(one).last_resort(self._index, one) for one in given_up),
            sum(WHOLE if self.is_whole(one) else 1 for one in given_up),
            sum(map(self._rank, given_up)),
        )

    def _rank(self, requirement: Requirement) -> int:
        rule = self._rules.get(requirement.rule)
        if rule is not None and rule.of_dates:
            return 0
        if self.is_whole(requirement):
            return WHOLE_RULE
        if rule is not None:
            return RULE
        return law_of(requirement).rank


def law_of(requirement: Requirement) -> Law:
    """The law of a requirement; for that of a rule, one of which nothing special is said."""
    return LAW_BY_ID.get(requirement.rule, ANY_LAW)


def for_reading(requirement: Requirement) -> tuple[int, str]:
    """The position of a requirement in a conflict: wishes, rules, seats, availability, others."""
    return law_of(requirement).reading_order, requirement.id
