"""The base class of rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.errors import Problem
from seatplan.kinds.schemas import NO_LAW
from seatplan.requirement import Requirement, Subject, requirement_id
from seatplan.shown import Terse
from seatplan.validation import STRUCTURE

if TYPE_CHECKING:
    from seatplan.agreements import Account, Claim, ClosedDays, Ending
    from seatplan.modelling import Model
    from seatplan.program import CrewMember, Flight
    from seatplan.program_index import ProgramIndex
    from seatplan.requirement import Finding
    from seatplan.timeline import PlanIndex
    from seatplan.tour_limits import TourLimits

Reach = Mapping[str, frozenset[str]]
"""Ids of members, by flight id."""


class NoEditError(Exception):
    """No edit gives up only one requirement. The text suggests what to do by hand."""


@frozen(kw_only=True, slots=False)
class Rule(Terse):
    """A condition that a plan must keep (a hard rule) or should keep (a soft rule).

    Attributes:
        id: the id of the rule; derived from its kind if None.
        why: a reason or a source, which is shown with the rule.
        weight: the cost of one unit of violation; the rule is hard if None.
    """

    kind: ClassVar[str] = ""
    bar: ClassVar[str] = ""
    """A word for members that the rule bars from a seat, such as `resting`. Only rules have one
    whose findings about a member depend only on that member's own tours."""

    of_docked_days: ClassVar[bool] = False
    """Whether it applies to the days of its window on which flights are docked at its stations."""

    of_traffic: ClassVar[bool] = False
    """Whether it depends only on ports and spacecraft, not on who flies."""

    of_dates: ClassVar[bool] = False
    """Whether it is about when ships come and go, and where they are: a fix gives it up first."""

    of_hard_limits: ClassVar[bool] = False
    """Whether it depends on which other rules with `limits` are hard. If a program has such a rule,
    the search cannot make soft rules with `limits` hard."""

    of_soft_rules: ClassVar[bool] = False
    """Whether it may depend on the cost of soft rules. If a program has such a rule, the search
    cannot leave soft rules out to find a first plan."""

    of_several: ClassVar[bool] = False
    """Whether it never restricts a single member on their own."""

    tells_how_far: ClassVar[bool] = False
    """Whether it counts over many flights, so that an explanation shows how close a plan can come
    to it that keeps the other requirements of a conflict."""

    looser: ClassVar[Mapping[str, int]] = {}
    """Its numeric keys: 1 if a larger number makes the rule looser, -1 if a smaller number does."""

    schema: ClassVar[Mapping[str, Any]] = NO_LAW
    """JSON Schema keywords that express `problems`, for the rule's table in a file.

    Those of a subclass are added to those of its bases.
    """

    id: str | None = field(default=None, metadata={"barred": STRUCTURE})
    why: str = field(default="", metadata={"prose": True})
    weight: int | None = field(default=None, converter=forgiving.maybe_whole, metadata={"least": 1})

    def problems(self) -> Iterable[Problem]:
        """Problems with the rule itself; ids, ranges and empty lists are checked elsewhere."""
        return ()

    def violations(self, reading: PlanIndex) -> Iterable[Finding]:
        """The violations in a finished plan, found in plain Python."""
        raise NotImplementedError

    def constrain(self, model: Model) -> None:
        """Adds the rule's constraints to a model."""
        raise NotImplementedError

    def for_open_dates(self, model: Model) -> bool:
        """Whether `constrain` is correct for a model with open dates.

        If not, the rule is evaluated for one choice of dates after another. That is correct for
        every rule, but slow if there are many choices.
        """
        return False

    @property
    def only_bars(self) -> bool:
        """Whether no one helps to keep a requirement by going up, whatever the dates.

        An exception is a requirement for which `reach` returns None: anyone may help to keep it.
        """
        return False

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach | None:
        """The members whose going up could help to keep a requirement, by flight.

        None means anyone on any flight. An explanation considers only these members; members that
        the rule only restricts need not be included.
        """
        return {} if self.only_bars else None

    def backed_up(self, lookup: ProgramIndex) -> Iterable[tuple[str, str]]:
        """The flights and roles for which the rule requires backups, by id.

        A plan can have backups only there, and where an entry of `fixed` requires one.
        """
        return ()

    def limits(self, lookup: ProgramIndex, member: CrewMember) -> TourLimits | None:
        """The limits on the tours of a single member; None if the rule has no such limits."""
        return None

    def claims(self, reading: PlanIndex) -> Iterable[Claim]:
        """The claims of the rule in a plan, for the table of claims on the page."""
        return ()

    def balances(self, reading: PlanIndex) -> Iterable[Account]:
        """The accounts that the rule keeps near 0, for the page and for tables."""
        return ()

    def ended(self, as_of: date | None) -> Ending | None:
        """What holds after the agreement has ended, for `stress`.

        None if the rule is not an agreement that can end.

        Args:
            as_of: the day on which it ends; if None, it has ended before the program.
        """
        return None

    def closed(self) -> Iterable[ClosedDays]:
        """The days on which the rule forbids launches or landings, which charts shade."""
        return ()

    def segments(self) -> Iterable[str]:
        """The qualifications that the rule requires on flights or aboard, which the page counts."""
        return ()

    def without(
        self, lookup: ProgramIndex, requirement: Requirement
    ) -> Rule | Sequence[Rule] | None:
        """The rule without one of its requirements; None if nothing of it is left.

        If one rule cannot express the rest, several rules together can. They get ids of their own.
        To give up another requirement, each of them is tried; a rule without that requirement
        returns itself.

        Raises:
            NoEditError: if no change of the rule gives up only this requirement.
        """
        raise NoEditError(f"change the rule {self.name!r} by hand, or drop it.")

    def gists(self, lookup: ProgramIndex) -> Iterable[str]:
        """Short forms of the rule's sentences, which `mark` compares with those of other rules.

        If two rules of one kind have the same sentence, they must share a gist.
        """
        return ("",)

    def mark(self, lookup: ProgramIndex) -> str:
        """The rule's id in brackets if another rule has the same sentence, else an empty text."""
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
        """Makes a requirement of the rule.

        Args:
            lookup: the index of the program.
            parts: the parts of its id that distinguish it from other requirements of the rule.
            message: what must hold.
            decision: what giving it up means; if empty, "give up: " and the message.
            flights, members: the ids of the flights and members that it is about.
            here: the only part of the message in which it differs from other requirements of the
                rule; empty if there is no such part.
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
        """Sufficient conditions for lazy requirements, by their members on these flights.

        A triple (requirement, members, count) means that the requirement is certainly kept if at
        least `count` of the members go up on the flights. A model that adds requirements lazily
        uses them to keep most requirements before they are added.
        """
        return ()

    @property
    def name(self) -> str:
        """The id of the rule, or its kind if it has no id.

        A rule does not know the other rules of its program, so two rules of one kind without ids
        have the same name. `Program.named_rules` gives them the ids that answers use, such as
        `quota-1` and `quota-2`.
        """
        return self.id or self.kind
