"""Cores: what the first question says, in whichever way it is asked, the later ones say too."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given

from seatplan import Program
from seatplan.engine import cores as cores_module
from seatplan.engine.cores import Cores
from seatplan.engine.demands import Demands
from seatplan.engine.inquiry import Inquiry
from seatplan.engine.search import Answer
from tests.properties.effort import examples

from .strategies import tight_programs


def size(cores: Cores) -> tuple[int, int, int]:
    """How much is in the model."""
    model = cores.model
    return len(model.variables), len(model.cp.proto.constraints), len(model.rows)


@pytest.mark.parametrize("huge", [0, 100_000])
@pytest.mark.parametrize("local", [False, True])
@given(tight_programs(max_flights=3, max_members=4, max_rules=3))
@examples(30)
def test_the_first_question_is_answered_like_any(huge: int, local: bool, one: Program) -> None:
    """By local search or without it, in a huge model or not: a plan that passes the check, or
    requirements that cannot hold together; and the model is as it was."""
    inquiry = Inquiry(one, None, None, 60.0)
    cores = Cores(inquiry, Demands(assume=True))
    before = (
        len(cores.model.variables),
        len(cores.model.cp.proto.constraints),
        len(cores.model.rows),
    )
    none: Answer | None = None
    with patch.object(cores_module, "HUGE", huge):
        if local:
            core = cores.first_core(cores.ids)
        else:
            with patch.object(Inquiry, "any_plan", return_value=none):
                core = cores.first_core(cores.ids)
    answer = cores.answer
    assert before == size(cores)
    assert (core is None) == (cores.core(cores.ids) is None)
    if core is None:
        assert answer is not None
        inquiry.checked(cores.model, answer)
    else:
        assert inquiry.impossible([inquiry.requirements[id] for id in core])
