"""One solve under way: only better plans that pass the check get in, and what is told is true."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan import EngineError, Plan, Program, Progress, Status, check, solve
from seatplan.engine.lexicographic.first_plan import seek
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.solver.presets import LOCAL, PROVE
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.kinds import Goal
from seatplan.rules.experience import Experience
from seatplan.rules.quota import Quota
from seatplan.rules.some_of import Condition, SomeOf
from seatplan.testing import plans_of, programs
from seatplan.worth import Term
from tests.build import flight, member, plan, program, seat, tour
from tests.engine.partials import unkept
from tests.engine.runs import run_of, with_model
from tests.properties.effort import examples

FULL = plan(tour("ann", "F0"), tour("bob", "F1"))
UNEVEN = plan(tour("ann", "F0"), tour("ann", "F1"))
LESS = plan(tour("ann", "F0"))
TWICE = plan(tour("ann", "F0"), tour("bob", "F0"))
GOALS: tuple[Goal, ...] = (FillSeats(), EvenTurns())


def turns(*, goals: Sequence[Goal] = GOALS, **keys: object) -> Program:
    """Two flights for two people, with seats that may stay empty."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(2)]
    given = {"seats": [seat(optional=True)], **keys}
    return program(flights, ["ann", "bob"], goals=goals, **given)  # type: ignore[arg-type]


def test_only_better_plans_get_in() -> None:
    """Goal by goal in order; a plan that is as good changes nothing."""
    run = run_of(turns())
    assert [run.take_plan(one) for one in (LESS, UNEVEN, LESS, FULL, FULL, UNEVEN)] == [
        True,
        True,
        False,
        True,
        False,
        False,
    ]
    assert run.incumbent.plan == FULL
    assert dict(run.incumbent.values) == {"fill-seats": 2, "even-turns": 2}


def test_no_plan_gets_in_that_fails_the_check() -> None:
    """It is passed over; or it is an error, where it had to pass."""
    run = run_of(turns())
    assert not run.take_plan(TWICE)
    assert run.incumbent is None
    with pytest.raises(EngineError, match="fails the check"):
        run.take_plan(TWICE, sure=True)


def test_values_of_a_model_are_a_plan() -> None:
    """What the solver finds is offered with its values; a worse one is not taken."""
    run = run_of(turns())
    model = with_model(run)
    answer = run.ask(model, PROVE)
    assert run.offer(model, answer.values(len(model.variables)))
    assert run.incumbent.solution == answer.values(len(model.variables))
    assert check(run.program, run.incumbent.plan).ok
    assert not run.offer(model, answer.values(len(model.variables)))


def test_values_that_are_no_plan_are_an_error() -> None:
    """Two people in one seat, though the model excludes it."""
    run = run_of(turns())
    model = with_model(run)
    all_ = [1] * len(model.variables)
    with pytest.raises(EngineError, match="fails the check"):
        run.offer(model, all_)
    assert run.incumbent is None


def test_a_plan_above_the_bound_is_an_error() -> None:
    """Beyond what rounding explains."""
    run = run_of(turns())
    with_model(run)
    run.must_be_within(7.0, 7.4)
    with pytest.raises(EngineError, match="a plan worth 8, but claims that none is above 7"):
        run.must_be_within(7.0, 8.0)


@pytest.mark.parametrize("first", [FillSeats(), EvenTurns()])
def test_what_is_kept_binds_the_model(first: Goal) -> None:
    """After a proof the model has no plan that is worse in that goal, and still those as good."""
    run = run_of(turns(goals=[first]))
    model = with_model(run)
    (term,) = run.todo
    best = term.best
    run.keep(model, term, best)
    assert run.best == {first.name: best}
    model.cp.clear_objective()
    expression = model.linear(term.expression)
    worse = model.cp.clone()
    worse.add(expression < best) if first.sense == "max" else worse.add(expression > best)
    assert run.search.run(worse).infeasible
    assert run.search.run(model.cp).found


def who_is_where(one: Plan) -> set[tuple[str, str, str]]:
    """Without the roles, of which identical ones are one in the model."""
    return {(line.flight, line.leg, line.member) for line in one.assignments}


@given(programs(min_goals=1, max_goals=2, max_rules=2), st.data())
@examples(30)
def test_a_plan_is_completed_to_values_of_all_variables(
    drawn: Program, data: st.DataObject
) -> None:
    """Any plan that passes the check is in the model: the same people fly, every row is kept, and
    the first goal is at least as good."""
    legal = []
    for number, one in enumerate(plans_of(drawn)):
        if number > 200:
            break
        if check(drawn, one).ok:
            legal.append(one)
    if not legal:
        return
    one = data.draw(st.sampled_from(legal))
    run = run_of(drawn)
    model = with_model(run)
    if not model.rows.complete:
        return
    solution = run.complete(model, one)
    assert solution is not None
    assert who_is_where(run.plan_of(model, solution)) == who_is_where(one)
    assert unkept(model.rows, solution) == []
    first = run.todo[0]
    value = check(drawn, one).values[first.goal.name]
    assert not first.goal.is_better(value, model.value(first.expression, solution))


