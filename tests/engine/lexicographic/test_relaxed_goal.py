"""The relaxation of one goal: its bounds hold, and what it fixes is so in every plan as good."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program
from seatplan.engine.lexicographic import relaxed_goal
from seatplan.engine.lexicographic.relaxed_goal import RelaxedGoal
from seatplan.engine.model.objective_blocks import block_of
from seatplan.engine.solver.linear_program import LinearProgram
from seatplan.engine.solver.narrowing import NOTHING
from seatplan.engine.solver.relaxation import Relaxed, Simplex, exact_bound, relax, simplex_of
from seatplan.engine.solver.search import Search
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.prefer import Prefer
from seatplan.modelling import LinearExpr
from seatplan.rules.career import Career
from seatplan.rules.quota import Quota
from seatplan.testing import programs
from seatplan.worth import Term
from tests.build import flight, member, plan, program, seat, tour
from tests.engine.partials import best, values_of
from tests.engine.runs import enumerated, must_be_true, run_of, with_model
from tests.properties.effort import examples

METHODS = simplex_of(1.0, 100)


@given(programs(min_goals=1, max_goals=1, max_rules=2), st.booleans(), st.booleans())
@examples(20)
def test_every_bound_holds(drawn: Program, aggregated: bool, tight: bool) -> None:
    """Of the rows of each member or of their sums, and of the tree; what is fixed leaves the best
    plan."""
    most = enumerated(drawn)
    run = run_of(drawn)
    model = with_model(run)
    goal = RelaxedGoal(run, model, block_of(run.todo[:1]))
    goal.relax(METHODS, aggregated=aggregated, tight=tight)
    must_be_true(run, most)
    if goal.relaxed is None or not most.best:
        return
    assert len(goal.relaxed.values) == model.size
    assert bool(goal.relaxed.multipliers) or not len(model.rows)
    gain = goal.term.gain(most.best[0])
    assert goal.bound >= gain
    columns, values = goal.shared(gain)
    fixed: set[int] = set()
    goal.fix(gain, fixed)
    assert fixed == set(columns.tolist())
    before = len(model.rows)
    goal.fix(gain, fixed)
    assert len(model.rows) == before, "they are fixed already"
    answer = best(model, goal.block.objective, run.search, {})
    assert answer.found
    found = values_of(model, answer)
    assert model.value(goal.block.objective, found) == gain
    assert [found[one] for one in columns.tolist()] == values.tolist()


def optional(*goals: object) -> Program:
    """Two flights at once with an optional seat each; at most one of ann's and bob's is taken."""
    flights = [flight(f"F{k}", k + 1, 20) for k in range(2)]
    return program(
        flights, ["ann", "bob"], seats=[seat(optional=True)], goals=goals,
        rules=[Quota(members=("ann", "bob"), max=1)],
    )  # fmt: skip


def test_sums_of_members_have_the_bound_of_each_member() -> None:
    """Who is identical has the same values, and each has the multipliers of all."""
    bounds = []
    for aggregated in (False, True):
        run = run_of(optional(FillSeats()))
        goal = RelaxedGoal(run, with_model(run), block_of(run.todo))
        assert (goal.bound, goal.known) == (goal.term.high, float("-inf"))
        goal.relax(METHODS, aggregated=aggregated)
        bounds.append(goal.bound)
        assert run.bound_of(goal.term) == goal.term.value(bounds[-1])
        assert goal.relaxed is not None
        assert goal.linear is not None
        assert exact_bound(goal.linear, goal.relaxed.multipliers) == 1
    assert bounds == [1, 1]


@pytest.mark.parametrize("large", [False, True])
def test_members_count_together_where_each_by_himself_takes_too_long(
    large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First in large programs alone; where the bound is reached, nothing follows."""
    run = run_of(optional(FillSeats()))
    goal = RelaxedGoal(run, with_model(run), block_of(run.todo))
    sizes = []

    def fails_for_each(
        linear: LinearProgram, search: Search, methods: Sequence[Simplex]
    ) -> Relaxed | None:
        sizes.append(len(linear.costs))
        return None if sizes[-1] == goal.model.size else relax(linear, search, methods)

    monkeypatch.setattr(relaxed_goal, "relax", fails_for_each)
    monkeypatch.setattr(relaxed_goal, "IDENTICAL", 0 if large else goal.model.size)
    goal.relax(METHODS)
    assert (goal.relaxed is not None) == large
    assert len(set(sizes)) == len(sizes) == (2 if large else 1)
    if not large:
        return
    assert goal.bound == 1
    assert sizes[0] < sizes[1]
    run.take_plan(plan(tour("ann", "F0")), sure=True)
    goal.relax(METHODS)
    assert len(sizes) == 3


