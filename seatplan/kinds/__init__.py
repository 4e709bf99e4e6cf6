"""What a rule and a goal are, and the registry of their kinds.

A rule of one's own is a subclass with the decorator `rule_kind`, a goal one with `goal_kind`;
files, check, solve and explain then know it like a built-in one. A package names the modules that
have such classes as entry points of the group `seatplan.kinds`.
"""

from __future__ import annotations

from seatplan import forgiving, program
from seatplan.kinds.goal import Goal, Sense
from seatplan.kinds.registry import goal_kind, goal_kinds, rule_kind, rule_kinds
from seatplan.kinds.rule import NoEditError, Reach, Rule
from seatplan.kinds.schemas import NO_LAW, given
from seatplan.program import Program

__all__ = [
    "NO_LAW",
    "Goal",
    "NoEditError",
    "Reach",
    "Rule",
    "Sense",
    "given",
    "goal_kind",
    "goal_kinds",
    "rule_kind",
    "rule_kinds",
]

# The program is on a floor above and names these two for type checkers alone. From here on
# `typing.get_type_hints` and `attrs.resolve_types` know them as well.
Program.__annotations__.update(rules=tuple[Rule, ...], goals=tuple[Goal, ...])
DATA = [thing for thing in vars(program).values() if isinstance(thing, type)]
forgiving.resolve({**vars(program), "Rule": Rule, "Goal": Goal}, (*DATA, Rule, Goal))
