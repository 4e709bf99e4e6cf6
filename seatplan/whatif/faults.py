"""The single faults of a program: one thing goes wrong, and everything else stays the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from attrs import frozen

from seatplan.agreements import Barred
from seatplan.kinds import Rule
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.rules.quota import Quota
from seatplan.whatif.edits import (
    AddRule,
    Cancel,
    ClosePort,
    DropRule,
    GroundSpacecraft,
    ReturnEmpty,
    Slip,
    Withdraw,
)
from seatplan.whatif.scenario import Scenario

SLIPS = (30, 60, 90)
"""The default slips of each coming flight, in days."""


@frozen
class Fault:
    """One thing that goes wrong.

    Attributes:
        kind: the kind of thing that is affected.
        subject: the id of that member, flight, rule, port or spacecraft.
        scenario: the edits that describe the fault.
    """

    kind: Literal["member", "flight", "agreement", "port", "spacecraft"]
    subject: str
    scenario: Scenario


def single_faults(
    program: Program, *, as_of: date | None = None, slips: Sequence[int] = SLIPS
) -> tuple[Fault, ...]:
    """Every single fault of a program, as of a day.

    - Each member is withdrawn from that day on. A member in orbit stays there until the landing.
    - Each coming flight slips by each of the given numbers of days, and is canceled.
    - Each flight that is docked on that day returns empty; its people may come home on any other
      flight of the station that lands from that day on.
    - Each agreement ends: the rule is dropped and replaced by what `Rule.ended` returns. After an
      exchange, neither party flies on the other's flights in it from that day on; a share is not
      replaced.
    - Each port that a coming ship needs is lost from that day on, and each spacecraft is grounded.

    Args:
        program: the program.
        as_of: the day; without it, every flight is coming and none is docked.
        slips: the numbers of days by which each coming flight slips.
    """
    return (
        *_of_members(program, as_of),
        *_of_flights(program, as_of, slips),
        *_of_agreements(program, as_of),
        *_of_ships(program, as_of),
    )


def _of_members(program: Program, as_of: date | None) -> Iterator[Fault]:
    lookup = ProgramIndex(program)
    for member in program.crew:
        scenario = Scenario(
            f"{lookup.name(member.id)} withdrawn", (Withdraw(member.id, since=as_of),)
        )
        yield Fault("member", member.id, scenario)


def _of_flights(program: Program, as_of: date | None, slips: Sequence[int]) -> Iterator[Fault]:
    for flight in ProgramIndex(program).flights.values():
        if as_of is None or flight.launch >= as_of:
            for days in slips:
                name = f"{flight.id} slips by {days} days"
                yield Fault("flight", flight.id, Scenario(name, (Slip(flight.id, days),)))
            scenario = Scenario(f"{flight.id} canceled", (Cancel(flight.id),))
            yield Fault("flight", flight.id, scenario)
        elif flight.landing >= as_of and flight.descent == "crewed":
            others = tuple(
                other.id
                for other in ProgramIndex(program).flights.values()
                if other.id != flight.id
                and other.station == flight.station
                and other.descent == "crewed"
                and other.landing >= as_of
            )
            edit = ReturnEmpty(flight.id, others)
            yield Fault("flight", flight.id, Scenario(f"{flight.id} returns empty", (edit,)))


def _of_agreements(program: Program, as_of: date | None) -> Iterator[Fault]:
    for rule in program.named_rules:
        ending = rule.ended(as_of)
        if ending is None:
            continue
        instead = [*(_no_seat(rule, one) for one in ending.barred), *ending.rules]
        edits = (DropRule(rule.name), *map(AddRule, instead))
        yield Fault("agreement", rule.name, Scenario(f"{rule.name} ended", edits))


def _of_ships(program: Program, as_of: date | None) -> Iterator[Fault]:
    lookup = ProgramIndex(program)
    coming = [one for one in lookup.flights.values() if as_of is None or one.landing > as_of]
    needed = {port.id for flight in coming for port in lookup.ports_of(flight)}
    for port in program.ports:
        if port.id in needed:
            scenario = Scenario(f"{port.id} lost", (ClosePort(port.id, since=as_of),))
            yield Fault("port", port.id, scenario)
    to_launch = [one for one in coming if as_of is None or one.launch >= as_of]
    wanted = {craft.id for flight in to_launch for craft in lookup.spacecraft_of(flight)}
    for craft in program.spacecraft:
        if craft.id in wanted:
            edit = GroundSpacecraft(craft.id, since=as_of)
            yield Fault("spacecraft", craft.id, Scenario(f"{craft.id} grounded", (edit,)))


def _no_seat(rule: Rule, barred: Barred) -> Quota:
    """A quota of no seats for an agency on the flights on which an agreement gave it seats."""
    where = barred.where
    return Quota(
        id=f"{rule.name}-ended:{barred.name}",
        why=f"{rule.name} has ended",
        agencies=(barred.agency,),
        flights=where.flights,
        vehicles=where.vehicles,
        operators=where.operators,
        stations=where.stations,
        since=where.since,
        until=where.until,
        max=0,
    )
