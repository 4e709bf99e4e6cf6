"""`iss`: every flight that took a crew to the station, from STS-88 to the end of the tables."""

from __future__ import annotations

from seatplan.catalog.generator.history import History, scope_of, seats_of
from seatplan.catalog.generator.iss_rules import figures
from seatplan.catalog.generator.scope import (
    TEST_FLIGHTS,
    agencies_of,
    ends,
    fixed_seats,
    flight_block,
    flight_table,
    record,
)
from seatplan.catalog.generator.tables import Flight, Tables
from seatplan.catalog.generator.wording import Table, block, fill, listing

NAME = "iss"


def write_up(tables: Tables) -> tuple[str, list[dict[str, str]]]:
    """The text of the program file, and the plan as flown."""
    here = scope_of(tables)
    text = fill(
        NAME,
        {
            **ends(here),
            **figures(here),
            "agencies": listing("agencies", agencies_of(here, {})),
            "fixed": listing("fixed", fixed(here)),
            "flights": "\n\n".join(flight_text(here, flight) for flight in here.flights),
            "crew": "\n\n".join(block("crew", table) for table in crew(here)),
        },
    )
    return text, here.flown


def flight_text(here: History, flight: Flight) -> str:
    table = flight_table(here, flight)
    if flight.family == "Shuttle":  # a Dragon is called Endeavour, too
        table["spacecraft"] = f"Shuttle {flight.spacecraft}"
    text = flight_block(here, flight, table)
    seats = seats_of(here, flight)
    return text if seats is None else f"{text}\n{listing('seats', seats)}"


def fixed(here: History) -> list[Table]:
    """The entries of `fixed`: the seats of guests, and the crews of the test flights."""
    legs = {
        (leg.flight, leg.leg, leg.person)
        for tour in here.tours
        if here.is_guest(tour)
        for leg in (tour.up, tour.down)
        if leg
    }
    people = {member: person for person, member in here.ids.items()}
    return fixed_seats(
        line
        for line in here.flown
        if (line["flight"], line["leg"], people[line["member"]]) in legs
        or line["flight"] in TEST_FLIGHTS
    )


def crew(here: History) -> list[Table]:
    """The members: the corps by agency, then the guests."""
    order = [agency["id"] for agency in agencies_of(here, {})]
    persons = here.tables.persons
    people = [(False, persons[person]["agency"], person) for person in here.corps]
    people += [(True, sponsor, person) for person, sponsor in here.guests.items()]
    people.sort(key=lambda who: (who[0], order.index(who[1]), here.ids[who[2]]))
    return [crew_table(here, agency, person) for _, agency, person in people]


def crew_table(here: History, agency: str, person: str) -> Table:
    held = here.qualifications(person).items()
    career = person in here.corps
    return {
        "id": here.ids[person],
        "name": here.tables.persons[person]["name"],
        "agency": agency,
        "qualifications": [
            {"id": shown, "since": since} if since else shown for shown, since in sorted(held)
        ],
        "unavailable": list(here.absences(person)) or None,
        **(record(here, person) if career else {}),
    }
