"""What a rule is."""

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
"""By flight id, the ids of members."""


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
    """A word for members that the rule keeps out of a seat: `resting`. Only a rule whose findings
    about each member depend on the tours of that member alone has one."""

    of_docked_days: ClassVar[bool] = False
    """Whether it looks at the days of its window on which a flight is docked at its stations."""

    of_traffic: ClassVar[bool] = False
    """Whether it is about ports and spacecraft alone: whoever flies has no part in it."""

    of_hard_rules: ClassVar[bool] = False
    """Whether it looks at which other rules are hard, so that making one hard changes what it
    requires. Where such a rule is in a program, soft rules stay soft in the search."""

    of_several: ClassVar[bool] = False
    """Whether it requires nothing of one member alone."""

    tells_how_far: ClassVar[bool] = False
    """Whether it counts something over many flights, so that an explanation shows how near to it
    a plan can come that keeps the other requirements of a conflict."""

    looser: ClassVar[Mapping[str, int]] = {}
    """Its keys that are numbers: 1 where more of it forbids less, -1 where less of it does."""

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
        """Who could help to keep a requirement of the rule by going up, and on which flight.

        None if that cannot be stated: anyone on any flight. An explanation looks at these alone;
        members that the rule only restricts need not be named.
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

    def closed(self) -> Iterable[ClosedDays]:
        """The days on which it wants no launch or no landing, which charts shade."""
        return ()

    def segments(self) -> Iterable[str]:
        """The qualifications that it wants on each flight or aboard, which the page counts."""
        return ()

    def without(
        self, lookup: ProgramIndex, requirement: Requirement
    ) -> Rule | Sequence[Rule] | None:
        """The rule that no longer requires one of its requirements; None if nothing is left of it.

        Where one rule cannot express what is left, several together do. They get ids of their own;
        another requirement is then given up by trying each of them: one that never required it
        gives itself back.

        Raises:
            NoEditError: if no change of the rule gives up just that.
        """
        raise NoEditError(f"change the rule {self.name!r} by hand, or drop it.")

    def gists(self, lookup: ProgramIndex) -> Iterable[str]:
        """The content of the rule's sentences in short; `mark` compares it with that of other
        rules.

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
        """The id, or the kind where none was given.

        A rule by itself does not know the other rules of its program, so two of one kind without
        ids have the same name. `Program.named_rules` gives them the ids by which answers name
        them, such as `quota-1` and `quota-2`.
        """
        return self.id or self.kind
