"""Artemis: the seats that were promised are in every plan."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from attrs import evolve

import seatplan
from seatplan import Status, catalog
from seatplan.rules.exposure import Exposure

NAME = "artemis"


@pytest.mark.parametrize("turn", range(4))
def test_it_is_solved(turn: int) -> None:
    """The program is solved to a proof, with any goal first, and has the promised seats."""
    program = catalog.load(NAME)
    goals = program.goals[turn:] + program.goals[:turn]
    result = seatplan.solve(evolve(program, goals=goals), time_limit=60)
    assert result.status == Status.OPTIMAL
    assert result.plan is not None
    assert seatplan.check(program, result.plan).ok
    people = {member.id: member for member in program.crew}
    launch = {flight.id: flight.launch for flight in program.flights}
    ups = [one for one in result.plan.assignments if one.leg == "up"]
    seats = Counter(people[one.member].agency for one in ups)
    assert (seats["CSA"], seats["ESA"], seats["JAXA"], len(ups)) == (2, 4, 2, 48)
    to_the_moon = [one for one in ups if launch[one.flight] >= date(2028, 1, 1)]
    assert Counter(people[one.member].agency for one in to_the_moon)["ESA"] == 3
    assert all(one.role == "surface" for one in ups if people[one.member].agency == "JAXA")


def test_the_dose_before_is_that_of_the_iss() -> None:
    """Days before times the rate on the ISS, for whoever was there for long."""
    program = catalog.load(NAME)
    (dose,) = [rule for rule in program.rules if rule.id == "dose"]
    assert isinstance(dose, Exposure)
    stayed = {one.id: one.days_before for one in program.crew if one.days_before > 100}
    assert dict(dose.before) == {who: round(0.523 * days) for who, days in stayed.items()}


def test_records_are_those_of_iss_next() -> None:
    """Whoever is in both programs, but for the two who are in orbit there."""
    known = {member.id: member for member in catalog.load("iss-next").crew}
    for member in catalog.load(NAME).crew:
        if member.id in known and member.id not in ("watkins", "kutryk"):
            other = known[member.id]
            assert member.flights_before == other.flights_before
            assert member.days_before == other.days_before
            assert member.last_landing == other.last_landing


def test_each_flight_says_what_is_known_of_it() -> None:
    """Each flight has a source, or the word "assumed"."""
    flights = catalog.text(NAME).split("[[flights]]")[1:]
    assert len(flights) == 12
    for block in flights:
        comment = block.strip().splitlines()[0]
        assert comment.startswith("# ")
        assert "ASSUMED" in comment or "[" in comment
