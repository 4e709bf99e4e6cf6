"""The variables of a model: seats and tours on other dates, and changes of port."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program, Window
from seatplan.engine.model.building import build_model
from seatplan.engine.model.variables import Candidates, Traffic, comes
from seatplan.modelling import ALWAYS, LinearExpr, PortVariable
from seatplan.program import LEGS
from seatplan.testing import bare_programs
from tests.build import day, flight, member, program
from tests.properties.effort import examples


@given(bare_programs(max_flights=3), st.data())
@examples(20)
def test_on_other_dates_the_seats_and_tours_are_the_same(one: Program, data: st.DataObject) -> None:
    """All seats stay, by leg; tours that would end before they begin go, by launch."""
    model = build_model(one)
    before = model.candidates
    moved = {}
    for name, old in model.lookup.flights.items():
        off = timedelta(data.draw(st.integers(-30, 30)))
        moved[name] = evolve(old, launch=old.launch + off, landing=old.landing + off)
    after = before.on(moved)
    for key, places in before.places.items():
        assert [(one.role, one.member, one.literal) for one in places] == [
            (one.role, one.member, one.literal) for one in after.places.get(key, ())
        ]
        assert all(one.flight is moved[key[0]] for one in after.places.get(key, ()))
    assert {(one.up.id, one.down.id, one.literal) for one in after.tours} == {
        (one.up.id, one.down.id, one.literal)
        for one in before.tours
        if moved[one.up.id].launch < moved[one.down.id].landing
    }
    launches = [(one.up.launch, one.up.id) for one in after.tours]
    assert launches == sorted(launches)
    assert after.seat_of == before.seat_of


def test_a_stay_is_a_seat_up_a_seat_down_and_a_tour() -> None:
    """One literal is all three, and it counts for the seat up."""
    made = Candidates()
    ship, who = flight("F1", 1, 9), member("ann")
    made.stays(ship, "pilot", [(who, 7)])
    assert {key: [one.literal for one in found] for key, found in made.places.items()} == {
        ("F1", leg): [7] for leg in LEGS
    }
    assert [(one.up, one.down, one.member, one.literal) for one in made.tours] == [
        (ship, ship, who, 7)
    ]
    assert made.tours_up["F1"] == made.tours_of["ann"] == made.tours
    assert made.seat_of == {7: ("F1", "up", "pilot")}
    made.place(ship, "down", "pilot", who, ALWAYS)
    assert ALWAYS not in made.seat_of, "what is past takes no seat that is still free"


def _at(port: str, since: int, literal: int) -> PortVariable:
    return PortVariable(flight("F1", 1, 30), port, day(since), day(since + 5), literal)


def test_a_ship_changes_to_a_port_where_it_was_not_and_did_not_arrive() -> None:
    """For all values: 1 if it is there, was elsewhere, and does not arrive on that day."""
    old, new = {"A": _at("A", 1, 1), "B": _at("B", 1, 2)}, _at("B", 6, 3)
    for arrives, was_at_it, is_at_it in product((0, 1), repeat=3):
        if arrives and (was_at_it or not is_at_it):
            continue  # it arrives here, so it was nowhere
        values = (1, 1 - was_at_it, was_at_it, is_at_it)
        found = comes(LinearExpr(constant=arrives), old, new)
        total = found.constant + sum(
            factor * values[one] for one, factor in zip(found.variables, found.factors, strict=True)
        )
        assert max(total, 0) == (is_at_it and not was_at_it and not arrives)
    assert comes(LinearExpr(), {"A": old["A"]}, new).variables == [3]


def test_a_ship_may_change_between_its_stretches() -> None:
    """One change for each day between two stretches, forced where the port differs."""
    ship = flight("F1", 1, 30, launch_window=Window(day(1), day(2)))
    model = build_model(program([ship], ["ann"]))
    ports = {number: {name: model.literal() for name in "AB"} for number in (1, 6, 11)}
    made = Traffic(
        ports={"F1": [_at(n, since, at) for since, here in ports.items() for n, at in here.items()]}
    )
    begin = len(model.rows)
    changes = made.changes(model, ship)
    assert [one.day for one in changes] == [day(6), day(11)]
    rows = [model.rows.row(at) for at in range(begin, len(model.rows))]
    for change, before, after in zip(changes, (1, 6), (6, 11), strict=True):
        for name in "AB":
            forced = {ports[after][name]: 1, ports[before][name]: -1, change.literal: -1}
            assert any(row[0] == forced for row in rows)
    alone = Traffic(ports={"F1": [_at("A", since, here["A"]) for since, here in ports.items()]})
    assert alone.changes(model, ship) == []
    settled = Traffic(changes_of={"F1": changes[:1]})
    assert settled.changes(model, ship) == changes[:1]
