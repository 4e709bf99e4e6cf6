"""Tests for your own rules, goals and edits: the laws by which the built-in ones are tested.

They need Hypothesis (the extra `seatplan[test]`), which draws small programs with everything that a
program can have. The answer of `solve` is compared with the best of all plans, as evaluated by
`check`. For a rule of your own:

    from hypothesis import strategies as st
    from seatplan.testing import check_rule, weights, where

    @st.composite
    def no_twins(draw, program):
        return NoTwins(**draw(weights()), **draw(where(program)))

    def test_no_twins():
        check_rule(no_twins)
"""

from seatplan.errors import MissingLibraryError

try:
    import hypothesis  # noqa: F401 (all modules of this package need it)
except ImportError:
    raise MissingLibraryError(
        "seatplan.testing needs Hypothesis: pip install 'seatplan[test]'"
    ) from None

from seatplan.testing import goals, rules
from seatplan.testing.draws import DAY_ZERO, chance, day, days, intervals, maybe, some_of, subsets
from seatplan.testing.edits import EditMaker, check_edit
from seatplan.testing.enumeration import Best, TooMany, best_by_enumeration, plans_of
from seatplan.testing.laws import (
    agrees,
    assert_best,
    assert_named_alike,
    check_goal,
    check_rule,
    with_rule,
)
from seatplan.testing.makers import (
    GoalMaker,
    RuleMaker,
    goal_maker,
    goal_maker_of,
    known_goals,
    known_rules,
    members,
    rule_maker,
    rule_maker_of,
    weights,
    where,
    who,
)
from seatplan.testing.plans import plans
from seatplan.testing.programs import (
    agencies,
    bare_programs,
    crew,
    crew_members,
    flights,
    memberships,
    programs,
    seats,
    vehicles,
)
from seatplan.testing.traffic import dockings, ports, ships_alone, spacecraft, with_traffic
from seatplan.testing.windows import all_dates, some_dates, windowed, windows

__all__ = [
    "DAY_ZERO",
    "Best",
    "EditMaker",
    "GoalMaker",
    "RuleMaker",
    "TooMany",
    "agencies",
    "agrees",
    "all_dates",
    "assert_best",
    "assert_named_alike",
    "bare_programs",
    "best_by_enumeration",
    "chance",
    "check_edit",
    "check_goal",
    "check_rule",
    "crew",
    "crew_members",
    "day",
    "days",
    "dockings",
    "flights",
    "goal_maker",
    "goal_maker_of",
    "goals",
    "intervals",
    "known_goals",
    "known_rules",
    "maybe",
    "members",
    "memberships",
    "plans",
    "plans_of",
    "ports",
    "programs",
    "rule_maker",
    "rule_maker_of",
    "rules",
    "seats",
    "ships_alone",
    "some_dates",
    "some_of",
    "spacecraft",
    "subsets",
    "vehicles",
    "weights",
    "where",
    "who",
    "windowed",
    "windows",
    "with_rule",
    "with_traffic",
]
