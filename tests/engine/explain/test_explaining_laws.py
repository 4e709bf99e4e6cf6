"""Laws of every explanation, compared with all plans of tiny programs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from itertools import chain, combinations
from pathlib import Path
from random import Random

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import Explanation, Program, Requirement, Status, explain, solve
from seatplan.engine.explain.ranking import Ranking
from seatplan.program_index import ProgramIndex
from seatplan.testing import days, plans
from tests.engine.judge import TooManyPlans, Verifier, ids_of, requirements_of
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples

MANY, MOST = 30, 4
"""More fixes than a tiny program has, usually; and more parts than one of them."""


def judged(program: Program) -> Verifier:
    """A judge of a program without a plan, or skip the example."""
    try:
        verifier = Verifier(program)
    except TooManyPlans:
        assume(False)
        raise
    assume(not verifier.possible())
    return verifier


@given(tight_programs())
@examples(40)
def test_feasible_exactly_if_there_is_a_plan(program: Program) -> None:
    """Feasibility is decided correctly, and feasible programs have no conflicts."""
    try:
        possible = Verifier(program).possible()
    except TooManyPlans:
        assume(False)
        return
    explanation = explain(program, max_fixes=1)
    assert (explanation.feasible, explanation.proved) == (possible, True)
    if possible:
        assert not explanation.conflicts
        assert not explanation.fixes


@given(tight_programs())
@examples(36)
def test_conflicts_are_irreducible(program: Program) -> None:
    """No plan keeps a conflict, and some plan keeps it without any one of its requirements.

    No two conflicts share one, and with all of them given up there is a plan.
    """
    verifier = judged(program)
    explanation = explain(program, max_fixes=0)
    for conflict in explanation.conflicts:
        assert not verifier.possible_with_only(conflict)
        for one in conflict:
            assert verifier.possible_with_only(other for other in conflict if other is not one)
    together = [one for conflict in explanation.conflicts for one in conflict]
    assert len(ids_of(together)) == len(together)
    assert verifier.possible(without=together) == bool(explanation.conflicts)
    if not explanation.conflict:
        assert not verifier.possible_with_only(())


@given(tight_programs())
@examples(20)
def test_fixes_are_all_that_a_planner_would_try(program: Program) -> None:
    """With a large limit, all fixes up to two parts longer than the first are found, in order."""
    verifier = judged(program)
    expected = fixes_of(program, verifier)
    assume(len(expected) < MANY)
    explanation = explain(program, max_fixes=MANY)
    assert {ids_of(fix) for fix in explanation.fixes} == {ids_of(fix) for fix in expected}
    assert explanation.complete
    assert explanation.proved
    ranking = Ranking(ProgramIndex(program))
    assert [*explanation.fixes] == sorted(explanation.fixes, key=ranking.order)
    if explanation.fixes:
        (first,) = explain(program, max_fixes=1).fixes
        assert ranking.price(first) == min(map(ranking.price, explanation.fixes))


def fixes_of(program: Program, verifier: Verifier) -> list[tuple[Requirement, ...]]:
    """By trying out: minimal sets of requirements and whole rules, as far as anyone wants them.

    No whole rule where one or two requirements of it would do; no last resort where there is
    another way; nothing of more than two parts more than the smallest.
    """
    ranking = Ranking(ProgramIndex(program))
    pieces = requirements_of(program)
    by_rule: dict[str, list[Requirement]] = {}
    for one in pieces:
        by_rule.setdefault(one.rule, []).append(one)
    wholes = [ranking.whole(rule) for rule, mine in by_rule.items() if len(mine) > 1]
    units = [*pieces, *(one for one in wholes if one is not None)]

    def helps(some: Iterable[Requirement]) -> bool:
        chosen = list(some)
        return verifier.possible(without=chain(chosen, *(by_rule.get(c.id, ()) for c in chosen)))

    def pieces_of(whole: Requirement) -> list[Requirement]:
        # A rule of one piece may give it the id that stands for all of the rule.
        return [one for one in by_rule.get(whole.id, ()) if one.id != whole.id]

    def minimal(some: tuple[Requirement, ...]) -> bool:
        return not any(
            helps(one for one in some if one is not gone)
            or any(
                helps([*(one for one in some if one is not gone), *few])
                for number in (1, 2)
                for few in combinations(pieces_of(gone), number)
            )
            for gone in some
        )

    decided = [one for one in units if ranking.price([one]).impossible == 0]
    commanded = [one for one in decided if ranking.price([one]).uncommanded == 0]
    for among in (commanded, decided, units):
        found = [
            some
            for size in range(1, MOST + 1)
            for some in combinations(among, size)
            if helps(some) and minimal(some)
        ]
        if found:
            best = min(ranking.price(some) for some in found)
            size = best.size + 2
            assume(size <= MOST or len(among) <= MOST)
            last = evolve(best, size=size, rank=size * 10)
            return [some for some in found if ranking.price(some) <= last]
        assume(len(among) <= MOST)
    return []


@given(tight_programs(), st.randoms(use_true_random=False))
@examples(16)
def test_the_order_of_the_file_does_not_matter(program: Program, random: Random) -> None:
    """Shuffling the lists of a program does not change its explanation."""
    turned = shuffled(program, random)
    assert told(explain(turned, max_fixes=3)) == told(explain(program, max_fixes=3))


def shuffled(program: Program, random: Random) -> Program:
    """The same program in another order; unnamed rules keep the numbers that name them."""

    def turned(things: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(random.sample(things, len(things)))

    names = ("agencies", "vehicles", "flights", "crew", "fixed", "forbidden")
    lists = {name: turned(getattr(program, name)) for name in names}
    return evolve(program, rules=turned(program.named_rules), **lists)


@given(tight_programs(max_flights=3, max_members=4), st.data())
@examples(20)
def test_the_same_as_of_a_day(program: Program, data: st.DataObject) -> None:
    """With `as_of`, solving again confirms the conflicts and fixes."""
    flown = data.draw(plans(program))
    as_of = data.draw(days(0, 35))
    explanation = explain(program, flown, as_of=as_of, max_fixes=2)

    def possible(**given_up: Iterable[Requirement]) -> bool:
        found = solve(program, flown, as_of=as_of, **given_up)
        assert found.status in (Status.OPTIMAL, Status.INFEASIBLE)
        return found.plan is not None

    assert explanation.feasible == possible()
    for conflict in explanation.conflicts:
        assert not possible(only=conflict)
        for one in conflict:
            assert possible(only=[other for other in conflict if other is not one])
    for fix in explanation.fixes:
        assert possible(without=fix)
        for one in fix:
            assert not possible(without=[other for other in fix if other is not one])
    if explanation.feasible is False and not explanation.conflict:
        assert not possible(only=())


def told(explanation: Explanation) -> tuple[tuple[tuple[Requirement, ...], ...], ...]:
    """An explanation without its time."""
    return explanation.conflicts, explanation.fixes


SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from hypothesis import HealthCheck, Phase, given, settings
from seatplan import explain
from tests.engine.strategies import tight_programs

@given(tight_programs(max_flights=3, max_members=4))
@settings(max_examples=9, derandomize=True, database=None, deadline=None,
          phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def law(program):
    explanation = explain(program, max_fixes=4)
    if not explanation.feasible:
        print(explanation)

law()
"""


def test_every_process_says_the_same() -> None:
    """Every hash seed gives the same conflicts and fixes, in the same order."""
    checkout = Path(__file__).parents[3]
    said = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(checkout)],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "77")
    }
    assert len(said) == 1
    assert said.pop().count("There is no plan") > 2
