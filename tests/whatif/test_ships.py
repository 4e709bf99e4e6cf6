"""What-ifs of ports and spacecraft: ships move as little as they have to."""

from __future__ import annotations

import pytest
from attrs import evolve

from seatplan import (
    AssignSpacecraft,
    Cancel,
    ClosePort,
    GroundSpacecraft,
    Outcome,
    Plan,
    ProgramError,
    Slip,
    Status,
    solve,
    stress,
    what_if,
)
from seatplan.goals import FewestRelocations, KeepSpacecraft
from seatplan.program_index import ProgramIndex
from seatplan.report.manifest import manifest, manifest_data
from seatplan.timeline import PlanIndex
from seatplan.whatif.records import record_of, result_from
from tests.build import day
from tests.ships import at, cargo, craft, harbor, made_by, port, told

PORTS = [port("A"), port("B")]
FLIGHTS = [cargo("F", 1, 30), cargo("G", 10, 20)]
ONE = harbor(FLIGHTS, PORTS, goals=[FewestRelocations()])
GIVEN = evolve(at("F A", "G B"), program=ONE.name)


def test_a_port_that_closes_moves_the_ship_that_is_there() -> None:
    """A closed port moves only the ship that is there, from `as_of` on by default."""
    outcome = what_if(ONE, GIVEN, ClosePort("A", since=day(22)), as_of=day(5))
    assert told(outcome.result.plan) == ["F A", "F B 22", "G B"]
    assert outcome.result.goal("fewest-relocations").value == 1
    assert outcome.sentences == ("F: at A, from 2030-01-22 B instead of A.",)
    assert Outcome.from_dict(outcome.to_dict()) == outcome
    fails = what_if(ONE, GIVEN, ClosePort("A"), as_of=day(5))
    assert fails.result.status is Status.INFEASIBLE
    early = what_if(ONE, GIVEN, ClosePort("B", until=day(9)), as_of=day(5))
    assert early.result.plan == GIVEN


def test_ships_of_the_old_plan_that_no_longer_fit_are_looked_for_anew() -> None:
    """Ships of the old plan that no longer fit, after a slip or a cancellation, get new ports."""
    plan = at("F A", "F B 20", "G B")
    slipped = what_if(ONE, plan, Slip("F", 25))
    assert slipped.result.status is Status.OPTIMAL
    gone = what_if(ONE, plan, Cancel("G"))
    assert told(gone.result.plan) == ["F A"]


def test_another_spacecraft_flies() -> None:
    """A grounded spacecraft is replaced, even if the flight names it, and reported as a change."""
    flights = [cargo("F", 1, 5, spacecraft="S"), cargo("G", 10, 15)]
    one = harbor(flights, spacecraft=[craft("S"), craft("T")], goals=[KeepSpacecraft()])
    plan = made_by(G="S")
    outcome = what_if(one, plan, GroundSpacecraft("S"))
    assert outcome.result.plan is not None
    assert {each.flight: each.spacecraft for each in outcome.result.plan.spacecraft} == {
        "F": "T",
        "G": "T",
    }
    late = what_if(one, plan, GroundSpacecraft("S"), as_of=day(3))
    assert late.program.flight("F").spacecraft == "S"
    assert late.result.goal("keep-spacecraft").value == 1
    assert late.sentences == ("G: on T instead of S.",)
    given = one.apply(AssignSpacecraft("G", "T"))
    assert solve(given).plan == evolve(Plan(), program=one.name)
    with pytest.raises(ProgramError, match="unknown spacecraft 'U' of 'ship'"):
        one.apply(AssignSpacecraft("G", "U"))
    with pytest.raises(ProgramError, match="is past"):
        what_if(one, plan, AssignSpacecraft("F", "T"), as_of=day(3))


def test_a_grounded_spacecraft_that_no_other_can_stand_in_for() -> None:
    """If no other spacecraft can replace a grounded one, there is no plan."""
    flights = [cargo("F", 1, 5, spacecraft="S"), cargo("G", 3, 9, spacecraft="T")]
    one = harbor(flights, spacecraft=[craft("S"), craft("T")])
    found = what_if(one, Plan((), one.name), GroundSpacecraft("S"))
    assert found.explanation is not None
    assert {part.id for part in found.explanation.conflict} == {"reuse:S", "spacecraft:F:G"}
    assert len(found.explanation.fixes) == 2


def test_stress_loses_each_port_and_grounds_each_spacecraft() -> None:
    """Stress loses each port that coming ships need, and grounds each spacecraft."""
    flights = [cargo("F", 1, 5), cargo("G", 4, 9)]
    one = harbor(flights, [*PORTS, port("C", vehicles=("tug",))], [craft("S"), craft("T")])
    plan = solve(one).plan
    assert plan is not None
    rows = {row.fault.scenario.name: row.verdict for row in stress(one, plan, slips=()).rows}
    assert rows == {
        "ann withdrawn": "survives",
        "F canceled": "survives",
        "G canceled": "survives",
        "A lost": "fails",
        "B lost": "fails",
        "S grounded": "fails",
        "T grounded": "fails",
    }


def test_a_journal_keeps_the_ships_that_changed() -> None:
    """The journal has only changed ships; ships without entries are not taken from the old plan."""
    outcome = what_if(ONE, GIVEN, ClosePort("A", since=day(22)), as_of=day(5))
    record = record_of(outcome)
    assert list(record["docking"]) == ["F"]
    assert result_from(record, GIVEN, outcome.program).plan == outcome.result.plan
    gone = what_if(ONE, GIVEN, Cancel("G"))
    assert record_of(gone)["docking"] == {"G": []}
    assert result_from(record_of(gone), GIVEN, gone.program).plan == gone.result.plan
    with pytest.raises(TypeError, match="docking"):
        result_from({**record, "docking": []}, GIVEN, outcome.program)


def test_the_manifest_has_ports_and_spacecraft() -> None:
    """The manifest shows ports and spacecraft in words and as data."""
    one = harbor(FLIGHTS, PORTS, [craft("S"), craft("T")])
    plan = evolve(at("F A", "F B 20", "G B"), spacecraft=made_by(F="S", G="T").spacecraft)
    first, _ = found = manifest(PlanIndex(one, plan))
    assert (first.ship, first.ports) == ("ship S", ("A", "from 2030-01-20 B"))
    data = manifest_data(found)[0]
    assert data["spacecraft"] == "S"
    assert data["ports"][1] == {"port": "B", "since": "2030-01-20", "until": "2030-01-30"}
    assert [stay.port for stay in plan.stays(one)] == ["A", "B", "B"]
    assert ProgramIndex(one).spacecraft_of(one.flights[0])
