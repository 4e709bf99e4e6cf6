"""`iss-next`: the people of the next years, computed; the flights are in the template."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from seatplan.catalog.generator import traffic
from seatplan.catalog.generator.crossflight import (
    SEGMENT,
    Crossflight,
    absences,
    balances,
    crew_table,
)
from seatplan.catalog.generator.crossflight import scope_of as whole
from seatplan.catalog.generator.history import scope_of as history
from seatplan.catalog.generator.scope import agencies_of, fixed_seats
from seatplan.catalog.generator.tables import DATA, Tables, rows
from seatplan.catalog.generator.wording import Table, block, fill, listing

NAME = "iss-next"
VEHICLES = ("Soyuz MS", "Crew Dragon", "Private Dragon")
IN_ORBIT = ("MS-29", "Crew-13")  # the program starts with the first of these launches


def write_up(tables: Tables) -> tuple[str, None]:
    """The text of the program file; there is no plan as flown."""
    here = Crossflight(tables, [tables.flights[flight] for flight in IN_ORBIT])
    before = len(whole(tables).flights) - len(here.flights)
    first, second = here.flights
    text = fill(
        NAME,
        {
            "agencies": listing("agencies", [*agencies_of(here, SEGMENT)[:5], {"id": "Private"}]),
            "fixed": listing("fixed", fixed(here)),
            "ms29_launch": first.launch,
            "ms29_landing": whole(tables).landing(first),
            "crew13_launch": second.launch,
            "crew13_spacecraft": second.spacecraft,
            "ports": traffic.ports(VEHICLES),
            "capsules": traffic.capsules(here, whole(tables)),
            "opening": balances(whole(tables))[before - 1],
            "crew": "\n\n".join([*known(here), *newcomers()]),
        },
    )
    return text, None


def fixed(here: Crossflight) -> list[Table]:
    ids = {
        here.ids[person]: id
        for person, id in history(here.tables).ids.items()
        if person in here.ids
    }
    return fixed_seats(
        {**line, "member": ids[line["member"]]} for line in here.flown if line["leg"] == "up"
    )


def known(here: Crossflight) -> Iterator[str]:
    """Yield the people who may fly again, without guests and those who have left for good."""
    ids = history(here.tables).ids
    order = [agency["id"] for agency in agencies_of(here, SEGMENT)]
    agency = {person: here.tables.persons[person]["agency"] for person in here.corps}
    guests = whole(here.tables).guests
    for person in sorted(here.corps, key=lambda who: (order.index(agency[who]), ids[who])):
        if person not in guests:
            table = crew_table(here, agency[person], person)
            later = [away for away in absences(here, person) if ends_later(away, here.start)]
            yield block("crew", {**table, "id": ids[person], "unavailable": later or None})


def ends_later(away: Table, day: date) -> bool:
    return away["until"] is None or away["until"] > day


def newcomers() -> Iterator[str]:
    for row in rows(DATA / "newcomers.csv"):
        table = {
            "id": row["id"],
            "name": row["name"],
            "agency": row["agency"],
            "qualifications": row["qualifications"].split(),
            "selected": date(int(row["selected"]), 1, 1),
        }
        yield block("crew", table, [row["basis"]])
