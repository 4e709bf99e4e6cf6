"""What of a program matters to an explanation: its hard part, and the people who could help.

Leaving a tour out of a plan can break only requirements that the tour helped to meet. So if only a
few requirements are in force, a model of the tours that could help one of them has the same answer
as a model of all tours, and is usually much smaller.

Measured in docs/decisions/0009.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, cast

from attrs import evolve, frozen

from seatplan.goals.keep_rules import KeepRules
from seatplan.kinds import Goal, Reach, Rule
from seatplan.modelling import Model
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.structure import LAW_BY_ID, LAWS
from seatplan.structure.backups import asks_for_backups
from seatplan.timeline import PlanIndex

LISTS = ("agencies", "vehicles", "ports", "spacecraft", "flights", "crew", "fixed", "forbidden")
"""Lists of a program whose order has no meaning."""

PICKS = ("flights", "vehicles", "operators", "stations", "members", "agencies", "roles", "of")
"""Keys of rules that are lists, most of them of ids."""

FEW_ALIKE = 3
"""How many of those who are alike."""


@frozen(kw_only=True, slots=False)
class Worth(Rule):
    """The value of a goal must be at least this, or at most this if the goal is minimized.

    Attributes:
        goal: as `Program.named_goals` has it.
        value: the worst value that is allowed.
        better: whether the value is better than the goal can reach; otherwise it is its best value,
            which must be kept.
    """

    kind: ClassVar[str] = "worth"
    of_soft_rules: ClassVar[bool] = True

    goal: Goal
    value: int
    better: bool = False

    def requirement(self, lookup: ProgramIndex) -> Requirement:
        """The one requirement of this rule."""
        most = self.goal.sense == "max"
        side = "at least" if most else "at most"
        value = self.goal.in_words(self.value)
        if self.better:
            said = f"{self.goal.name} must be better than it can be: {side} {value}"
        else:
            said = f"{self.goal.name}, which comes before, must stay {side} {value}"
        worse = f"let {self.goal.name} be worse than {value}"
        return self.piece(lookup, message=said, decision=worse)

    def mark(self, lookup: ProgramIndex) -> str:
        return ""  # it names its goal

    def violations(self, reading: PlanIndex) -> Iterable[Finding]:
        broken = (one for law in LAWS for one in law.violations(reading) if one.weight is None)
        if next(iter(broken), None) is not None:
            return  # values are meaningful only for plans that keep the laws
        value = self.goal.value(reading)
        short = self.value - value if self.goal.sense == "max" else value - self.value
        if short > 0:
            found = f"it is {self.goal.in_words(value)}"
            yield Finding(self.requirement(reading.lookup), short, found, None)

    def constrain(self, model: Model) -> None:
        expression = self.goal.expression(model)
        most = self.goal.sense == "max"
        demand = expression >= self.value if most else expression <= self.value
        model.require(self, self.requirement(model.lookup), demand, settled=None)

    def for_open_dates(self, model: Model) -> bool:
        return self.goal.for_open_dates(model)


def without_soft(program: Program, *, backups: bool = False) -> Program:
    """The program without soft rules and entries; with `backups`, those that require some stay."""
    return evolve(
        program,
        rules=tuple(
            rule
            for rule in program.named_rules
            if rule.weight is None or (backups and asks_for_backups(rule))
        ),
        fixed=tuple(
            one for one in program.fixed if one.weight is None or (backups and "backup" in one.legs)
        ),
        forbidden=tuple(one for one in program.forbidden if one.weight is None),
    )


def hard_part_of(program: Program) -> Program:
    """The hard part of a program, sorted by id, and rules by what they require.

    If a value of `keep-rules` is required, soft rules stay as well, since they make up that value.
    If another goal is required, those that require backups stay: `least-change` counts backups.
    """
    demanded = [rule.goal for rule in program.named_rules if isinstance(rule, Worth)]
    if not any(isinstance(goal, KeepRules) for goal in demanded):
        program = without_soft(program, backups=bool(demanded))
    rules = [_sorted(rule, *_picks(rule)) for rule in program.named_rules]
    kept = evolve(
        program,
        vehicles=[_sorted(one, "seats") for one in program.vehicles],
        flights=[_sorted(one, "seats") for one in program.flights],
        crew=[_sorted(one, "unavailable") for one in program.crew],
        rules=sorted(rules, key=_content),
        goals=(),
    )
    return cast(Program, _sorted(kept, *LISTS))


def _content(rule: Rule) -> tuple[bool, str, int, str, str]:
    """The position of a rule: its id counts only among rules that are alike otherwise.

    Rules that pick flights, people or agencies come before those about all of them: the solver
    finds conflicts among the first rows sooner, and one with a narrow rule usually is smaller.
    """
    wide = -sum(1 for _ in _picks(rule))
    return isinstance(rule, Worth), rule.kind, wide, repr(evolve(rule, id=None)), rule.name


def _sorted(thing: Any, *keys: str) -> Any:
    """The same with these lists sorted: the id, or the first key, comes first in a `repr`."""
    lists = {key: getattr(thing, key) for key in keys}
    order = {key: sorted(some, key=repr) for key, some in lists.items() if some is not None}
    return evolve(thing, **{key: tuple(some) for key, some in order.items()})


def _picks(rule: Rule) -> Iterator[str]:
    """The keys of a built-in rule that are lists of ids: their order has no meaning."""
    for key in PICKS if type(rule).__module__.startswith("seatplan.rules.") else ():
        ids = getattr(rule, key, None)
        if ids is not None and all(isinstance(one, str) for one in ids):
            yield key


def reach(lookup: ProgramIndex, requirements: Iterable[Requirement]) -> Reach | None:
    """By flight, the members who could help to meet one of these by going up; None for anyone."""
    rules = {rule.name: rule for rule in lookup.program.named_rules}
    moving = dict.fromkeys(_moving(lookup), lookup.everyone)
    among: dict[str, frozenset[str]] = {}
    for requirement in requirements:
        whose = rules.get(requirement.rule) or LAW_BY_ID.get(requirement.rule)
        here = None if whose is None else whose.reach(lookup, requirement)
        if here is None:
            return None
        # On other days other people may help, and another flight may be the one that matters.
        bars = whose.only_bars if isinstance(whose, Rule) else not here
        for flight, members in (here if bars else {**here, **moving}).items():
            among[flight] = among.get(flight, frozenset()) | members
    return among


def few(lookup: ProgramIndex, among: Reach | None) -> Reach:
    """By flight, the first few of each agency who may take the same of its seats.

    Where these have a plan, there is one; where they have none, others may.
    """
    found: dict[str, frozenset[str]] = {}
    for flight in lookup.flights.values():
        seats = [lookup.may_sit(seat, flight.launch) for seat in lookup.seats(flight).values()]
        alike: dict[tuple[object, ...], list[str]] = {}
        for member in sorted(lookup.everyone if among is None else among.get(flight.id, ())):
            kind = (lookup.members[member].agency, *(member in seat for seat in seats))
            alike.setdefault(kind, []).append(member)
        found[flight.id] = frozenset(one for group in alike.values() for one in group[:FEW_ALIKE])
    return found


def _moving(lookup: ProgramIndex) -> set[str]:
    """The flights that have a window, and those whose people may come down on such a flight."""
    flights = lookup.program.flights
    open_ = {flight.id for flight in flights if flight.has_window}
    return {one.id for one in flights if not open_.isdisjoint((one.id, *one.return_options))}
