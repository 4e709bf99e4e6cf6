"""The literals of ships: they can choose what the check allows, and constants are the same."""

from __future__ import annotations

from hypothesis import given
from ortools.sat.cp_model_pb2 import OPTIMAL
from ortools.sat.python.cp_model import CpSolver

from seatplan import Plan, Program, check
from seatplan.engine.model.building import build_model
from seatplan.engine.model.traffic import choices_of
from seatplan.modelling import ALWAYS
from seatplan.testing.enumeration import plans_of
from seatplan.testing.traffic import ships_alone
from tests.properties.effort import examples


def _lawful(one: Program, plan: Plan) -> bool:
    return not any(found.weight is None for found in check(one, plan).violations)


@given(ships_alone(most=2))
@examples(100)
def test_ships_can_do_what_the_check_allows(one: Program) -> None:
    """There is a choice if and only if a plan is lawful, and it is lawful as a plan."""
    model = build_model(one, only_traffic=True)
    solver = CpSolver()
    if solver.solve(model.cp) != OPTIMAL:
        assert not any(_lawful(one, plan) for plan in plans_of(one))
        return
    values = [solver.value(variable) for variable in model.variables]
    chosen = choices_of(model, values)
    assert _lawful(one, chosen)
    settled = build_model(one, traffic=chosen)
    for ship in one.flights:
        taken = [port for port in model.port_variables(ship) if values[port.literal]]
        constant = settled.port_variables(ship)
        assert {port.literal for port in constant} <= {ALWAYS}
        for port in taken:
            assert any(
                stay.port == port.port and stay.since <= port.since and port.until <= stay.until
                for stay in constant
            )
        crafts = [craft for craft in model.spacecraft_variables(ship) if values[craft.literal]]
        assert [craft.spacecraft for craft in settled.spacecraft_variables(ship)] == [
            craft.spacecraft for craft in crafts
        ]
        assert len(settled.port_changes(ship)) == max(0, len(constant) - 1)
    assert choices_of(settled, [1] * settled.size).docking == chosen.docking
