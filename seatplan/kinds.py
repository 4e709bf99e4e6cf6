"""What a rule and a goal are, and the registry of their kinds.

A rule of one's own is a subclass with the decorator `rule_kind`, a goal one with `goal_kind`;
files, check, solve and explain then know it like a built-in one. A package names the modules that
have such classes as entry points of the group `seatplan.kinds`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from attrs import field, frozen

from seatplan import forgiving, program
from seatplan.errors import Problem
from seatplan.plugins import load_plugins
from seatplan.program import Program
from seatplan.requirement import Requirement, Subject, requirement_id
from seatplan.shown import Terse
from seatplan.validation import STRUCTURE

if TYPE_CHECKING:
    from seatplan.agreements import Account, Claim, Ending
    from seatplan.modelling import LinearExpr, Model
    from seatplan.program import CrewMember, Flight
    from seatplan.program_index import ProgramIndex
    from seatplan.requirement import Finding
    from seatplan.timeline import PlanIndex
    from seatplan.tour_limits import TourLimits

Sense = Literal["min", "max"]

Reach = Mapping[str, frozenset[str]]
"""By flight id, the ids of members."""

NO_LAW: Mapping[str, Any] = {"properties": {"id": {"not": {"enum": list(STRUCTURE)}}}}
"""A JSON Schema: the id is not that of what every plan obeys."""


class NoEditError(Exception):
    """No change of the program gives up just one requirement; its text shows what to do by hand."""


@frozen(kw_only=True, slots=False)
class Rule(Terse):
    """What a plan should keep.

    Attributes:
        id: the rule's own; made up from its kind if None.
        why: a sentence or a source, shown wherever the rule is.
        weight: what one unit of its violation costs; the rule is hard if None.
    """

    kind: ClassVar[str] = ""
    bar: ClassVar[str] = ""
    """A word for members whom the rule keeps out of a seat: `resting`. Only a rule whose findings
    about each member depend on the tours of that member alone has one."""

    of_docked_days: ClassVar[bool] = False
    """Whether it looks at the days of its window on which a flight is docked at its stations."""

    of_traffic: ClassVar[bool] = False
    """Whether it is about ports and spacecraft alone: whoever flies has no part in it."""

    of_several: ClassVar[bool] = False
    """Whether it requires nothing of one member alone."""

    tells_how_far: ClassVar[bool] = False
    """Whether it counts something over many flights, so that an explanation tells how near to it
    the other requirements of a conflict let any plan come."""

    schema: ClassVar[Mapping[str, Any]] = NO_LAW
    """JSON Schema keywords for `problems`, which the table in a file must match as well.

    Those of a subclass come on top.
    """

    id: str | None = field(default=None, metadata={"barred": STRUCTURE})
    why: str = field(default="", metadata={"prose": True})
    weight: int | None = field(default=None, converter=forgiving.maybe_whole, metadata={"least": 1})

    def problems(self) -> Iterable[Problem]:
        """What is contradictory in the rule itself; ids, ranges and empty lists are seen to."""
        return ()

    def violations(self, reading: PlanIndex) -> Iterable[Finding]:
        """What a finished plan breaks, in plain Python."""
        raise NotImplementedError

    def constrain(self, model: Model) -> None:
        """Posts the same on a model."""
        raise NotImplementedError

    def for_open_dates(self, model: Model) -> bool:
        """Whether `constrain` is right also where launches and landings may be on several days.

        Where it is not, the rule is evaluated for one choice of dates after the other: that is
        right for every rule, and slow where there are many choices.
        """
        return False

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach | None:
        """Whose going up on which flight could help to keep a piece of the rule.

        None if that cannot be stated: anyone's on any. An explanation looks at these alone; whom
        the rule only holds back need not be named.
        """
        return None

    def backed_up(self, lookup: ProgramIndex) -> Iterable[tuple[str, str]]:
        """The flights and roles for which it requires backups.

        By their ids. Only there may a plan have backups, and where an entry of `fixed` requires
        one.
        """
        return ()

    def limits(self, lookup: ProgramIndex, member: CrewMember) -> TourLimits | None:
        """What it requires of the tours of one member alone; None if nothing, or something else."""
        return None

    def claims(self, reading: PlanIndex) -> Iterable[Claim]:
        """What someone must get and what a plan gives, for the page's table of claims."""
        return ()

    def balances(self, reading: PlanIndex) -> Iterable[Account]:
        """The accounts that it keeps near even; the page draws them, tables list them."""
        return ()

    def ended(self, as_of: date | None) -> Ending | None:
        """What holds once the agreement has ended, for the faults that `stress` tries out.

        None if the rule is no agreement that someone could end.

        Args:
            as_of: the day on which it ends; before the program if None.
        """
        return None

    def segments(self) -> Iterable[str]:
        """The qualifications that it wants on each flight or aboard, which the page counts."""
        return ()

    def without(self, lookup: ProgramIndex, requirement: Requirement) -> Rule | None:
        """The rule that no longer requires one of its requirements; None if nothing is left of it.

        Raises:
            NoEditError: if no change of the rule gives up just that.
        """
        raise NoEditError(f"change the rule {self.name!r} by hand, or drop it.")

    def gists(self, lookup: ProgramIndex) -> Iterable[str]:
        """What the sentences of the rule say, in short: `mark` compares it with other rules.

        Sentences of two rules of one kind that read the same must share a gist.
        """
        return ("",)

    def mark(self, lookup: ProgramIndex) -> str:
        """The rule's id in brackets, where another rule of the program reads the same."""
        if lookup.marks is None:
            rules = lookup.program.named_rules
            kinds = Counter(rule.kind for rule in rules)
            gists = {
                rule.name: {(rule.kind, gist) for gist in rule.gists(lookup)}
                for rule in rules
                if kinds[rule.kind] > 1
            }
            times = Counter(gist for mine in gists.values() for gist in mine)
            lookup.marks = {
                name: f" [{name}]"
                for name, mine in gists.items()
                if any(times[gist] > 1 for gist in mine)
            }
        return lookup.marks.get(self.name, "")

    def piece(
        self,
        lookup: ProgramIndex,
        *parts: str,
        message: str,
        decision: str = "",
        flights: tuple[str, ...] = (),
        members: tuple[str, ...] = (),
        here: str = "",
        **about: Any,
    ) -> Requirement:
        """A requirement of the rule.

        Args:
            lookup: the program, whose other rules may read the same.
            parts: what distinguishes it from the other pieces of the rule.
            message: what must hold.
            decision: what giving it up means; if empty, that the message is given up.
            flights, members: the ids of those it speaks of.
            here: the part of the message in which it differs from the other pieces, if that is all.
            about: the attributes of its `Subject`.
        """
        mark = self.mark(lookup)
        return Requirement(
            requirement_id(self.name, *parts),
            self.name,
            message + mark,
            flights,
            members,
            (decision or f"give up: {message}") + mark,
            Subject(**about),
            here,
        )

    def keepers(
        self, reading: PlanIndex, flights: Iterable[Flight]
    ) -> Iterable[tuple[Requirement, frozenset[str], int]]:
        """Whose going up on one of these flights keeps what is required of it, if this many do.

        That is so whatever is decided later. It may be declared of requirements that a model can
        put off, so that most of them are kept before they are posted.
        """
        return ()

    @property
    def name(self) -> str:
        """The id of a rule as `Program.named_rules` gives it."""
        return self.id or self.kind


