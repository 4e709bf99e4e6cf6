"""`iss-traffic`: the ports of the station, cargo ships and capsules."""

from __future__ import annotations

from attrs import evolve

import seatplan
from seatplan import catalog
from seatplan.goals import FewestRelocations
from seatplan.program_index import ProgramIndex
from seatplan.traffic import stays_of

NAME = "iss-traffic"


def test_as_flown_no_two_ships_were_at_one_port() -> None:
    """Every hard rule is kept, and every ship that needs a port has one."""
    report = seatplan.check(catalog.load(NAME), catalog.flown(NAME))
    assert report.ok
    assert report.values["fewest-relocations"] == 4


def test_its_people_are_those_of_crossflight() -> None:
    """The same crew, rules and goals but one, and the same seats as flown."""
    whole, people = catalog.load(NAME), catalog.load("iss-crossflight")
    assert (whole.crew, whole.rules) == (people.crew, people.rules)
    assert whole.goals == (*people.goals, FewestRelocations())
    crewed = tuple(evolve(one, ports=None) for one in whole.flights[: len(people.flights)])
    assert crewed == people.flights
    assert catalog.flown(NAME).assignments == catalog.flown("iss-crossflight").assignments


def test_two_changes_of_port_would_have_done() -> None:
    """Both of Crew-8: the docs say which were flown, and why that is more."""
    program = evolve(catalog.load(NAME), rules=(), goals=(FewestRelocations(),))
    result = seatplan.solve(program)
    assert [(goal.value, goal.optimal) for goal in result.goals] == [(2, True)]
    assert result.plan is not None
    moved = stays_of(ProgramIndex(program), result.plan)
    assert [name for name, stays in moved.items() if len(stays) > 1] == ["Crew-8"]


def test_crew_9_on_its_first_date_has_twenty_days_with_three_ships() -> None:
    """For two ports, while Starliner waited."""
    slip = seatplan.Slip("Crew-9", -41, keep_landing=True)
    early = evolve(catalog.load(NAME).apply(slip), rules=(), goals=())
    (demand,) = seatplan.explain(early).conflict
    subject = demand.subject
    assert subject.since is not None
    assert subject.until is not None
    assert (subject.until - subject.since).days == 20
    assert "3 ships for 2 ports" in demand.message
