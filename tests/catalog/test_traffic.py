"""Ports, cargo ships and capsules of `iss-crossflight` and `iss-next`."""

from __future__ import annotations

import csv

from attrs import evolve

import seatplan
from seatplan import catalog
from seatplan.catalog.generator.tables import DATA
from seatplan.goals import FewestRelocations
from seatplan.program_index import ProgramIndex
from seatplan.traffic import changes_of_port, stays_of

NAME = "iss-crossflight"


def test_as_flown_no_two_ships_were_at_one_port() -> None:
    """Every hard rule is kept, every ship is at a port, and four changed theirs."""
    program, plan = catalog.load(NAME), catalog.flown(NAME)
    assert seatplan.check(program, plan).ok
    lookup = ProgramIndex(program)
    assert set(stays_of(lookup, plan)) == {one.id for one in program.flights}
    moved = [one.flight for one in changes_of_port(lookup, plan, program.flights)]
    assert moved == ["MS-23", "Crew-6", "Crew-8", "Crew-9"]


def test_who_says_where_each_ship_was() -> None:
    """Each row of the table has a source, and the file shows it with the flight."""
    with (DATA / "traffic.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["flight"] for row in rows} == {one.id for one in catalog.load(NAME).flights}
    text = " ".join(catalog.text(NAME).replace("\n# ", " ").split())
    for row in rows:
        assert row["source"]
        assert row["source"] in text


def test_two_changes_of_port_would_have_done() -> None:
    """Those of MS-23 and Crew-6 were not needed: the docs show why there were more."""
    program = evolve(catalog.load(NAME), rules=(), goals=(FewestRelocations(),))
    result = seatplan.solve(program)
    assert [(goal.value, goal.optimal) for goal in result.goals] == [(2, True)]
    assert result.plan is not None
    moved = changes_of_port(ProgramIndex(program), result.plan, program.flights)
    assert {one.flight for one in moved} <= {"Crew-8", "Crew-9"}


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


def test_the_next_years_find_a_capsule_and_a_port_for_each_flight() -> None:
    """Crew-13 flies the capsule that it has, and none launches before it is ready."""
    program = catalog.load("iss-next")
    plan = seatplan.solve(evolve(program, rules=(), goals=())).plan
    assert plan is not None
    assert {one.flight for one in plan.spacecraft} == {"Crew-14", "Crew-15", "Crew-16"}
    assert program.flight("Crew-13").spacecraft == "Grace"
    assert {one.flight for one in plan.docking} == {one.id for one in program.flights}
