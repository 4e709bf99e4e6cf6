"""Rules and goals that do not support open dates: what is posted for one choice of dates."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from ortools.sat.cp_model_pb2 import INFEASIBLE, OPTIMAL
from ortools.sat.python.cp_model import CpSolver

import seatplan
from seatplan import Program, ProgramError, Window
from seatplan.engine.model import by_dates
from seatplan.engine.model.building import build_model
from seatplan.goals.keep_rules import KeepRules
from seatplan.modelling import LinearExpr
from seatplan.rules.standby import Standby
from tests.build import day, flight, program, seat
from tests.engine.model.test_open_dates import CrewByDate, LateCrews, known

DAYS = 7


def _moving() -> Program:
    """One seat on one flight with a week of launch days, and a rule and a goal by date."""
    moving = flight("F1", 1, 20, launch_window=Window(day(1), day(1 + DAYS)))
    free = seat(optional=True)
    return program([moving], ["ann"], seats=[free], rules=[CrewByDate()], goals=[LateCrews()])


def test_all_choices_posted_are_the_rule_and_the_goal_on_each_day() -> None:
    """With all rows posted, the best crew of each day is what the rule and the goal allow."""
    with known():
        model = build_model(_moving())
        worth = by_dates.worth_of(model, model.program.named_goals[0])
        assert model.by_dates
        assert by_dates.post_all(model)
        assert not model.by_dates
        seats = LinearExpr(
            one.literal for one in model.seat_variables(model.lookup.flights["F1"], "up")
        )
        best = {}
        for when, literal in model.days_of(("F1", "up")):
            cp = model.cp.clone()
            cp.add(model.linear(LinearExpr([literal])) == 1)
            cp.maximize(model.linear(worth))
            solver = CpSolver()
            assert solver.solve(cp) == OPTIMAL
            best[when.toordinal()] = round(solver.objective_value)
            cp.add(model.linear(seats) == 1)  # the seat need not stay empty, unless the rule says
            assert (CpSolver().solve(cp) == INFEASIBLE) is (when.toordinal() % 3 == 0)
    assert best == {one: one % 7 if one % 3 else 0 for one in best}
    assert len(best) == DAYS


def test_too_many_choices_post_nothing() -> None:
    """With one choice more than the limit, no row and no variable is new, and all stays due."""
    with known():
        model = build_model(_moving())
        before = len(model.rows), model.size
        with patch.object(by_dates, "MOST_CHOICES", DAYS - 1):
            assert not by_dates.post_all(model)
        assert (len(model.rows), model.size, bool(model.by_dates)) == (*before, True)
        with patch.object(by_dates, "MOST_CHOICES", DAYS):
            assert by_dates.post_all(model)
        assert len(model.rows) > before[0]


def _without_substitute(rules: int) -> Program:
    """Two flights of which each breaks each of these soft rules, on all of their days."""
    flights = [
        flight(name, launch, launch + 9, launch_window=Window(day(launch), day(launch + 2)))
        for name, launch in (("F1", 1), ("F2", 31))
    ]
    soft = [Standby(id=f"S{number}", weight=1) for number in range(rules)]
    return program(flights, ["ann"], rules=soft, goals=[KeepRules()])


def test_the_costs_of_many_rules_are_added_up() -> None:
    """The costs that are not known yet are small enough for a sum of more than a few."""
    result = seatplan.solve(_without_substitute(9))
    assert [(goal.value, goal.bound) for goal in result.goals] == [(18, 18)]


@pytest.mark.parametrize("highest", [1, 2])
def test_a_cost_beyond_the_limit_is_an_error(highest: int) -> None:
    """A cost above the limit is named as such, rather than cut off as if no plan had it."""
    one = _without_substitute(1)
    with patch.object(by_dates, "WIDE_GOAL", highest):
        if highest < 2:
            with pytest.raises(ProgramError, match="'S0' come to"):
                seatplan.solve(one)
        else:
            assert seatplan.solve(one).goals[0].value == 2


def test_a_goal_beyond_the_limit_is_an_error() -> None:
    """The same for a goal whose value has no bound in advance."""
    with (
        known(),
        patch.object(by_dates, "WIDE_GOAL", 1),
        pytest.raises(ProgramError, match="late-crews"),
    ):
        seatplan.solve(_moving())
