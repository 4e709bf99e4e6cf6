"""Single calls of the solver, with each kind of option."""

from __future__ import annotations

import time
from unittest.mock import patch

import pytest
from ortools.sat.python import cp_model

from seatplan.engine.solver.presets import LOCAL, LOCAL_RAW
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import SECOND_LOOK, OutOfTime, Search
from seatplan.errors import EngineError
from seatplan.program import Program
from tests.small_programs import leaking


def _search(workers: int) -> Search:
    return Search(time.monotonic() + 600, Case(Program("any"), None, None), workers)


@pytest.mark.parametrize("workers", [1, 2])
def test_local_search_finds_a_plan_and_says_nothing_of_what_has_none(workers: int) -> None:
    """Local search finds a plan, and ends without an answer if there is none."""
    cp = cp_model.CpModel()
    literals = [cp.new_bool_var("") for _ in range(50)]
    cp.add(cp_model.LinearExpr.sum(literals) == 6)
    answer = _search(workers).run(cp, LOCAL, effort=0.1)
    assert answer.found
    assert sum(answer.solver.value(one) for one in literals) == 6
    factors = [2 * number for number in range(1, 51)]
    cp.add(cp_model.LinearExpr.weighted_sum(literals, factors) == 601)
    answer = _search(workers).run(cp, LOCAL_RAW, effort=0.1)
    assert not answer.found
    assert not answer.infeasible


def test_a_second_look_is_for_any_plan_and_no_longer_than_the_proof() -> None:
    """A second search ends after the time of the proof, and a plan that it finds is an error."""
    cp = cp_model.CpModel()
    literals = [cp.new_bool_var("") for _ in range(3)]
    cp.maximize(cp_model.LinearExpr.sum(literals))
    search = _search(1)
    proof = search.run(cp)
    with pytest.raises(EngineError, match="finds a plan without presolve"):
        search.must_be_none(cp, proof)
    assert not cp.has_objective()
    holes = [[cp.new_bool_var("") for _ in range(11)] for _ in range(12)]
    for one in holes:
        cp.add_exactly_one(one)
    for each in zip(*holes, strict=True):
        for at, one in enumerate(each):
            for other in each[:at]:
                cp.add_at_most_one(one, other)
    with patch.object(Search, "run", autospec=True, side_effect=Search.run) as run:
        search.must_be_none(cp, proof)
    assert run.call_args.kwargs["effort"] == max(SECOND_LOOK, proof.effort)


def test_a_search_that_never_began() -> None:
    """A search whose time is already up finds nothing and raises no error."""
    search = Search(time.monotonic() - 1, Case(Program("any"), None, None), 1)
    answer = search.run(cp_model.CpModel())
    assert (answer.found, answer.infeasible, answer.proved, answer.effort) == (False,) * 3 + (0.0,)


@pytest.mark.parametrize("stop", [OutOfTime, KeyboardInterrupt])
def test_work_is_left_where_it_is_stopped(stop: type[BaseException]) -> None:
    """The rest of the block is skipped; Ctrl-C is remembered, and other errors are raised."""
    search = Search(time.monotonic() + 60, Case(leaking(), None, None))
    done = []
    with search.until_stopped():
        done.append(1)
        raise stop
    assert done == [1]
    assert search.interrupted == (stop is KeyboardInterrupt)
    with pytest.raises(ValueError, match="of its own"), search.until_stopped():
        raise ValueError("of its own")
