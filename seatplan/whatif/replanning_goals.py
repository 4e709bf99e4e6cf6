"""The goals of a what-if: those of the edited program, and `least-change` near the front."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from seatplan.goals.keep_dates import KeepDates
from seatplan.goals.keep_rules import KeepRules
from seatplan.goals.least_change import LeastChange
from seatplan.kinds import Goal, Rule
from seatplan.program import goals_in_order, named
from seatplan.whatif.editing import Draft


def with_least_change(draft: Draft) -> Draft:
    """The program with `least-change` directly after `keep-rules`, or first if there is none.

    It replaces a `least-change` of the program and keeps its `give`. If any flight has a window,
    `keep-dates` follows in the same way.
    """
    goals = goals_in_order(draft.rules, draft.goals, (*draft.fixed, *draft.forbidden))
    own = next((goal for goal in goals if isinstance(goal, LeastChange)), None)
    rest = [goal for goal in goals if not isinstance(goal, LeastChange)]
    least = own or LeastChange(id=free_name(LeastChange.kind, draft.rules, rest))
    nearest: list[Goal] = [least]
    if any(flight.has_window for flight in draft.flights):
        old = next((goal for goal in rest if isinstance(goal, KeepDates)), None)
        rest = [goal for goal in rest if not isinstance(goal, KeepDates)]
        name = free_name(KeepDates.kind, draft.rules, [*rest, *nearest])
        nearest.append(KeepDates(id=old.name, give=old.give) if old else KeepDates(id=name))
    at = next((i + 1 for i, goal in enumerate(rest) if isinstance(goal, KeepRules)), 0)
    return evolve(draft, goals=(*rest[:at], *nearest, *rest[at:]))


def free_name(word: str, rules: Iterable[Rule], goals: Iterable[Goal]) -> str:
    """The word as the id of a further goal; with a number if a rule or a goal has it already."""
    taken = {thing.name for thing in (*named(tuple(rules)), *named(tuple(goals)))}
    name, number = word, 2
    while name in taken:
        name, number = f"{word}-{number}", number + 1
    return name
