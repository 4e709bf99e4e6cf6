"""The ports of the station, the cargo ships that used them, and the capsules of the Dragons.

`data/traffic.csv` has a line for each cargo ship and each crewed flight: where it was, where it
moved to and when, whether it had to be there, and the source.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import pairwise

from seatplan.catalog.generator.scope import Scope
from seatplan.catalog.generator.tables import DATA
from seatplan.catalog.generator.wording import Table, block

Row = dict[str, str]

# --------------------------------------------------------------------------- assumed or decided

LISTED, FAMILY = "Crew Dragon", "Dragon"  # whose capsules are listed, and the family
MOST_FLIGHTS = 15  # of one capsule: the number that NASA and SpaceX work towards
PORTS: dict[str, tuple[str, ...]] = {
    "IDA-2 forward": ("Crew Dragon", "Private Dragon", "Cargo Dragon", "Starliner"),
    "IDA-3 zenith": ("Crew Dragon", "Private Dragon", "Cargo Dragon", "Starliner"),
    "Rassvet": ("Soyuz MS", "Progress MS"),
    "Poisk": ("Soyuz MS", "Progress MS"),
    "Prichal": ("Soyuz MS", "Progress MS"),
    "Zvezda aft": ("Soyuz MS", "Progress MS"),
}


def read_traffic() -> dict[str, Row]:
    """The rows of the table by flight, in the order of launches."""
    with (DATA / "traffic.csv").open(encoding="utf-8", newline="") as file:
        return {row["flight"]: row for row in csv.DictReader(file)}


def ports(vehicles: Collection[str]) -> str:
    """The ports as text, each with those of these vehicles that it accepts."""
    return "\n\n".join(
        block("ports", {"id": name, "vehicles": [one for one in taken if one in vehicles]})
        for name, taken in PORTS.items()
    )


def cargo(since: date) -> str:
    """The cargo ships as text: those still docked on a day, and later ones."""
    rows = [row for row in read_traffic().values() if row["vehicle"]]
    return "\n\n".join(_cargo(row) for row in rows if date.fromisoformat(row["landing"]) > since)


def _cargo(row: Row) -> str:
    table: Table = {
        "id": row["flight"],
        "vehicle": row["vehicle"],
        "launch": date.fromisoformat(row["launch"]),
        "landing": date.fromisoformat(row["landing"]),
        "ports": [row["only"]] if row["only"] else None,
        "seats": [],
        "ascent": "empty",
        "descent": "empty",
    }
    return block("flights", table, [row["source"]])


def capsules(here: Scope, whole: Scope) -> str:
    """The capsules as text, as they are when the program starts.

    Args:
        here: the scope of the program.
        whole: the scope whose capsules are listed, and whose turnarounds are counted.
    """
    return "\n\n".join(block("spacecraft", one) for one in _capsules(here, whole))


def _capsules(here: Scope, whole: Scope) -> Iterator[Table]:
    fewest = turnaround(whole)
    for name in _listed(whole):
        before = [
            one
            for one in here.tables.flights.values()
            if (one.family, one.spacecraft) == (FAMILY, name) and one.launch < here.start
        ]
        landed = max((whole.landing(one) for one in before if one in whole.flights), default=None)
        ready = landed + timedelta(fewest) if landed is not None else here.start
        yield {
            "id": name,
            "vehicle": LISTED,
            "ready": ready if ready > here.start else None,
            "turnaround": fewest,
            "flights_before": len(before) or None,
            "max_flights": MOST_FLIGHTS,
        }


def _listed(whole: Scope) -> list[str]:
    return sorted({one.spacecraft for one in whole.flights if one.vehicle == LISTED})


def turnaround(whole: Scope) -> int:
    """The fewest days between a landing of one of these capsules and its next launch."""
    found = []
    for name in _listed(whole):
        mine = [one for one in whole.flights if one.spacecraft == name]
        found += [(two.launch - whole.landing(one)).days for one, two in pairwise(mine)]
    return min(found)


def docked(here: Scope, flown: list[Row]) -> list[Row]:
    """The plan as flown with ports; each change is moved back to the last event day."""
    rows = read_traffic()
    days = {one.id: (one.launch, here.landing(one)) for one in here.flights}
    days |= {
        name: (date.fromisoformat(row["launch"]), date.fromisoformat(row["landing"]))
        for name, row in rows.items()
        if row["vehicle"]
    }
    events = {day for both in days.values() for day in both}
    lines = [
        {**line, "day": "", "port": rows[line["flight"]]["port"] if line["leg"] == "up" else ""}
        for line in flown
    ]
    there = {line["flight"] for line in flown if line["leg"] == "up"}
    for flight, row in rows.items():
        no_one = {"flight": flight, "role": "", "member": ""}
        if flight not in there:
            lines.append({**no_one, "leg": "up", "day": "", "port": row["port"]})
        if row["moved_to"]:
            moved = date.fromisoformat(row["moved_on"]) + timedelta(1)
            day = max(day for day in events if day < moved)
            lines.append({**no_one, "leg": "port", "day": str(day), "port": row["moved_to"]})
    return lines
