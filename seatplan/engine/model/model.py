"""The model of a program: seats, tours and ships, behind the protocol that rules and goals use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from seatplan.checking import Report, Violation
from seatplan.engine.model.backups import post_backups
from seatplan.engine.model.by_dates import ByDates
from seatplan.engine.model.candidates import make_candidates
from seatplan.engine.model.no_overlap import hard_rest, post_no_overlap
from seatplan.engine.model.program_model import PATIENCE, ProgramModel
from seatplan.engine.model.traffic import TrafficChoices, make_traffic, settled_traffic
from seatplan.engine.model.turn_links import TurnLinks
from seatplan.engine.model.usage import Usage, count_usage
from seatplan.engine.rows.active_requirements import TRUE, ActiveRequirements
from seatplan.engine.rows.gc_pause import uncollected
from seatplan.engine.rows.overflow import counted
from seatplan.kinds import Goal, Rule
from seatplan.modelling import (
    LinearExpr,
    PortChange,
    TourVariable,
    Turns,
    Variable,
)
from seatplan.plan import Plan
from seatplan.program import CrewMember, Flight, Leg, Program
from seatplan.program_index import leg_day
from seatplan.structure import LAWS, ONE_PLACE, PLACES, RETURN, Law
from seatplan.structure.backups import depends_on_days


class SeatModel(ProgramModel):
    """A program as rows; implements the protocol `seatplan.modelling.Model`.

    Attributes:
        choices: ports and spacecraft, if they were chosen before.
        usages: the usage indicators made by `people`.
        by_dates: rules and goals that do not support open dates.
        puts_off_rest: whether `post_rest` has something to post.
    """

    def __init__(
        self,
        program: Program,
        *,
        plan: Plan | None = None,
        as_of: date | None = None,
        active: ActiveRequirements | None = None,
        among: Mapping[str, frozenset[str]] | None = None,
        patient: bool = False,
        traffic: TrafficChoices | None = None,
        only_traffic: bool = False,
        pulse: Callable[[], None] | None = None,
    ) -> None:
        """Builds the model.

        Args:
            program, plan, as_of: as `solve` takes them.
            active: which requirements hold.
            among: by flight, the only members who may go up on it.
            patient: whether expensive requirements are posted only once a plan breaks them.
            traffic: ports and spacecraft, if they are chosen already.
            only_traffic: whether to leave out people and everything about them.
            pulse: called now and then; it may raise an exception to stop.
        """
        active = active if active is not None else ActiveRequirements()
        super().__init__(program, plan, as_of, active, among, patient=patient, pulse=pulse)
        self.usages: list[Usage] = []
        self._links = TurnLinks(self)
        self.by_dates: ByDates = ByDates(self)
        self.choices = traffic
        self._only_traffic = only_traffic
        self.puts_off_rest: bool = False
        pairs = len(program.flights) * len(program.crew)
        with uncollected(pairs if among is None else sum(map(len, among.values()))):
            self._build()

    def _build(self) -> None:
        self.rows.about = (RETURN.id,)
        if not self._only_traffic:
            self.candidates = make_candidates(self)
        if self.choices is None:
            self.traffic = make_traffic(self)
        else:
            self.traffic = settled_traffic(self, self.choices)
        for law in LAWS:
            if not self._posts(law, hard=True):
                continue
            self.rows.about = (law.id,)
            if not self.open_dates or law.for_open_dates:
                law.constrain(self)
            else:
                self.by_dates.add(law)
        if self.open_dates and any(map(depends_on_days, self.program.rules)):
            self.by_dates.add(PLACES)
        for rule in self.program.named_rules:
            hard = rule.weight is None
            if (hard or self._scored) and self._posts(rule, hard=hard):
                if not self.open_dates or rule.for_open_dates(self):
                    self._constrain(rule)
                else:
                    self.by_dates.add(rule)
        if not self._only_traffic:
            self.rows.about = (PLACES.id,)
            post_backups(self)
        self.rows.about = (ONE_PLACE.id,)
        large = self._patient and self.active.assumes and self.size >= PATIENCE
        if large and not self.open_dates:
            self.puts_off_rest = True
        else:
            post_no_overlap(self)
        self.rows.about = ()

    def post_rest(self) -> None:
        """Posts that no one is in two places at once, and the days of rest, if they are deferred.

        In a large model these are most of the rows, and few conflicts need them.
        """
        if self.puts_off_rest:
            self.puts_off_rest = False
            post_no_overlap(self)
            self.rows.about = ()

    def _constrain(self, rule: Rule) -> None:
        self.rows.about = (rule.name,)
        with counted(rule):
            rule.constrain(self)

    def separate(self, requirements: Iterable[str]) -> None:
        """Post those of these requirements that were deferred."""
        self._due = frozenset(requirements)
        rules = {id(self.lazy_rows[one]): self.lazy_rows.pop(one) for one in sorted(self._due)}
        for rule in rules.values():
            self._constrain(rule)
        self._due, self.rows.about = None, ()

    def separate_broken(
        self, plan: Plan, report: Report, solution: Sequence[int], *, lawful: bool
    ) -> bool:
        """Posts what was deferred and a plan breaks; returns whether there was any.

        The arguments are those of `ByDates.separate`.
        """
        broken = {one.requirement for one in report.violations} & self.lazy_rows.keys()
        asked = self.by_dates.separate(plan, report, solution, lawful=lawful)
        self.separate(broken)
        return asked or bool(broken)

    def defers(self, violations: Iterable[Violation]) -> bool:
        """Whether any of these is of what is posted only once a plan breaks it."""
        return any(
            one.requirement in self.lazy_rows or self.by_dates.defers(one.rule)
            for one in violations
        )

    def _posts(self, whose: Law | Rule, *, hard: bool) -> bool:
        """Whether a law or rule is posted here; ships that are settled already keep theirs."""
        if whose.of_traffic:
            return self.choices is None or not hard
        if self._only_traffic:
            return False
        return not hard or not isinstance(whose, Rule) or self.active.any_of(whose.name)

    @property
    def puts_off(self) -> bool:
        """Whether anything is deferred that a plan may break, or that makes it worse."""
        return bool(self.lazy_rows) or self.by_dates.any

    def port_changes(self, flight: Flight) -> Sequence[PortChange]:
        return self.once(("changes", flight.id), lambda: self.traffic.changes(self, flight))

    def carries(self, flight: Flight, leg: Leg) -> Variable:
        return self.once(("carries", flight.id, leg), lambda: self._someone(flight, leg))

    def _someone(self, flight: Flight, leg: Leg) -> Variable:
        """True if anyone is on that leg: one row for each role, with the number of its seats."""
        if self._surely_carries(flight, leg):
            return TRUE
        roles: dict[str, list[Variable]] = {}
        for place in self.seat_variables(flight, leg):
            roles.setdefault(place.role, []).append(place.literal)
        if any(TRUE in literals for literals in roles.values()):
            return TRUE
        if self.past(leg_day(flight, leg)) or sum(map(len, roles.values())) < 2:
            return self.any_of(one for literals in roles.values() for one in literals)
        some = self.literal()
        seats = self.lookup.seats(flight)
        for role, literals in roles.items():
            self._follows(literals, some, seats[role].count)
        return some

    def _surely_carries(self, flight: Flight, leg: Leg) -> bool:
        if leg == "down":
            # Members who went up on it have no other way home.
            return self.lookup.ways_home(flight) == (flight,) and self._surely_carries(flight, "up")
        return self.seats_taken(flight)[0] > 0

    def seats_taken(self, flight: Flight) -> tuple[int, int]:
        """The minimum and maximum number of seats taken on the way up."""
        seats = self.lookup.seats(flight).values()
        most = sum(seat.count for seat in seats)
        if flight.ascent != "crewed" or self.past(flight.launch) or not self.active.all:
            return 0, most
        return sum(seat.count for seat in seats if not seat.optional), most

    def most_tours(self, member: CrewMember) -> int:
        # The most intervals that do not overlap, greedily by their end.
        ways = self.tours_of(member.id)
        if not self.one_at_a_time(member):
            return len(ways)
        rest = hard_rest(self, member.id)
        # Past tours have been flown, however close; of the rest, the most that do not overlap.
        count = sum(way.literal == TRUE for way in ways)
        free = 0
        for landing, launch in self._surely(ways):
            if launch >= landing + rest:  # it may have length 0
                count += 1
            elif launch >= free:
                count += 1
                free = landing + rest
        return count

    def rest_days(self, member: CrewMember) -> int:
        if self.open_dates or not self.one_at_a_time(member):
            return 0
        return self.once(("rest", member.id), lambda: self._certain_rest(member))

    def _certain_rest(self, member: CrewMember) -> int:
        hard = (rule for rule in self.program.named_rules if rule.weight is None)
        limits = (rule.limits(self.lookup, member) for rule in hard)
        certain = (one for one in limits if one and self.is_certain(one.requirement))
        return max((one.rest or 0 for one in certain), default=0)

    def _surely(self, ways: Sequence[TourVariable]) -> Iterable[tuple[int, int]]:
        """The first landing and the last launch of each future tour, as ordinals, in order."""
        pairs = dict.fromkeys((way.up.id, way.down.id) for way in ways if way.literal != TRUE)
        return sorted(
            (self.dates[down, "down"].first, self.dates[up, "up"].last) for up, down in pairs
        )

    def worth(self, goal: Goal) -> LinearExpr:
        """The goal's expression; a variable instead if it does not support open dates."""
        if not self.open_dates or goal.for_open_dates(self):
            return goal.expression(self)
        return self.by_dates.value_of(goal)

    def people(self, ways: Iterable[TourVariable], certain: Collection[str] = ()) -> LinearExpr:
        ways = list(ways)
        usage = count_usage(self, ways, certain)
        self.usages.append(usage)
        self._link_usage(ways, usage)
        return usage.total

    def _link_usage(self, ways: Sequence[TourVariable], usage: Usage) -> None:
        """Links usage indicators that count all tours of a member."""
        if self.open_dates:
            return
        counted: dict[str, set[Variable]] = {}
        for way in ways:
            counted.setdefault(way.member.id, set()).add(way.literal)
        for member, literals in counted.items():
            literal = usage.literals[member]
            if literal != TRUE and all(way.literal in literals for way in self.tours_of(member)):
                self._links.enter(member, literal)

    def post_links(self) -> None:
        """Posts the rows that link the counts of several rules and goals for one member."""
        self._links.post()

    def link_turns(self, member: str, turns: Turns) -> None:
        if not self.open_dates:
            self._links.enter(member, turns)

    def on_trial(self) -> Callable[[], None]:
        forget_rows, links, costs = super().on_trial(), self._links.copy(), list(self._costs)
        lazy_rows, separated = dict(self.lazy_rows), dict(self.separated)

        def forget() -> None:
            forget_rows()
            self._links, self._costs = links, costs
            self.lazy_rows, self.separated = lazy_rows, separated

        return forget
