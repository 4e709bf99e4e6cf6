"""A plan older than the ports: one sentence for all that it leaves out."""

from __future__ import annotations

from attrs import evolve

from seatplan import Docking, Plan, Port, Program, check
from seatplan.program_index import ProgramIndex
from seatplan.report.findings import check_tables
from seatplan.report.page.faults import broken
from seatplan.report.undocked import Undocked, undocked
from seatplan.timeline import PlanIndex
from tests.build import flight, program
from tests.report.test_layout import printed

SHIPS = [flight(f"F{place}", place, place + 3) for place in range(1, 5)]


def station() -> Program:
    """Four ships that follow each other, and ports for all."""
    one = program(SHIPS, ["ann"])
    vehicle = one.flights[0].vehicle
    ports = tuple(Port(id=name, vehicles=(vehicle,)) for name in "ABC")
    return evolve(one, ports=ports)


def found(made: Plan) -> Undocked | None:
    one = station()
    return undocked(ProgramIndex(one), made, check(one, made).violations)


def test_a_plan_without_ports_is_one_sentence() -> None:
    """The terminal has one line for all ships, and the count of the law is what it was."""
    one, made = station(), Plan()
    report = check(one, made)
    port = [each for each in report.violations if each.rule == "port"]
    text = "\n".join(line for part in check_tables(one, made, report) for line in printed(part, 80))
    assert f"port: {len(port)}, hard" in text
    assert text.count("where 4 ships are docked, from F1 to F4") == 1
    assert "slip flight=F1 days=0" in " ".join(text.split())
    assert "has none" not in text


def test_a_ship_at_a_wrong_port_stays_by_itself() -> None:
    """What a plan says and is wrong has its own line; only silent ships are counted together."""
    made = Plan(docking=(Docking("F1", "A"), Docking("F2", "A")))
    silent = found(made)
    assert silent is not None
    assert {one.subject.flight for one in silent.violations} == {"F3", "F4"}
    one = station()
    text = "\n".join(
        line for part in check_tables(one, made, check(one, made)) for line in printed(part, 200)
    )
    assert "F1 and F2 share A" in text


def test_few_are_listed() -> None:
    """A plan that leaves out little has a line for each violation."""
    made = Plan(docking=(Docking("F1", "A"), Docking("F2", "B"), Docking("F3", "C")))
    assert found(made) is None


def test_the_page_has_the_sentence() -> None:
    """The group of the law on the page begins with it."""
    one, made = station(), Plan()
    groups = broken(PlanIndex(one, made), check(one, made))
    notes = {group.name: group.note for group in groups if group.note}
    assert list(notes) == ["port"]
    assert "where 4 ships are docked" in notes["port"]
