"""Additions and removals cannot make worse what does not depend on them."""

from __future__ import annotations

from datetime import date

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import Program, Status, check, solve
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.keep_rules import KeepRules
from seatplan.testing import crew_members, days, plans, programs

from .effort import examples
from .solving import best, scores, worth

HUGE = 1_000_000


@st.composite
def with_one_more(draw: st.DrawFn, program: Program) -> Program:
    """The program with a further member that nothing names."""
    new = draw(crew_members("zoe", [agency.id for agency in program.agencies]))
    return evolve(program, crew=(*program.crew, new))


@given(st.data(), programs())
@examples(150)
def test_a_new_member_makes_nothing_worse(data: st.DataObject, program: Program) -> None:
    """Who may stay on the ground takes nothing away.

    `even-turns` sums over the corps, so there it has to be someone who has not flown.
    """
    before = best(program)
    assume(before[0] is Status.OPTIMAL)
    larger = data.draw(with_one_more(program))
    if any(isinstance(goal, EvenTurns) for goal in program.goals):
        assume(larger.crew[-1].flights_before == 0)
    after = best(larger)
    assert after[0] is Status.OPTIMAL
    assert scores(larger, after) >= scores(program, before)


@given(st.data(), programs(min_rules=1))
@examples(150)
def test_dropping_a_hard_rule_makes_nothing_worse(data: st.DataObject, program: Program) -> None:
    gone = data.draw(st.integers(0, len(program.rules) - 1))
    freer = evolve(program, rules=program.rules[:gone] + program.rules[gone + 1 :])
    program = evolve(freer, rules=(*freer.rules, evolve(program.rules[gone], weight=None)))
    before = best(program)
    assume(before[0] is Status.OPTIMAL)
    after = best(freer)
    assert after[0] is Status.OPTIMAL
    assert scores(freer, after) >= scores(program, before)


@given(st.data(), programs(min_rules=1))
@examples(150)
def test_a_huge_weight_is_a_hard_rule(data: st.DataObject, program: Program) -> None:
    """A huge weight equals a hard rule, if the rules can be kept."""
    others = tuple(goal for goal in program.goals if not isinstance(goal, KeepRules))
    program = evolve(program, goals=(KeepRules(), *others))
    index = data.draw(st.integers(0, len(program.rules) - 1))

    def with_weight(weight: int | None) -> Program:
        rules = list(program.rules)
        rules[index] = evolve(rules[index], weight=weight)
        return evolve(program, rules=tuple(rules))

    hard, soft = best(with_weight(None)), best(with_weight(HUGE))
    if hard[0] is Status.OPTIMAL:
        assert soft == hard
    else:
        assert soft[0] is Status.INFEASIBLE or soft[1][0] >= HUGE


@given(st.data(), programs(min_rules=1))
@examples(150)
def test_a_weight_changes_no_amount(data: st.DataObject, program: Program) -> None:
    """The amounts of violations are the same for hard and soft rules."""
    plan = data.draw(plans(program))
    soft = evolve(program, rules=tuple(evolve(rule, weight=2) for rule in program.named_rules))
    hard = evolve(program, rules=tuple(evolve(rule, weight=None) for rule in program.named_rules))
    broken = [
        sorted((one.rule, one.requirement, one.amount) for one in check(which, plan).violations)
        for which in (soft, hard)
    ]
    assert broken[0] == broken[1]


@given(days(-1, 45), programs())
@examples(200)
def test_the_plan_given_back(as_of: date, program: Program) -> None:
    """The plan found, partly flown, is still feasible, and what comes of it at least as good.

    It may be better: with part of it past, hard conditions are waived that nothing mends any more.
    """
    found = solve(program)
    assume(found.plan is not None)
    again = solve(program, found.plan, as_of=as_of)
    assert again.status is Status.OPTIMAL
    assert scores(program, worth(again)) >= scores(program, worth(found))


@given(programs())
@examples(100)
def test_again_the_same(program: Program) -> None:
    """With one worker, the same program gives the same plan."""
    one, two = solve(program), solve(program)
    assert one.plan == two.plan
    assert one.goals == two.goals


@given(programs(min_goals=1), st.integers(0, 1000), st.integers(1, 2))
@examples(40)
def test_another_search(program: Program, seed: int, workers: int) -> None:
    """With another seed or more workers, the values are the same."""
    assert worth(solve(program, seed=seed, workers=workers)) == best(program)


@given(programs(min_rules=1))
@examples(150)
def test_soft_rules_are_what_check_finds(program: Program) -> None:
    """`keep-rules` is the sum of weight x amount over what the plan breaks of rules and wishes."""
    rules = tuple(evolve(rule, weight=rule.weight or 3) for rule in program.named_rules)
    program = evolve(program, rules=rules, goals=())
    result = solve(program)
    assume(result.plan is not None)
    assert result.plan is not None
    broken = check(program, result.plan).violations
    assert not any(one.hard for one in broken)
    weights = {rule.name: rule.weight for rule in program.rules}
    wishes = {entry.weight for entry in (*program.fixed, *program.forbidden)}
    for one in broken:
        assert one.weight == weights[one.rule] if one.rule in weights else one.weight in wishes
    (goal,) = result.goals
    assert goal.value == sum((one.weight or 0) * one.amount for one in broken)