@frozen(kw_only=True, slots=False)
class Goal(Terse):
    """What is optimised, in the direction of `sense`.

    Attributes:
        id: the goal's own; made up from its kind if None.
        give: how much worse than its best a plan may be in it for the goals that come after: so
            many units, or, where it is a decimal below 1, that part of the best value; nothing
            if None.
    """

    kind: ClassVar[str] = ""
    sense: ClassVar[Sense] = "max"
    of_traffic: ClassVar[bool] = False
    """Whether it is about ports and spacecraft alone: whoever flies has no part in it."""
    least: ClassVar[int | None] = None
    """Of a goal of sense "min": no plan of any program is worth less; None if that is not known."""
    title: ClassVar[str] = ""
    """What it is about, in a word or two: `seats filled`."""
    counted_in: ClassVar[tuple[str, str]] = ("", "")
    """The unit of its values, for one and for more: `("seat", "seats")`."""

    schema: ClassVar[Mapping[str, Any]] = NO_LAW
    """As that of a rule."""

    id: str | None = field(default=None, metadata={"barred": STRUCTURE})
    give: Fraction | None = field(
        default=None, converter=forgiving.maybe_exact, metadata={"least": 0, "part": True}
    )

    def problems(self) -> Iterable[Problem]:
        """What is contradictory in the goal itself; ids, ranges and empty lists are seen to."""
        return ()

    def value(self, reading: PlanIndex) -> int:
        """What a finished plan is worth, in plain Python."""
        raise NotImplementedError

    def expression(self, model: Model) -> LinearExpr:
        """The same on a model: never better than the true value, and equal to it at its best."""
        raise NotImplementedError

    def for_open_dates(self, model: Model) -> bool:
        """Whether `expression` is right also where launches and landings may be on several days.

        As for a rule: where it is not, the goal is evaluated for one choice of dates after the
            other.
        """
        return False

    def limit(self, reading: PlanIndex) -> int | None:
        """What no plan of the program is better than, as far as it shows without a search.

        It is what is reported as the bound of a goal that no search came to.

        Args:
            reading: any plan of the program; its past is that of every plan.

        Returns:
            `least` if the sense is "min" and nothing closer is known; None if nothing is.
        """
        return self.least if self.sense == "min" else None

    def room(self, best: int) -> int:
        """How much worse than its best value a plan may be, for the goals after it."""
        if self.give is None:
            return 0
        part = self.give.denominator > 1
        return math.floor(self.give * abs(best)) if part else int(self.give)

    def worst(self, best: int) -> int:
        """The worst value that a plan may have, for the goals after it."""
        return best - self.room(best) if self.sense == "max" else best + self.room(best)

    def is_better(self, value: int, than: int) -> bool:
        """Whether one value is better than another."""
        return value > than if self.sense == "max" else value < than

    @property
    def name(self) -> str:
        """The id of a goal as `Program.named_goals` gives it."""
        return self.id or self.kind

    def in_words(self, value: int) -> str:
        """A value with its unit: `131,968 days of waiting`."""
        unit = self.counted_in[abs(value) != 1]
        return f"{value:,} {unit}" if unit else f"{value:,}"

    def given_in_words(self, best: int, value: int) -> str:
        """`13 seats at best, worse by 2 seats for later goals`; empty if nothing is given."""
        if best == value:
            return ""
        return f"{self.in_words(best)} at best, {self.step_in_words(best, value)} for later goals"

    def step_in_words(self, before: int, after: int, *, unit: bool = True) -> str:
        """A step from one value to another: `better by 3 seats`, `worse by 1 day`, `the same`.

        Args:
            before, after: the values.
            unit: whether to show it; not where both values are beside it.
        """
        if before == after:
            return "the same"
        better = (after > before) == (self.sense == "max")
        size = abs(after - before)
        said = self.in_words(size) if unit else f"{size:,}"
        return f"{'better' if better else 'worse'} by {said}"


