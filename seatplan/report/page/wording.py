"""The texts of elements of the page, for tooltips and screen readers."""

from __future__ import annotations

from collections.abc import Mapping

from seatplan.agreements import Account, Entry
from seatplan.plan import Assignment
from seatplan.program import CrewMember, Flight
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.report.page.aboard import Step
from seatplan.timeline import Tour
from seatplan.words import agency_word, listed, many, span

Names = Mapping[str, str]
"""The display name of each member, by id."""


def of_tour(tour: Tour, names: Names) -> str:
    """Return the member, the flights up and down, and the number of days of a tour."""
    up = f"up on {tour.up.id}, {tour.launch}, as {tour.role_up}"
    down = f"home on {tour.down.id}, {tour.landing}"
    if tour.up is not tour.down:
        down += f", as {tour.role_down}"
    who = f"{names[tour.member.id]} ({agency_word(tour.agency)})"
    return f"{who}: {up}; {down}; {many(tour.days, 'day')}"


def of_agencies(member: CrewMember) -> str:
    """Return the agencies of a member: `NASA until 2018-06-15, Axiom from 2018-06-15`."""
    return ", ".join(
        one.id
        + (f" from {one.since}" if one.since is not None else "")
        + (f" until {one.until}" if one.until is not None else "")
        for one in member.memberships
    )


def of_loose(line: Assignment, lookup: ProgramIndex, names: Names) -> str:
    """Return the text of a leg whose other leg is missing."""
    flight = lookup.flights[line.flight]
    way = "up" if line.leg == "up" else "down"
    missing = "no way home" if line.leg == "up" else "never went up"
    day = leg_day(flight, line.leg)
    agency = lookup.members[line.member].agency_on(flight.launch)
    who = f"{names[line.member]} ({agency_word(agency)})"
    return f"{who}: {way} on {flight.id}, {day}, as {line.role}; {missing}"


def of_flight(flight: Flight, lookup: ProgramIndex, up: int, down: int) -> str:
    """Return the vehicle, the days, and the numbers of people up and down on a flight."""
    ship = f"{flight.vehicle} {flight.spacecraft}" if flight.spacecraft else flight.vehicle
    days = many((flight.landing - flight.launch).days, "day")
    people = (
        f"{up or 'no one'} up, {down or 'no one'} down, {many(lookup.capacity(flight), 'seat')}"
    )
    return f"{flight.id}: {ship}, {flight.launch} to {flight.landing}, {days}; {people}"


def of_roster(step: Step, names: Names) -> str:
    """Return the people aboard by agency: `NASA: Frank Rubio; JAXA: Koichi Wakata`."""
    crews: dict[str, list[str]] = {}
    for tour in step.tours:
        crews.setdefault(agency_word(tour.agency), []).append(names[tour.member.id])
    return "; ".join(f"{agency}: {', '.join(crew)}" for agency, crew in crews.items())


def of_step(step: Step) -> str:
    """Return the number of people aboard, their training, and the effect of losing a vehicle."""
    parts = [f"{many(step.aboard, 'person')} aboard {step.station}"]
    parts += [f"{one.count} trained for {one.segment}" for one in step.trained]
    parts += [
        f"none of them left if {listed(one.leaving, 'or')} leaves ({one.segment})"
        for one in step.trained
        if one.leaving
    ]
    parts.append(f"{step.lifeboats} seats of lifeboats")
    days = span(step.since, step.until)
    return f"{days[0].upper()}{days[1:]}: {'; '.join(parts)}"


def of_entry(entry: Entry, account: Account) -> str:
    """Return the balance after a launch, or on a day of settling."""
    what = (
        f"{entry.day}, to be settled" if entry.settle else f"{entry.day}, {listed(entry.flights)}"
    )
    off = f"; {account.amount(entry.beyond)} beyond" if entry.beyond else ""
    return f"{what}: {account.in_words(entry)}{off}"
