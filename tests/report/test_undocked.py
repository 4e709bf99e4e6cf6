"""Plans without ports: one sentence for all ships."""

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
    """Return a program with four ships, one after the other, and ports for all of them."""
    one = program(SHIPS, ["ann"])
    vehicle = one.flights[0].vehicle
    ports = tuple(Port(id=name, vehicles=(vehicle,)) for name in "ABC")
    return evolve(one, ports=ports)


def found(made: Plan) -> Undocked | None:
    one = station()
    return undocked(ProgramIndex(one), made, check(one, made).violations)


def test_a_plan_without_ports_is_one_sentence() -> None:
    """The terminal shows one line for all ships, and the law still counts each violation."""
    one, made = station(), Plan()
    report = check(one, made)
    port = [each for each in report.violations if each.rule == "port"]
    text = "\n".join(line for part in check_tables(one, made, report) for line in printed(part, 80))
    assert f"port: {len(port)}, hard" in text
    assert text.count("no port for 4 ships, from F1 to F4") == 1
    assert "slip flight=F1 days=0" in " ".join(text.split())
    assert "has none" not in text


def test_a_ship_at_a_wrong_port_stays_by_itself() -> None:
    """A ship at a wrong port has its own line; only ships without a port share one."""
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
    """A few violations are listed one by one."""
    made = Plan(docking=(Docking("F1", "A"), Docking("F2", "B"), Docking("F3", "C")))
    assert found(made) is None


def test_the_page_has_the_sentence() -> None:
    """The group of the law on the page has the sentence as its note."""
    one, made = station(), Plan()
    groups = broken(PlanIndex(one, made), check(one, made))
    notes = {group.name: group.note for group in groups if group.note}
    assert list(notes) == ["port"]
    assert "no port for 4 ships" in notes["port"]
