"""CP-SAT's model is filled from rows, at once or step by step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan.engine.model.model import SeatModel
from seatplan.modelling import LinearExpr
from tests.properties.effort import examples

from .test_rows import LITERALS, Post, empty_model, posts


def posted(some: list[Post], *, often: bool) -> str:
    """The solver's model with these rows, filled after each row or once."""
    model = empty_model()
    at = [0] + [model.literal() for _ in range(LITERALS)]
    for post in some:
        post(model, at)
        if often:
            assert len(model.variables) == model.size
    return str(model.cp.proto)


@given(st.lists(posts(), min_size=1, max_size=5))
@examples(40)
def test_it_does_not_matter_when_it_is_filled(some: list[Post]) -> None:
    """The time of filling does not matter, even if a row is changed after it was posted."""
    assert posted(some, often=True) == posted(some, often=False)


def test_a_filling_that_was_broken_off_goes_on() -> None:
    """After an interrupted filling, each variable and each row is posted once."""
    calls = 0

    def pulse() -> None:
        nonlocal calls
        calls += 1
        if calls % 3 == 0:
            raise InterruptedError

    def build(model: SeatModel) -> SeatModel:
        some = [model.literal() for _ in range(4)]
        for one in some:
            model.add_linear(LinearExpr([one, some[0]], [1, 2]), 1, None)
        return model

    whole, broken = build(empty_model()), build(empty_model())
    broken._pulse = pulse
    broken_off = 0
    while broken_off < 100:
        try:
            filled = str(broken.cp.proto)
            break
        except InterruptedError:
            broken_off += 1
    assert broken_off > 1
    assert filled == str(whole.cp.proto)


def test_a_copy_goes_its_own_way() -> None:
    """Rows of a trial are not in the copy from before it."""
    model = empty_model()
    one = model.literal()
    before = str(model.cp.proto)
    end = model.on_trial()
    model.forbid(one)
    assert str(model.cp.proto) != before
    end()
    assert str(model.cp.proto) == before


@pytest.mark.parametrize("guarded", [False, True])
@pytest.mark.parametrize("sides", [(2, None), (None, -1), (1, 0)])
def test_what_cannot_be_is_posted(sides: tuple[int | None, int | None], guarded: bool) -> None:
    """An infeasible sum becomes an empty clause, under its guard if it has one."""
    model = empty_model()
    one, guard = model.literal(), model.literal()
    model.add_linear(LinearExpr([one]), *sides, given=guard if guarded else 0)
    (constraint,) = model.cp.proto.constraints
    assert constraint.has_bool_or()
    assert list(constraint.enforcement_literal) == ([guard] if guarded else [])
