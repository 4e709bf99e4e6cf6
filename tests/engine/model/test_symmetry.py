"""Who is interchangeable, and what the rows that break the symmetry keep."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from seatplan import Agency, Program, check
from seatplan.engine.lexicographic.goal_alone import up_to
from seatplan.engine.model import symmetry
from seatplan.engine.model.building import build_model
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import terms
from seatplan.engine.model.plan_values import read_plan
from seatplan.engine.model.symmetry import Class, break_symmetry, classes_of, in_order
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.longest_waiting import LongestWaiting
from seatplan.kinds import Rule
from seatplan.modelling import LinearExpr
from seatplan.rules.apart import Apart
from seatplan.rules.quota import Quota
from seatplan.rules.share import Share
from seatplan.testing import programs
from tests.build import flight, member, program, seat
from tests.engine.twins import with_twins
from tests.properties.effort import examples

FLIGHTS = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(4)]


def units_of(one: Program, goal: int = 0) -> list[tuple[tuple[str, ...], ...]]:
    """The classes of a program with respect to one of its goals."""
    model = build_model(one)
    objective = terms(model, one.named_goals)[goal].expression if one.named_goals else LinearExpr()
    return list(classes_of(model, objective))


def best(model: SeatModel, objective: LinearExpr) -> tuple[int | None, list[int]]:
    """The least of an expression, and a solution; None if there is none."""
    model.cp.minimize(model.linear(objective))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return None, []
    assert status == cp_model.OPTIMAL
    return round(solver.objective_value), [solver.value(one) for one in model.variables]


@given(with_twins(programs(max_flights=4, max_members=2, max_rules=3, min_goals=1)), st.data())
@examples(120)
def test_no_value_is_lost(one: Program, data: st.DataObject) -> None:
    """With the rows the best of a goal is what it is without, also behind a goal that is kept."""
    goals = [*one.named_goals]
    first = data.draw(st.integers(0, len(goals) - 1))
    kept = goals[:first] if data.draw(st.booleans()) else []
    found = []
    for breaks in (False, True):
        model = build_model(up_to(one, frozenset(goal.name for goal in (*kept, goals[first]))))
        sense = [1 if goal.sense == "min" else -1 for goal in (*kept, goals[first])]
        made = [term.expression for term in terms(model, (*kept, goals[first]))]
        for sign, expression in zip(sense[:-1], made[:-1], strict=True):
            value, _ = best(model, expression * sign)
            if value is not None:
                model.add_linear(expression * sign, None, value)
        if breaks:
            break_symmetry(model, classes_of(model, made[-1]))
        found.append(best(model, made[-1] * sense[-1])[0])
    assert found[0] == found[1]


@given(with_twins(programs(max_flights=4, max_members=2, max_rules=2, min_goals=1, max_goals=1)))
@examples(60)
def test_a_plan_in_order(one: Program) -> None:
    """The image of a plan is one, is worth the same, and keeps the rows."""
    model = build_model(one)
    objective = LinearExpr.total([term.expression for term in terms(model, one.named_goals)])
    classes = classes_of(model, objective)
    value, solution = best(model, objective * -1)
    if value is None or not classes or model.open_dates:
        return
    plan = read_plan(model, solution)
    image = in_order(model, classes, plan)
    before, after = check(one, plan), check(one, image)
    assert sum(dict(before.values).values()) == sum(dict(after.values).values())
    assert len(before.violations) == len(after.violations)
    break_symmetry(model, classes)
    taken = {(line.flight, line.leg, line.role, line.member) for line in image.assignments}
    for places in model.candidates.places.values():
        for place in places:
            if (place.flight.id, place.leg, place.role, place.member.id) not in taken:
                model.add_linear(LinearExpr([place.literal]), None, 0)
    assert best(model, objective * -1)[0] == value


CREW = [member("ann"), member("bob"), member("cem"), member("dov", "JAXA"), member("eva", "JAXA")]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([], [(("ann",), ("bob",), ("cem",)), (("dov",), ("eva",))]),
        ([Quota(members=("bob",), min=1)], [(("ann",), ("cem",)), (("dov",), ("eva",))]),
        ([Apart(members=("ann", "bob"))], [(("ann",), ("bob",)), (("dov",), ("eva",))]),
        (
            [Quota(agencies=("NASA",), max=2)],
            [(("ann",), ("bob",), ("cem",)), (("dov",), ("eva",))],
        ),
        ([Quota(members=("dov",), max=1, weight=3)], [(("ann",), ("bob",), ("cem",))]),
    ],
)
def test_who_is_interchangeable(
    rules: Sequence[Rule], expected: list[tuple[tuple[str, ...], ...]]
) -> None:
    """Members of one agency that no rule can distinguish; a rule that names both is no matter."""
    assert units_of(program(FLIGHTS, CREW, rules=rules, goals=(EvenTurns(),))) == expected


def test_a_class_needs_no_neighbors() -> None:
    """Someone of another class may come between two who are interchangeable."""
    crew = [member("ann"), member("bob", flights_before=1), member("cem")]
    assert units_of(program(FLIGHTS, crew, goals=(EvenTurns(),))) == [(("ann",), ("cem",))]


def test_a_goal_distinguishes() -> None:
    """How long someone waits matters for one goal, and not for the other."""
    crew = [member("ann", selected=-500), member("bob", selected=-90)]
    assert units_of(program(FLIGHTS, crew, goals=(EvenTurns(),))) == [(("ann",), ("bob",))]
    assert units_of(program(FLIGHTS, crew, goals=(LongestWaiting(),))) == []


def guests(*agencies: str, shares: dict[str, float]) -> Program:
    """Two members of each agency with different qualifications, and a share of seats."""
    crew = [
        member(f"{agency}-{k}", agency, *["eva"][: k % 2]) for agency in agencies for k in (1, 2)
    ]
    return program(
        FLIGHTS,
        crew,
        agencies=[Agency(one) for one in ("NASA", *agencies)],
        rules=[Share(shares=shares, tolerance=1), Quota(holding=("eva",), min=2)],
        goals=(EvenTurns(),),
    )


def test_agencies_are_interchangeable() -> None:
    """If their members can be swapped one for one; not if one has a larger share."""
    equal = guests("Cuba", "Laos", "Peru", shares={"Cuba": 1, "Laos": 1, "Peru": 1})
    (units,) = units_of(equal)
    assert counterparts(units) == {("Cuba-1", "Laos-1", "Peru-1"), ("Cuba-2", "Laos-2", "Peru-2")}
    other = guests("Cuba", "Laos", "Peru", shares={"Cuba": 2, "Laos": 1, "Peru": 1})
    (units,) = units_of(other)
    assert counterparts(units) == {("Laos-1", "Peru-1"), ("Laos-2", "Peru-2")}


def counterparts(units: tuple[tuple[str, ...], ...]) -> set[tuple[str, ...]]:
    """Who corresponds to whom in interchangeable agencies; their order has no meaning."""
    return set(zip(*units, strict=True))


def test_of_agencies_the_first_flies_first() -> None:
    """And where one of them at most is on a flight, a row is about all of its members."""
    one = guests("Cuba", "Laos", shares={"Cuba": 1, "Laos": 1})
    model = build_model(one)
    before = len(model.rows)
    break_symmetry(model, classes_of(model, LinearExpr()))
    assert len(model.rows) - before == len(FLIGHTS)
    ups = model.seat_variables(one.flights[0], "up")
    guest = next(place.literal for place in ups if place.member.id == "Laos-1")
    assert best(model, LinearExpr([guest], -1))[0] == 0


def test_two_of_an_agency_on_a_flight() -> None:
    """They may come after one of the agency before theirs."""
    crew = [member(f"{agency}-{k}", agency) for agency in ("JAXA", "NASA") for k in (1, 2)]
    model = build_model(program(FLIGHTS[:2], crew, seats=[seat(count=2, optional=True)]))
    classes = classes_of(model, LinearExpr())
    assert counterparts(classes[0]) == {("JAXA-1", "NASA-1"), ("JAXA-2", "NASA-2")}
    break_symmetry(model, classes)
    taken = {("F0", "JAXA-1"), ("F1", "NASA-1"), ("F1", "NASA-2")}
    for one in (place for places in model.candidates.places.values() for place in places):
        value = int((one.flight.id, one.member.id) in taken)
        model.add_linear(LinearExpr([one.literal]), value, value)
    assert best(model, LinearExpr())[0] == 0


def test_the_search_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it is used up no swap is tried."""
    monkeypatch.setattr(symmetry, "MOST_ENTRIES", 0)
    assert units_of(program(FLIGHTS, CREW, goals=(EvenTurns(),))) == []


def test_colors_prove_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even if no color tells members apart, rows and the objective do."""
    monkeypatch.setattr(symmetry._Search, "_refined", lambda self, colors: colors)
    bob = Quota(members=("bob",), min=1)
    for one in (program(FLIGHTS, CREW, rules=[bob]), program(FLIGHTS, CREW)):
        model = build_model(one)
        tours = [way.literal for way in model.tours_of("bob")] if not one.rules else []
        found = classes_of(model, LinearExpr(tours))
        assert list(found) == [(("dov",), ("eva",))]


def test_without_classes_nothing_changes() -> None:
    """No row is posted, and a plan is its own image."""
    one = program(FLIGHTS, CREW[:1])
    model = build_model(one)
    rows = len(model.rows)
    classes: tuple[Class, ...] = classes_of(model, LinearExpr())
    break_symmetry(model, classes)
    plan = read_plan(model, best(model, LinearExpr())[1])
    assert (classes, len(model.rows), in_order(model, classes, plan)) == ((), rows, plan)
