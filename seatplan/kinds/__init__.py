"""The base classes of rules and goals, and the registry of their kinds.

Your own rule is a subclass of `Rule` with the decorator `rule_kind`, your own goal a subclass of
`Goal` with `goal_kind`. Files, check, solve and explain then treat it like a built-in one. A
package lists the modules with such classes as entry points of the group `seatplan.kinds`.
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

# The program is on a floor above, and imports these two only for type checkers. From here on,
# `typing.get_type_hints` and `attrs.resolve_types` find them too.
Program.__annotations__.update(rules=tuple[Rule, ...], goals=tuple[Goal, ...])
DATA = [thing for thing in vars(program).values() if isinstance(thing, type)]
forgiving.resolve({**vars(program), "Rule": Rule, "Goal": Goal}, (*DATA, Rule, Goal))
