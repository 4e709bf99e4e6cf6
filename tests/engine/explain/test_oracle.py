"""The oracle: whether requirements can hold together, and what a known plan shows about it."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import EngineError, Program, check
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.solver.presets import PROVE
from seatplan.engine.solver.search import OutOfTime
from seatplan.rules.quota import Quota
from tests.build import away, flight, member, plan, program, seat, tour
from tests.engine.judge import TooManyPlans, Verifier, requirements_of
from tests.engine.liars import Denier, lying
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples


@given(tight_programs(), st.data())
@examples(12)
def test_it_knows_what_can_hold_together(drawn: Program, data: st.DataObject) -> None:
    """Any set of requirements: it is impossible exactly if no plan keeps them all."""
    try:
        verifier = Verifier(drawn)
    except TooManyPlans:
        assume(False)
        return
    every = requirements_of(drawn)
    some = (
        data.draw(st.lists(st.sampled_from(every), unique_by=lambda one: one.id)) if every else []
    )
    oracle = Oracle(drawn, None, None, 600.0)
    oracle.model(ActiveRequirements(assume=True))
    assert oracle.impossible(some) == (not verifier.possible_with_only(some))


def short(**keys: object) -> Program:
    """Two flights at the same time, and two people; one is away."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 15)]
    crew = [member("ann"), member("bob", unavailable=(away(3, 4),))]
    return program(flights, crew, seats=[seat(optional=True)], **keys)  # type: ignore[arg-type]


def test_a_known_plan_says_what_can_be_given_up() -> None:
    """The given plan breaks one requirement, so without it there is a plan; it needs no solver."""
    one = short(rules=[Quota(id="q", members=("ann",), max=0)])
    known = plan(tour("ann", "F1"))
    oracle = Oracle(one, known, None, 600.0)
    (broken,) = check(one, known).violations
    oracle.model(ActiveRequirements(assume=True))
    given_up = oracle.requirements[broken.requirement]
    assert oracle.known_plan([given_up]) == known
    assert oracle.known_plan([]) is None
    assert oracle.search.counts.runs == 0


def test_a_plan_that_names_strangers_says_nothing() -> None:
    """It is of another program."""
    assert Oracle(short(), plan(tour("zoe", "F1")), None, 600.0).known_plan([]) is None


def test_a_claim_that_a_known_plan_refutes_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver claims that nothing can hold, and a plan keeps it all."""
    oracle = Oracle(short(), plan(tour("ann", "F1")), None, 600.0)
    lying(monkeypatch, Denier)
    with pytest.raises(EngineError, match="a plan keeps them: what is never given up"):
        oracle.impossible([])


def test_a_plan_of_the_solver_is_checked() -> None:
    """It may break only what was given up; then it is known."""
    one = short(rules=[Quota(id="q", members=("ann", "bob"), min=2)])
    oracle = Oracle(one, None, None, 600.0)
    (quota,) = (each for each in requirements_of(one) if each.rule == "q")
    without = oracle.model(ActiveRequirements(without=[quota]))
    without.cp.minimize(sum(without.variables[1:]))
    answer = oracle.search.run(without.cp, PROVE)
    made = oracle.checked(without, answer, without=[quota])
    assert check(one, made).violations
    assert oracle.known_plan([quota]) == made
    whole = oracle.model(ActiveRequirements())
    values = evolve(answer)
    assert len(whole.variables) == len(without.variables)
    with pytest.raises(EngineError, match="fails the check"):
        oracle.checked(whole, values)


def test_without_time_there_is_no_model_and_no_answer() -> None:
    """OutOfTime, before anything is built."""
    oracle = Oracle(short(), None, None, 600.0)
    model = oracle.model(ActiveRequirements())
    assert oracle.before(oracle.share(0.5))
    oracle.search.deadline = 0.0
    assert not oracle.before(oracle.share(0.5))
    with pytest.raises(OutOfTime):
        oracle.model(ActiveRequirements())
    with pytest.raises(OutOfTime):
        oracle.answer(model.cp)


def test_another_program_shares_the_time_but_no_knowledge() -> None:
    """What is known of one holds nothing about the other."""
    oracle = Oracle(short(), plan(tour("ann", "F1")), None, 600.0)
    other = oracle.on(short(rules=[Quota(id="q", members=("ann",), max=0)]))
    assert other.search.deadline == oracle.search.deadline
    assert other.search.counts is oracle.search.counts
    assert oracle.known_plan([]) is not None
    assert other.known_plan([]) is None
    assert other.search.case.program == other.program != oracle.program