def test_a_worse_bound_of_each_member_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound of members together stays, with its multipliers."""
    run = run_of(optional(FillSeats()))
    goal = RelaxedGoal(run, with_model(run), block_of(run.todo))

    def worse(linear: LinearProgram, search: Search, methods: Sequence[Simplex]) -> Relaxed | None:
        found = relax(linear, search, methods)
        is_each = found is not None and len(found.values) == goal.model.size
        return evolve(found, bound=found.bound + 5) if found and is_each else found

    monkeypatch.setattr(relaxed_goal, "relax", worse)
    monkeypatch.setattr(relaxed_goal, "IDENTICAL", 0)
    goal.relax(METHODS)
    assert goal.bound == 1
    assert goal.relaxed is not None
    assert goal.relaxed.bound == 1


def test_what_would_cost_too_much_is_fixed() -> None:
    """With ann worth 5 and bob 3, bob flies in no plan that is worth 5."""
    terms = (Term(members=("ann",), value=5), Term(members=("bob",), value=3))
    run = run_of(optional(Prefer(terms=terms)))
    model = with_model(run)
    goal = RelaxedGoal(run, model, block_of(run.todo))
    assert goal.shared(5) is NOTHING
    goal.relax([("dual", 5.0)], tight=False)  # the primal has multipliers that fix nothing
    columns, values = goal.shared(goal.term.gain(5))
    bob = {way.literal for way in model.tours if way.member.id == "bob"}
    assert bob <= set(columns.tolist())
    assert not values.any()
    goal.fix(goal.term.gain(5), set())
    answer = best(model, LinearExpr(sorted(bob)), run.search, {})
    assert sum(values_of(model, answer)[one] for one in bob) == 0


def test_a_tree_is_for_what_a_plan_leaves_open() -> None:
    """Without a plan there is none; with one it goes on, and begins again from a better plan."""
    run = run_of(optional(FillSeats()))
    goal = RelaxedGoal(run, with_model(run), block_of(run.todo))
    goal.relax(METHODS)
    goal.split(10)
    assert goal._tree is None
    run.take_plan(plan(), sure=True)
    goal.split(10)
    first = goal._tree
    assert first is not None
    goal.split(10)
    assert (goal._tree, first.known, goal.bound) == (first, 0, 1)
    run.take_plan(plan(tour("ann", "F0")), sure=True)
    goal.split(10)
    assert goal._tree is not first
    assert (goal._tree.known, goal.bound) == (1, 1)


def test_only_a_tight_relaxation_is_propagated() -> None:
    """In whole numbers no part of a tour that is too long for a career remains."""
    flights = [flight("F0", 1, 21), flight("F1", 31, 61)]
    bounds = []
    for tight in (False, True):
        one = program(
            flights, [member("ann", days_before=90)], seats=[seat(optional=True)],
            goals=[FillSeats()], rules=[Career(max_days=100)],
        )  # fmt: skip
        run = run_of(one)
        goal = RelaxedGoal(run, with_model(run), block_of(run.todo))
        goal.relax(METHODS, tight=tight)
        assert goal.relaxed is not None
        bounds.append(float(goal.relaxed.values.sum()))
    assert bounds[0] > bounds[1]
