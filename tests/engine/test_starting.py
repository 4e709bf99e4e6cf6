"""Small programs on the way of large ones: whichever way it goes, the answer is the same."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from unittest.mock import patch

import numpy as np
import pytest
from attrs import evolve, frozen
from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import Plan, Program, Status, check
from seatplan.engine import lexicographic, mending, rolling, solving, starting
from seatplan.engine import model as model_module
from seatplan.engine.evidence import Case
from seatplan.engine.lexicographic import stages
from seatplan.engine.model import SeatModel
from seatplan.engine.rows import Table, sums
from seatplan.engine.search import Search
from seatplan.engine.starting import starts
from seatplan.engine.translating import read_plan
from seatplan.goals.even_turns import EvenTurns
from seatplan.rules.experience import Experience
from seatplan.testing import agrees, plans, programs
from seatplan.testing.enumeration import TooMany, best_by_enumeration
from seatplan.testing.makers import known_goals
from tests.build import flight, member, seat
from tests.build import program as build_program
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples

GOALS = tuple(goal for goal in known_goals() if goal != "fewest-members")
"""Where people are counted the search starts in another way."""


@frozen
class Way:
    """How a large program is begun.

    Attributes:
        rounded, patience: in place of `ROUNDED` and `PATIENCE`.
        kept, ahead: how many literals a piece decides, and how many more it sees.
    """

    rounded: int = -1
    patience: int = 10_000
    kept: int = 1
    ahead: int = 1

    @contextmanager
    def taken(self) -> Iterator[None]:
        """While this lasts every program is a large one and goes this way."""
        with ExitStack() as stack:
            for module, name, value in (
                (solving, "LARGE", -1),
                (starting, "ROUNDED", self.rounded),
                (model_module, "PATIENCE", self.patience),
                (rolling, "KEPT", self.kept),
                (rolling, "AHEAD", self.ahead),
                (mending, "FREE", 8),
                (mending, "IDLE", 4),
            ):
                stack.enter_context(patch.object(module, name, value))
            yield


WAYS = {
    "rounding": Way(rounded=50_000),
    "rounding, with what is dear put off": Way(rounded=50_000, patience=0),
    "rolling": Way(),
    "rolling, with what is dear put off": Way(patience=0),
    "rolling in larger pieces": Way(patience=0, kept=6, ahead=6),
}

every_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


@every_way
@given(program=programs(goals=GOALS, min_goals=1, max_goals=2, max_rules=3))
@examples(36)
def test_every_way_ends_at_the_best(way: Way, program: Program) -> None:
    """What is proved is what trying out every plan finds."""
    with way.taken():
        agrees(program)


@every_way
@given(program=tight_programs(max_flights=3))
@examples(14)
def test_without_goals(way: Way, program: Program) -> None:
    """Any plan is the best, and where there is none that is proved."""
    with way.taken():
        agrees(program)


@every_way
@given(program=programs(rules=("experience",), goals=GOALS, min_rules=1, max_rules=1, min_goals=1))
@examples(12)
def test_with_veterans(way: Way, program: Program) -> None:
    """What is put off is broken by the first plan, and then kept."""
    rules = tuple(evolve(rule, weight=None) for rule in program.rules)
    with way.taken():
        agrees(evolve(program, rules=rules))


@given(programs(goals=GOALS, min_goals=2, max_goals=3), st.sampled_from(list(WAYS.values())))
@examples(24)
def test_stage_after_stage(program: Program, way: Way) -> None:
    """The start is for the goals that fit into one number; the others come after."""
    with way.taken(), patch.object(lexicographic, "MOST_BITS", 0):
        agrees(program)
