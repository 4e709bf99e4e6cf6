"""A lying solver is detected: there is an error with a bundle, and never a wrong plan."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from ortools.sat.python import cp_model

import seatplan
from seatplan import EngineError, Plan, Program, Slip, Status, Withdraw
from seatplan.engine.explain.explaining import after_proof
from seatplan.engine.lexicographic import goal_search
from seatplan.engine.model.plan_values import hint_plan
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.testing import programs
from tests.build import flight, member, plan, program, tour
from tests.engine.liars import (
    Boaster,
    Braggart,
    Crasher,
    Denier,
    Flipper,
    Liar,
    Pessimist,
    Refuser,
    lying,
)
from tests.properties.effort import examples
from tests.small_programs import impossible, leaking, leaking_plan

Patch = pytest.MonkeyPatch

pytestmark = pytest.mark.usefixtures("folder")

WORLD = leaking()
PLAN = leaking_plan()
SLIP = Slip("S-2", 3)


def solve(plan: Plan | None = None) -> object:
    return seatplan.solve(WORLD, plan)


def solve_from_a_plan() -> object:
    return solve(PLAN)


def explain() -> object:
    return seatplan.explain(WORLD)  # with a plan that passes the check it needs no solver


def why_not() -> object:
    return seatplan.why_not(WORLD, PLAN, "D-1", "pilot", "carl")


def what_if() -> object:
    return seatplan.what_if(WORLD, PLAN, SLIP)


def sweep() -> object:
    return list(seatplan.sweep(WORLD, PLAN, [seatplan.Scenario("slip", [SLIP])]))


def stress() -> object:
    return seatplan.stress(WORLD, PLAN)


def alternatives() -> object:
    return seatplan.alternatives(WORLD, PLAN, at_least=1)


ALL = (solve_from_a_plan, explain, why_not, what_if, sweep, stress, alternatives)


@pytest.mark.parametrize("ask", ALL)
@pytest.mark.parametrize("liar", [Refuser, Crasher])
def test_a_solver_that_fails(
    liar: type[Liar], ask: Callable[[], object], monkeypatch: Patch
) -> None:
    """An error of the solver or a refused model becomes an EngineError."""
    lying(monkeypatch, liar)
    with pytest.raises(EngineError, match=r"the solver (refuses|failed with RuntimeError)"):
        ask()


@pytest.mark.parametrize("ask", [one for one in ALL if one not in (alternatives, explain)])
def test_that_there_is_no_plan(ask: Callable[[], object], monkeypatch: Patch) -> None:
    """If a plan is known, a claim of infeasibility is an error in every function."""
    lying(monkeypatch, Denier)
    with pytest.raises(EngineError, match=r"no plan|cannot hold together"):
        ask()


def test_a_plan_in_hand_answers_explain(monkeypatch: Patch) -> None:
    """If the given plan passes the check, `explain` does not depend on what the solver claims."""
    lying(monkeypatch, Denier)
    assert seatplan.explain(WORLD, PLAN).feasible


def one_at_a_time(monkeypatch: Patch) -> None:
    """Solve every goal by itself, without a relaxation that might prove it first."""
    monkeypatch.setattr("seatplan.engine.model.objective_blocks.MOST_BITS", 1)
    monkeypatch.setattr("seatplan.engine.lexicographic.relaxed_goal.relax", lambda *_: None)


def test_that_there_is_no_plan_although_it_has_found_one(monkeypatch: Patch) -> None:
    """A claim of infeasibility in a later stage contradicts the plan of an earlier one."""

    class Forgetful(Liar):
        def said(self, status: Any) -> Any:
            return cp_model.INFEASIBLE if self.solved > 1 else status

    one_at_a_time(monkeypatch)
    lying(monkeypatch, Forgetful)
    with pytest.raises(
        EngineError, match="has a plan, but claims that there is none for 'fill-seats'"
    ):
        solve()


def test_that_presolve_was_wrong(monkeypatch: Patch) -> None:
    """Without a known plan, the solver is called again without presolve."""

    class Hasty(Liar):
        def said(self, status: Any) -> Any:
            return cp_model.INFEASIBLE if self.parameters.cp_model_presolve else status

    lying(monkeypatch, Hasty)
    with pytest.raises(EngineError, match="finds a plan without presolve, and none with it"):
        solve()


@pytest.mark.parametrize("ask", [solve, solve_from_a_plan, why_not, what_if, alternatives])
def test_any_literal_flipped(ask: Callable[[], object], monkeypatch: Patch) -> None:
    """With any literal flipped, an answer passes the check or is an error."""
    lying(monkeypatch, Flipper)
    caught = 0
    for literal in range(1, 24, 1 if ask is solve else 4):
        monkeypatch.setattr(Flipper, "literal", literal)
        try:
            found = ask()
        except EngineError:
            caught += 1
            continue
        result = getattr(found, "result", found)
        made = result.plan if isinstance(result, seatplan.Result) else None
        if made is None:
            continue
        world = WORLD.apply(SLIP) if ask is what_if else WORLD
        report = seatplan.check(world, made)
        assert report.ok
        for goal in result.goals:
            if goal.id in report.values and goal.id != "least-change":
                assert report.values[goal.id] == goal.value
    assert caught > (10 if ask is solve else 2)


@pytest.mark.parametrize("ask", [explain, why_not])
def test_any_literal_of_an_explanation_flipped(
    ask: Callable[[], object], monkeypatch: Patch
) -> None:
    """The plans within an explanation are checked, too."""
    lying(monkeypatch, Flipper)
    caught = 0
    for literal in range(1, 24):
        monkeypatch.setattr(Flipper, "literal", literal)
        try:
            ask()
        except EngineError:
            caught += 1
    assert caught > 12


def two_prices() -> tuple[Program, Plan]:
    """A program with six flights that anyone may fly, and its best plan."""
    world = program(
        [flight(f"F{n}", 10 * n, 10 * n + 5) for n in range(1, 7)],
        [member(name) for name in ("ann", "bob", "cem")],
        goals=[EvenTurns()],
    )
    best = plan(*(tour(["ann", "bob", "cem"][n % 3], f"F{n}") for n in range(1, 7)))
    return world, best


def test_that_a_worse_plan_is_the_best(monkeypatch: Patch) -> None:
    """A worse plan that is claimed to be optimal is detected by the given plan.

    A search that is narrowed to plans as good as the given one has no worse plan.
    """
    world, best = two_prices()
    monkeypatch.setattr(goal_search, "narrowed", lambda *_: nullcontext())
    worst = plan(*(tour("ann", f"F{n}") for n in range(1, 7)))

    def start_badly(model: Any, _: object) -> None:
        model.cp.clear_hints()
        hint_plan(model, worst)

    one_at_a_time(monkeypatch)
    monkeypatch.setattr("seatplan.engine.lexicographic.goal_search.hint_values", start_badly)
    lying(monkeypatch, Braggart)
    with pytest.raises(EngineError, match=r"has a plan worth .*, but claims that none is above"):
        seatplan.solve(world, best)


def test_that_its_own_earlier_plan_is_no_plan(monkeypatch: Patch) -> None:
    """A later stage whose plan is worse than that of an earlier stage is an error."""
    world, _ = two_prices()
    world = evolve(world, goals=(FillSeats(), EvenTurns()))
    one_at_a_time(monkeypatch)

    class Sloppy(Liar):
        @property
        def best_objective_bound(self) -> float:
            return super().best_objective_bound - 20 * (self.solved > 1)

        @property
        def objective_value(self) -> float:
            return super().objective_value - 20 * (self.solved > 1)

    lying(monkeypatch, Sloppy)
    with pytest.raises(EngineError, match=r"has a plan worth .*, but claims that none is above"):
        seatplan.solve(world)


@pytest.mark.parametrize("ask", [solve, what_if, why_not, alternatives])
def test_a_bound_that_is_not_the_value(ask: Callable[[], object], monkeypatch: Patch) -> None:
    """A proof whose bound differs from its value is an error."""
    lying(monkeypatch, Boaster)
    with pytest.raises(EngineError, match="is proved, and that its bound is"):
        ask()


@pytest.mark.parametrize("ask", [solve, what_if, why_not])
def test_a_bound_below_the_value(ask: Callable[[], object], monkeypatch: Patch) -> None:
    """A plan that is better than the bound is an error."""
    lying(monkeypatch, Pessimist)
    with pytest.raises(EngineError, match="claims that none is above"):
        ask()


def test_that_a_demand_makes_it_better(monkeypatch: Patch) -> None:
    """A plan with an additional requirement that is better than the best plan is an error."""
    honest = seatplan.engine.answers.solving.solve  # type: ignore[attr-defined]

    def poor(*args: Any, **keys: Any) -> seatplan.Result:
        result = honest(*args, **keys)
        if args[0].fixed:
            return result
        first, *rest = result.goals
        return evolve(result, goals=(evolve(first, value=9, bound=9), *rest))

    monkeypatch.setattr("seatplan.engine.answers.solving.solve", poor)
    with pytest.raises(EngineError, match="no plan is better than 9 in 'keep-rules', and finds"):
        why_not()


def test_that_it_finds_a_plan_when_asked_why() -> None:
    """An explanation that finds a plan contradicts the solve, which is an error."""
    from seatplan.engine.solver.reproduction import Case

    found = seatplan.explain(WORLD)
    assert found.feasible
    with pytest.raises(EngineError, match="there is no plan, but finds one while explaining why"):
        after_proof(found, Case(WORLD))
    assert after_proof(seatplan.Explanation(), Case(WORLD)).feasible is False


def test_an_alternative_that_is_none(monkeypatch: Patch) -> None:
    """An alternative that equals the given plan is an error."""
    monkeypatch.setattr("seatplan.engine.answers.alternatives._must_differ", lambda *_: None)
    with pytest.raises(EngineError, match="differs from another one in 0 lines only"):
        alternatives()


def test_the_command_says_so(tmp_path: Path, monkeypatch: Patch, capsys: Any) -> None:
    """The command exits with 2 and prints the contradiction and the folder, without a traceback."""
    from seatplan.cli import main

    WORLD.save(tmp_path / "seatplan-error-world.json")
    PLAN.save(tmp_path / "seatplan-error-plan.csv")
    lying(monkeypatch, Denier)
    words = [str(tmp_path / "seatplan-error-world.json"), "--plan"]
    assert main(["solve", *words, str(tmp_path / "seatplan-error-plan.csv")]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "there is no plan, and the check finds nothing wrong with" in captured.err
    assert str(tmp_path / "seatplan-error-") in captured.err


@given(programs())
@examples(15)
def test_nobody_honest_is_suspected(world: Program) -> None:
    """Honest answers never contradict a given plan."""
    first = seatplan.solve(world)
    if first.plan is not None:
        again = seatplan.solve(world, first.plan)
        assert [goal.value for goal in again.goals] == [goal.value for goal in first.goals]
        assert seatplan.explain(world, first.plan).feasible
    else:
        assert first.status is Status.INFEASIBLE


def test_a_given_plan_that_is_none_proves_nothing() -> None:
    """A given plan that breaks a rule, or names something unknown, proves nothing."""
    world = impossible()
    assert seatplan.solve(world, PLAN).status is Status.INFEASIBLE
    gone = WORLD.apply(Withdraw("carl", None, None))
    foreign = evolve(gone, crew=tuple(one for one in gone.crew if one.id != "carl"))
    assert seatplan.solve(foreign, PLAN).status in (Status.INFEASIBLE, Status.OPTIMAL)
    assert seatplan.explain(foreign, PLAN).proved


def test_there_is_one_place_where_a_solver_is_made() -> None:
    """Only `search` names the class of the solver, so that tests can replace it."""
    folder = Path(seatplan.__file__).parent
    makers = [path.name for path in folder.rglob("*.py") if "CpSolver(" in path.read_text()]
    assert makers == ["search.py"]