def test_a_plan_that_the_model_lacks_seats_for_is_not_completed() -> None:
    """Someone whom the model does not consider on a flight: None, and no contradiction."""
    run = run_of(turns())
    few = run.model(run.program, among={"F0": frozenset({"bob"}), "F1": frozenset({"bob"})})
    assert run.complete(few, FULL) is None


def test_after_the_deadline_nothing_is_completed_or_tried() -> None:
    """The time is up: no values, no attempts, and no error."""
    run = run_of(turns())
    model = with_model(run)
    run.search.deadline = 0.0
    assert run.complete(model, FULL) is None
    assert seek(run, model, (PROVE, LOCAL), 1.0, "a plan") is None


def test_no_plan_is_believed_only_after_a_second_look() -> None:
    """An infeasible model is INFEASIBLE; a known plan makes it an error; no proof is UNKNOWN."""
    hard = turns(rules=[Quota(members=("ann", "bob"), min=3)])
    run = run_of(hard)
    model = with_model(run)
    answer = run.ask(model, PROVE)
    assert run.without_plan(model.cp, answer) is Status.INFEASIBLE
    assert run.without_plan(model.cp, run_of(turns()).ask(model, PROVE, effort=0.0)) in (
        Status.UNKNOWN,
        Status.INFEASIBLE,
    )
    knows = run_of(turns(), FULL)
    with pytest.raises(EngineError, match="the check finds nothing wrong with the one"):
        knows.without_plan(model.cp, answer)


def test_what_was_put_off_holds_in_the_answer() -> None:
    """Experience is asked for only when a plan breaks it; the plan that comes out keeps it."""
    crew = [member("ann", flights_before=1), member("bob"), member("cem")]
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(2)]
    one = program(flights, crew, rules=[Experience()], goals=[EvenTurns()])
    run = run_of(one)
    model = with_model(run)
    model.cp.minimize(model.linear(run.todo[0].expression))
    answer = run.ask(model, PROVE)
    found = run.plan_of(model, answer.values(len(model.variables)))
    assert check(one, found).ok


def test_the_same_is_not_told_twice() -> None:
    """Progress is called when something has changed: phase, facts or plan."""
    told: list[Progress] = []
    run = run_of(turns(), on_progress=told.append)
    with_model(run)
    for _ in range(2):
        run.tell_goal(run.todo[0])
    run.take_plan(LESS)
    for _ in range(2):
        run.tell_goal(run.todo[0])
    run.raise_bound(run.todo[0], 2)
    run.tell_goal(run.todo[0])
    assert [(one.value, one.bound) for one in told] == [(None, None), (1, None), (1, 2)]
    assert [one.plan for one in told] == [None, LESS, LESS]
    assert {(one.stage, one.stages) for one in told} == {(1, 2)}


def test_what_is_tried_is_told_only_after_a_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """While there is no plan for long; never at once, and never with a plan."""
    told: list[Progress] = []
    run = run_of(turns(), on_progress=told.append)
    with_model(run)
    run.trying("first")
    assert told == []
    run.start -= 60
    run.trying("second")
    assert [one.trying for one in told] == ["second"]
    run.take_plan(LESS)
    run.trying("third")
    assert [one.trying for one in told] == ["second"]


def test_identical_roles_are_merged_and_split_again() -> None:
    """The model has fewer roles than the program; a plan of it names all roles of the program."""
    two = [seat("left", optional=True), seat("right", optional=True)]
    one = turns(seats=two)
    run = run_of(one)
    model = with_model(run)
    assert len(model.source.vehicles[0].seats) < len(one.vehicles[0].seats)
    model.cp.maximize(model.linear(run.todo[0].expression))
    found = run.plan_of(model, run.ask(model, PROVE).values(len(model.variables)))
    assert check(one, found).ok
    assert run.complete(model, found) is not None
    assert Run.preset is PROVE


def test_a_given_plan_is_completed_beside_factors_that_add_up_to_0() -> None:
    """A condition of 0 seats has such a factor; nothing follows from it in a sub-model."""
    always = Condition(terms=[Term(roles=["pilot"])], min=0, max=9)
    empty = Condition(terms=[Term(roles=["guest"])], min=0, max=0)
    one = program(
        [flight("F1", 1, 11), flight("F2", 21, 31)],
        ["ann"],
        seats=[seat(), seat("guest", optional=True)],
        rules=[SomeOf(of=[always, empty], least=2, weight=3)],
    )
    result = solve(one, plan(tour("ann", "F1"), tour("ann", "F2")))
    assert (result.status, result.goals[0].value) == (Status.OPTIMAL, 0)
