"""Assumption cores: the first call agrees with later calls, by whichever method."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given

from seatplan import Program
from seatplan.engine.explain import assumption_cores as cores_module
from seatplan.engine.explain.assumption_cores import AssumptionCores
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.rows.active_requirements import ActiveRequirements
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples


def size(assumption_cores: AssumptionCores) -> tuple[int, int, int]:
    """The size of the model."""
    model = assumption_cores.model
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
    assumption_cores = AssumptionCores(oracle, ActiveRequirements(assume=True))
    before = (
        len(assumption_cores.model.variables),
        len(assumption_cores.model.cp.proto.constraints),
        len(assumption_cores.model.rows),
    )
    with patch.object(cores_module, "LARGE_MODEL", large):
        if local:
            core = assumption_cores.first_core(hopeful=hopeful)
        else:
            with patch.object(cores_module, "local", return_value=[]):
                core = assumption_cores.first_core(hopeful=hopeful)
    answer = assumption_cores.answer
    assert before == size(assumption_cores)
    assert (core is None) == (assumption_cores.core(sorted(assumption_cores.guards)) is None)
    if core is None:
        assert answer is not None
        oracle.checked(assumption_cores.model, answer)
    else:
        assert oracle.impossible([oracle.requirements[id] for id in core])
