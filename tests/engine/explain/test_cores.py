"""Cores: the first call agrees with later calls, by whichever method."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given

import seatplan
from seatplan import Program
from seatplan.engine.explain import cores as cores_module
from seatplan.engine.explain.cores import Cores
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.model.requirement_model import ActiveRequirements
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples


def size(cores: Cores) -> tuple[int, int, int]:
    """The size of the model."""
    model = cores.model
    return len(model.variables), len(model.cp.proto.constraints), len(model.rows)


@pytest.mark.parametrize("hopeful", [False, True])
@pytest.mark.parametrize("large", [0, 20_000])
@pytest.mark.parametrize("local", [False, True])
@given(tight_programs(max_flights=3, max_members=4, max_rules=3))
@examples(15)
def test_the_first_question_is_answered_like_any(
    hopeful: bool, large: int, local: bool, one: Program
) -> None:
    """By local search or without it, in a large model or not: a plan that passes the check, or
    requirements that cannot hold together; and the model is as it was."""
    oracle = Oracle(one, None, None, 60.0)
    cores = Cores(oracle, ActiveRequirements(assume=True))
    before = size(cores)
    with patch.object(cores_module, "LARGE_MODEL", large):
        if local:
            core = cores.first_core(hopeful=hopeful)
        else:
            with patch.object(cores_module, "local", return_value=[]):
                core = cores.first_core(hopeful=hopeful)
    answer = cores.answer
    assert before == size(cores)
    assert (core is None) == (cores.core(sorted(cores.guards)) is None)
    if core is None:
        assert answer is not None
        oracle.checked(cores.model, answer)
    else:
        assert oracle.impossible([oracle.requirements[id] for id in core])


@given(tight_programs(max_flights=3, max_members=4, max_rules=3))
@examples(10)
def test_few_people_show_nothing_that_all_do_not(drawn: Program) -> None:
    """An explanation is the same, whether plans are first looked for among few people or not."""
    with (
        patch.object(cores_module, "MANY_VARIABLES", 0),
        patch("seatplan.engine.explain.relevance.FEW_ALIKE", 1),
    ):
        among_few = seatplan.explain(drawn, max_fixes=0)
    among_all = seatplan.explain(drawn, max_fixes=0)
    assert among_few.proved == among_all.proved
    assert among_few.conflicts == among_all.conflicts
