"""The cost of soft rules is one sum."""

from __future__ import annotations

from unittest.mock import patch

from attrs import evolve

from benchmarks.programs import WRITTEN
from seatplan.engine.model.building import build_model
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
