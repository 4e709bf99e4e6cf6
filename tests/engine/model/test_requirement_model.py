"""The cost of soft rules is one sum."""

from __future__ import annotations

from itertools import product
from operator import mul
from unittest.mock import patch

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.programs import WRITTEN
from seatplan.engine.model.building import build_model
from seatplan.engine.model.requirement_model import rounded
from seatplan.goals.keep_rules import KeepRules
from seatplan.modelling import LinearExpr
from seatplan.rules.ground_time import GroundTime


def test_costs_are_added_up_once() -> None:
    """The number of terms grows linearly with the soft requirements."""
    program = WRITTEN["salyut"]()
    soft = tuple(GroundTime(id=f"rest-{n}", days=2000 + n, weight=1) for n in range(10))
    program = evolve(program, rules=soft, goals=(KeepRules(),))
    added = 0
    total = LinearExpr.total

    def counted(sums: object) -> LinearExpr:
        nonlocal added
        made = total(sums)  # type: ignore[arg-type]
        added += len(made.variables)
        return made

    with patch.object(LinearExpr, "total", staticmethod(counted)):
        model = build_model(program)
        cost = model.penalty
    assert len(cost.variables) > 300
    assert added <= 2 * len(cost.variables) + 1000
    assert model.penalty is cost


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.integers(-3, 20))
def test_rounded_limits_ask_for_no_more_than_is_beyond(sizes: list[int], most: int) -> None:
    """Whatever of the parts is taken, each rounded row is at most the amount beyond, or 0."""
    side = LinearExpr(range(len(sizes)), sizes) - most
    for one in (side, *rounded(side)):
        for taken in product((0, 1), repeat=len(sizes)):
            asked = one.constant + sum(map(mul, one.factors, taken))
            assert asked <= max(0, sum(map(mul, sizes, taken)) - most)


def test_half_a_second_part_costs_half_of_what_is_beyond() -> None:
    """A limit of three is one beyond with two parts of two, and half with one and a half."""
    (one,) = rounded(LinearExpr([1, 2], 2) - 3)
    assert (one.factors, one.constant) == ([1, 1], -1)
