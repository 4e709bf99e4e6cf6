"""The mending of a broken plan: the nearest plan that keeps every hard rule."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from seatplan.checking import Violation
from seatplan.kinds import Rule
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.report.page.swaps import Swap, swaps
from seatplan.result import Status
from seatplan.rules.backup import Backup
from seatplan.structure.backups import required_on_any_day
from seatplan.timeline import PlanIndex
from seatplan.whatif.changes import Difference, seats_changed
from seatplan.words import many


@frozen
class Mending:
    """The least change that mends a plan.

    Attributes:
        sentence: the number of changes and what was proved, or that no plan keeps every hard rule.
        swaps: who would leave each seat and who would take it.
        members: the ids of the members in each swap.
    """

    sentence: str
    swaps: tuple[Swap, ...] = ()
    members: tuple[frozenset[str], ...] = ()

    def of(self, broken: Violation) -> tuple[Swap, ...]:
        """Return the swaps of the members of a violation, or else those on its flights."""
        pairs = list(zip(self.swaps, self.members, strict=True))
        about = tuple(one for one, members in pairs if members & {*broken.members})
        return about or tuple(one for one, _ in pairs if one.flight in broken.flights)


def mending(reading: PlanIndex, seconds: float) -> Mending | None:
    """Search for the least change after which no hard rule is broken.

    Preferences and goals do not count: the answer is the nearest plan, not a good one.

    Args:
        reading: the broken plan.
        seconds: the time limit. If nothing is proved in that time, the answer is None.
    """
    from seatplan.whatif.what_if import what_if  # the solver loads when it is needed

    program = reading.own.program
    hard = evolve(
        program,
        goals=(),
        rules=tuple(_hard_rules(program)),
        fixed=tuple(one for one in program.fixed if one.weight is None),
        forbidden=tuple(one for one in program.forbidden if one.weight is None),
    )
    outcome = what_if(hard, reading.plan, as_of=reading.as_of, time_limit=seconds, explain=False)
    if outcome.result.status is Status.INFEASIBLE:
        return Mending("No plan keeps every hard rule: seatplan explain shows why.")
    if outcome.result.plan is None or outcome.result.status is not Status.OPTIMAL:
        return None  # the plan on the page must not depend on the speed of the machine
    return _mending_by(reading, outcome.result.plan)


def _hard_rules(program: Program) -> Iterator[Rule]:
    """The hard rules, and rules that allow every backup that anything requires.

    Without these, the backups of soft rules and wishes would count as changes.
    """
    for rule in program.named_rules:
        if rule.weight is None:
            yield evolve(rule, id=rule.name)
    required = required_on_any_day(ProgramIndex(program))
    pairs = required.roles | {(flight, role) for flight, role, _ in required.people}
    for flight, role in sorted(pairs):
        yield Backup(id=f"backups of {flight} {role}", flights=(flight,), roles=(role,), min=0)


def _mending_by(reading: PlanIndex, plan: Plan) -> Mending:
    program = reading.own.program
    found = Difference(reading.plan, plan, program, program)
    seats, people = seats_changed(found.changes), {one.member for one in found.changes}
    moved = many(len(found.dates), "flight") if found.dates else ""
    parts = [f"{many(seats, 'seat')} and {many(len(people), 'member')}" if seats else "", moved]
    what = " and ".join(filter(None, parts)) or "nothing but ports and spacecraft"
    made = swaps(found, program, program)
    return Mending(
        f"The nearest plan that keeps every hard rule changes {what}. Proved: none changes less.",
        made,
        tuple(
            frozenset(
                one.member
                for one in found.changes
                if (one.flight, one.role) == (swap.flight, swap.role)
            )
            for swap in made
        ),
    )
