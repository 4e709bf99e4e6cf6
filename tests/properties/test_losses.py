"""Ships that are lost on the way: `check` and `solve` agree on who may stay in orbit.

The plan was made before the loss: it has lines that are not possible any more, of people who have
launched and whose way home is gone.
"""

from __future__ import annotations

from datetime import date

from hypothesis import given

from seatplan import Plan, Program
from seatplan.testing import agrees
from tests.losing import losses

from .effort import examples


@given(losses())
@examples(150)
def test_after_a_loss(drawn: tuple[Program, Plan, date]) -> None:
    """After a loss, `solve` finds what an enumeration, evaluated by `check`, finds."""
    program, plan, as_of = drawn
    agrees(program, plan, as_of=as_of)