def given(key: str, **value: Any) -> dict[str, Any]:
    """A JSON Schema: the key is there, with such a value; if nothing is stated, a whole number."""
    return {"required": [key], "properties": {key: value or {"type": "integer"}}}


# The program is on a floor above and names these two for type checkers alone. From here on
# `typing.get_type_hints` and `attrs.resolve_types` know them as well.
Program.__annotations__.update(rules=tuple[Rule, ...], goals=tuple[Goal, ...])
forgiving.resolve({**vars(program), "Rule": Rule, "Goal": Goal}, (program.__name__, __name__))


R = TypeVar("R", bound=type[Rule])
G = TypeVar("G", bound=type[Goal])

_rules: dict[str, type[Rule]] = {}
_goals: dict[str, type[Goal]] = {}


def rule_kind(name: str) -> Callable[[R], R]:
    """Registers a rule class under the word that files use for it.

    Args:
        name: the word.

    Raises:
        ValueError: if another class has that name.
    """

    def register(cls: R) -> R:
        _enter(_rules, name, cls, "rule")
        return cls

    return register


def goal_kind(name: str) -> Callable[[G], G]:
    """Registers a goal class under the word that files use for it.

    Args:
        name: the word.

    Raises:
        ValueError: if another class has that name.
    """

    def register(cls: G) -> G:
        _enter(_goals, name, cls, "goal")
        return cls

    return register


def _enter(kinds: dict[str, Any], name: str, cls: Any, what: str) -> None:
    known = kinds.get(name)
    # A class decorated by attrs with slots is made anew, and a module may be reloaded: the same
    # class under the same name may come again.
    if known is not None and known.__qualname__ != cls.__qualname__:
        raise ValueError(f"{what} {name!r} is {known.__qualname__} already")
    cls.kind = name
    kinds[name] = cls


def rule_kinds() -> dict[str, type[Rule]]:
    """Every rule class that is known, by name, in the order of the names.

    Those of installed packages are loaded first.

    Raises:
        PluginError: if one of these packages cannot be loaded.
    """
    load_plugins()
    return dict(sorted(_rules.items()))


def goal_kinds() -> dict[str, type[Goal]]:
    """Every goal class that is known, by name, in the order of the names.

    Those of installed packages are loaded first.

    Raises:
        PluginError: if one of these packages cannot be loaded.
    """
    load_plugins()
    return dict(sorted(_goals.items()))
