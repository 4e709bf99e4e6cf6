"""How far conflicts are from the smallest: all irreducible sets of small programs, by MARCO.

Liffiton, Previti, Malik and Marques-Silva, Fast, flexible MUS enumeration, 2016: a seed is any set
that is neither above a known conflict nor below a known set that can hold; a seed that can hold is
grown, one that cannot is shrunk, and both are excluded from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

import seatplan
from seatplan import AddRule, Program, catalog, explain
from seatplan.engine.explain import explaining, mus
from seatplan.engine.explain.cores import Cores
from seatplan.engine.explain.mus import shrink
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.model import requirement_model
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.requirement import Requirement
from seatplan.rules.quota import Quota
from tests.build import flight, plan, program, tour
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples

MOST = 24
"""Programs with more requirements have too many conflicts to list them all."""

Ids = frozenset[str]


def all_conflicts(ids: Ids, can_hold: Callable[[Ids], bool]) -> list[Ids]:
    """Every irreducible set of these that cannot hold together."""
    seeds = cp_model.CpModel()
    in_seed = {id: seeds.new_bool_var(id) for id in sorted(ids)}
    seeds.maximize(sum(in_seed.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    found = []
    while solver.solve(seeds) == cp_model.OPTIMAL:
        seed = frozenset(id for id, literal in in_seed.items() if solver.value(literal))
        if can_hold(seed):  # it is as large as can be: all of the others are in no more of it
            seeds.add_bool_or([in_seed[id] for id in sorted(ids - seed)])
            continue
        for id in sorted(seed):
            if not can_hold(seed - {id}):
                seed -= {id}
        found.append(seed)
        assume(len(found) <= 200)
        seeds.add_bool_or([~in_seed[id] for id in sorted(seed)])
    return found


@given(tight_programs(max_flights=2, max_members=3, max_rules=2))
@examples(12)
def test_a_conflict_is_one_of_all_and_near_the_smallest(one: Program) -> None:
    """It is in the list of all that MARCO makes, and has at most twice as many requirements as the
    smallest."""
    explanation = seatplan.explain(one, max_fixes=0)
    assume(explanation.conflict)
    oracle = Oracle(one, None, None, 60.0)
    cores = Cores(oracle, ActiveRequirements(assume=True))
    assume(len(cores.guards) <= MOST)

    def can_hold(ids: Ids) -> bool:
        return cores.core(sorted(ids)) is None

    conflicts = all_conflicts(frozenset(cores.guards), can_hold)
    first = frozenset(requirement.id for requirement in explanation.conflict)
    assert first in conflicts
    smallest = min(map(len, conflicts))
    event(f"{len(first) - smallest} more than the smallest")
    assert len(first) <= 2 * smallest


@given(tight_programs(max_flights=3, max_members=3, max_rules=3))
@examples(10)
def test_conflicts_where_rest_and_experience_are_deferred(one: Program) -> None:
    """A large model asks without them first; there is a plan or not all the same, and every
    conflict is one."""
    at_once = seatplan.explain(one, max_fixes=0)
    with patch.object(requirement_model, "PATIENCE", 0):
        deferred = seatplan.explain(one, max_fixes=0)
    assert deferred.feasible == at_once.feasible
    assert len(deferred.conflicts) > 0 or at_once.conflicts == ()
    for conflict in deferred.conflicts:
        assert seatplan.solve(one, only=conflict).plan is None


@given(tight_programs(max_flights=3, max_members=3, max_rules=3))
@examples(8)
def test_a_conflict_that_is_not_shrunk_in_time_is_one(one: Program) -> None:
    """It has all the requirements that bar anyone, and is not claimed to be irreducible."""
    shrunk = seatplan.explain(one, max_fixes=0)
    assume(shrunk.conflict)
    with patch.object(explaining, "FOR_CONFLICTS", 0.0):
        found = seatplan.explain(one, max_fixes=0)
    assert found.feasible is False
    assert not found.proved
    assert all(seatplan.solve(one, only=conflict).plan is None for conflict in found.conflicts)


def test_who_is_in_two_places_is_part_of_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where a large model defers it: nothing has to be begun from scratch."""

    def from_scratch(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(requirement_model, "PATIENCE", 0)
    monkeypatch.setattr(mus, "_from_scratch", from_scratch)
    one = program([flight("F1", 1, 20), flight("F2", 10, 30)], ["ann"])
    assert [each.rule for each in explain(one).conflict] == [
        "ascent-full",
        "ascent-full",
        "one-place",
    ]


def test_a_requirement_of_a_whole_rule_may_be_impossible() -> None:
    """A known plan that breaks only a part of a whole rule does not keep that rule."""
    none = Quota(members=("ann",), max=0, per="flight")
    one = program([flight("F1", 1, 20)], ["ann"], rules=[none])
    oracle = Oracle(one, plan(tour("ann", "F1")), None, 60.0)
    (taken,) = (each for each in explain(one).conflict if each.rule == "ascent-full")
    rule = Requirement("quota", "quota", "")
    assert oracle.impossible([rule, taken])
    assert oracle.known_plan([rule]) is not None
    assert not oracle.impossible([taken])


def test_a_small_conflict_where_the_core_is_large() -> None:
    """Five seats for eleven specialists: two flights are enough to show it, whatever else is hard.

    The solver's core has eleven requirements.
    """
    station = catalog.load("commercial-station")
    explanation = explain(station.apply(AddRule(Quota(id="cap", max=5))), max_fixes=0)
    assert explanation.proved
    assert len(explanation.conflict) == 3


# The deletion filter on sets with known answers, without a solver

Letters = tuple[str, ...]
LETTERS = "abcdefgh"


def mock(conflicts: list[set[str]]) -> Callable[[Letters], Letters | None]:
    """A mock solver that returns the first of these conflicts that is contained in a set."""

    def answer(ids: Letters) -> Letters | None:
        for conflict in conflicts:
            if conflict <= set(ids):
                return tuple(one for one in ids if one in conflict)
        return None

    return answer


def test_what_comes_first_is_left_out_first() -> None:
    """Of two conflicts, the one with later requirements remains."""
    core = mock([{"a", "c"}, {"b", "d"}])
    assert shrink(lambda ids: ids if core(ids) else None, "abcd", lambda: True) == (
        ("b", "d"),
        True,
    )


def test_a_core_drops_several_at_once() -> None:
    """If the solver returns a small core, all other requirements are dropped at once."""
    asked: list[Letters] = []
    core = mock([{"h"}])

    def counting(ids: Letters) -> Letters | None:
        asked.append(ids)
        return core(ids)

    assert shrink(counting, LETTERS, lambda: True) == (("h",), True)
    assert len(asked) == 2


def test_out_of_time() -> None:
    """When the time is up, the rest is a conflict that is not claimed to be irreducible."""
    core = mock([{"a"}])
    assert shrink(core, "abc", lambda: False) == (("a", "b", "c"), False)


def test_nothing_is_needed() -> None:
    """If even the empty set cannot hold, the result is empty."""
    assert shrink(lambda ids: (), "abc", lambda: True) == ((), True)


@given(st.lists(st.sets(st.sampled_from(LETTERS), min_size=1), min_size=1), st.booleans())
def test_the_rest_is_irreducible(conflicts: list[set[str]], lazy: bool) -> None:
    """For any conflicts and any cores of the solver, the result is irreducible."""
    core = mock(conflicts)
    kept, sure = shrink(
        (lambda ids: ids if core(ids) is not None else None) if lazy else core,
        LETTERS,
        lambda: True,
    )
    assert sure
    assert core(kept) is not None
    assert all(core(tuple(other for other in kept if other != one)) is None for one in kept)
