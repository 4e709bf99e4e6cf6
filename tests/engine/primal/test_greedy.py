"""Greedy list scheduling: a plan that keeps everything, or none."""

from __future__ import annotations

from hypothesis import given

from seatplan import Plan, Program, check
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import blocks
from seatplan.engine.model.usage import Usage
from seatplan.engine.primal.greedy import count_again, greedy_plan
from seatplan.engine.primal.k_feasibility import usage_of
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.goals.fewest_members import FewestMembers
from seatplan.testing import programs
from tests.build import flight, member, program, seat
from tests.engine.partials import search_of
from tests.properties.effort import examples


def counted(one: Program) -> tuple[SeatModel, Usage]:
    """A model, and the people that its goal counts."""
    model = SeatModel(one)
    count = usage_of(model, blocks(model, [FewestMembers()])[0])
    assert count is not None
    return model, count


def given_out(one: Program) -> tuple[PartialSolution, Usage, bool]:
    """The partial solution afterwards, the people counted, and whether it is a plan."""
    model, count = counted(one)
    partial = PartialSolution(model)
    return partial, count, greedy_plan(partial, count, search_of(one))


@given(programs())
@examples(150)
def test_what_is_given_out_keeps_everything(one: Program) -> None:
    """A greedy plan passes the check, and the members who fly are counted."""
    partial, count, well = given_out(one)
    if not well or not partial.model.rows.complete:
        return
    report = check(one, partial.plan)
    assert report.ok, report.violations
    flying = {line.member for line in partial.plan.assignments if line.leg == "up"}
    assert partial.model.value(count.total, partial.values.tolist()) == len(flying)


def test_who_flies_flies_again() -> None:
    """Members who already fly are preferred, and among these the one who landed last."""
    flights = [flight("F1", 1, 5), flight("F2", 2, 9), flight("F3", 20, 25)]
    crew = [member("ann"), member("bob"), member("cem")]
    partial, _, well = given_out(program(flights, crew, seats=[seat()]))
    assert well
    lines = {(line.flight, line.member) for line in partial.plan.assignments if line.leg == "up"}
    assert lines == {("F1", "ann"), ("F2", "bob"), ("F3", "bob")}


def test_where_nobody_is_free_there_is_none() -> None:
    """With one person for two simultaneous flights, there is no greedy plan."""
    _, _, well = given_out(
        program([flight("F1", 1, 9), flight("F2", 2, 8)], [member("ann")], seats=[seat()])
    )
    assert not well


def test_who_no_longer_flies_no_longer_counts() -> None:
    """The count follows the partial solution."""
    partial, count, _ = given_out(program([flight("F1", 1, 9)], [member("ann")], seats=[seat()]))
    assert partial.model.value(count.total, partial.values.tolist()) == 1
    partial.values[list(partial.decisions)] = 0
    count_again(partial, count)
    assert partial.model.value(count.total, partial.values.tolist()) == 0
    assert partial.plan == Plan((), partial.model.program.name)
