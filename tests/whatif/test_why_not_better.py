"""Why a goal is not better: an irreducible conflict, and the gains from giving things up."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given

import seatplan
from seatplan import (
    Assignment,
    Forbid,
    Forbidden,
    Plan,
    Program,
    ProgramError,
    Status,
    why_not_better,
)
from seatplan.engine.explain.relevance import Worth
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.keep_rules import KeepRules
from seatplan.goals.least_change import LeastChange
from seatplan.goals.longest_waiting import LongestWaiting
from seatplan.rules.backup import Backup
from seatplan.testing import programs
from tests.build import flight, member, plan, program, seat, tour
from tests.properties.effort import examples
from tests.small_programs import impossible, leaking


def with_demands(program: Program, answer: seatplan.WhyNotBetter) -> Program:
    """The program in which earlier goals keep their values and this one is better."""
    worths = []
    for goal in program.named_goals:
        last = goal.name == answer.goal
        value = answer.result.goal(goal.name).value
        if last:
            value += 1 if goal.sense == "max" else -1
        name = f"goal {goal.name}"
        worths.append(Worth(id=name, goal=goal, value=value, better=last))
        if last:
            break
    return evolve(program, rules=(*program.rules, *worths))


@given(programs(min_rules=1, max_rules=2, max_flights=3, max_members=4))
@examples(5)
def test_a_conflict_is_one_and_each_gain_is_real(program: Program) -> None:
    """The conflict is irreducible, and each set improves the goal by its gain."""
    for goal in program.named_goals[:2]:
        answer = why_not_better(program, goal.name, max_fixes=2)
        if answer.best is None:
            assert answer.infeasible
            continue
        demanded = with_demands(program, answer)
        assert answer.conflict
        assert seatplan.solve(demanded, only=answer.conflict).status is Status.INFEASIBLE
        for one in answer.conflict:
            rest = [other for other in answer.conflict if other != one]
            assert seatplan.solve(demanded, only=rest).plan is not None
        for gain in answer.gains:
            more = gain.value - answer.best
            assert (more if goal.sense == "max" else -more) > 0
            assert seatplan.solve(demanded, without=gain.given_up).plan is not None
            for one in gain.given_up:
                rest = [other for other in gain.given_up if other != one]
                found = seatplan.solve(demanded, without=rest)
                assert found.status is Status.INFEASIBLE


def test_backups_of_soft_rules_count() -> None:
    """One backup has to go and the other can stay, though the rule that requires them is soft."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(2)]
    goals = (LeastChange(), KeepRules())
    one = program(flights, ["ann", "bob", "cem"], rules=[Backup(weight=2)], goals=goals)
    backups = [Assignment(f"F{k}", "backup", "pilot", who) for k, who in ((0, "bob"), (1, "cem"))]
    old = Plan([*tour("ann", "F0"), *tour("bob", "F1"), *backups])
    answer = why_not_better(one.apply(Forbid("F1", "cem", leg="backup")), "least-change", old)
    assert answer.best == 1
    assert {each.rule for each in answer.conflict} == {"forbidden", "goal least-change"}
    assert [gain.value for gain in answer.gains] == [0]


def test_in_words() -> None:
    """The answer in words has the verdict, the conflict and each gain."""
    answer = why_not_better(leaking(), "fill-seats")
    lines = str(answer).splitlines()
    assert lines[0] == "fill-seats is 4 seats at best, whatever is given up."
    answer = why_not_better(leaking(), "even-turns", max_fixes=1)
    assert answer.proved
    assert "fill-seats, which comes before, must stay at least 4 seats" in str(answer)
    assert "let fill-seats be worse than 4 seats" in str(answer)
    assert f"-> even-turns {answer.gains[0].value} squared flights, better by" in str(answer)


def test_where_there_is_no_plan() -> None:
    """If there is no plan, the answer refers to `explain`."""
    answer = why_not_better(impossible(), impossible().named_goals[0].name)
    assert answer.verdict == "There is no plan."
    assert answer.proved


def test_a_goal_that_there_is_not() -> None:
    """An unknown goal is an error with a suggestion."""
    with pytest.raises(ProgramError, match="no goal 'even-turn'") as caught:
        why_not_better(leaking(), "even-turn")
    assert "even-turns" in str(caught.value)


def test_a_given_plan_that_breaks_a_law_keeps_no_value() -> None:
    """The values of goals mean nothing in such a plan, so it does not contradict the solver."""
    one = program([flight("F1", 1, 20), flight("F2", 10, 30)], ["ann", "bob"], goals=[FillSeats()])
    broken = plan(tour("ann", "F1"), tour("ann", "F2"))
    answer = why_not_better(one, "fill-seats", broken)
    assert answer.best == 2
    assert answer.proved


def test_soft_rules_that_must_cost_no_more() -> None:
    """A first plan of the hard rules alone may cost too much: soft rules count there, too."""
    crew = [
        member("ann", "NASA", "eva", selected=-300),
        member("bob", "NASA", "eva"),
        member("cem", selected=-99),
        member("dan", "NASA", "eva", selected=-50),
    ]
    one = program(
        [flight("F1", 11, 21)],
        crew,
        seats=[seat(requires="eva")],
        rules=[Backup(weight=1)],
        forbidden=[Forbidden("F1", "ann", weight=4)],
        goals=[KeepRules(), LongestWaiting(give=0.5)],
    )
    answer = why_not_better(one, "longest-waiting")
    assert answer.proved
    gains = {gain.given_up[0].id: (gain.value, gain.proved) for gain in answer.gains}
    assert gains["seat-requirements:F1:pilot"] == (110, True)
