"""`iss-traffic`: `iss-crossflight` with the ports of the station, cargo ships and capsules."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from seatplan.catalog.generator import crossflight
from seatplan.catalog.generator.tables import DATA, Tables
from seatplan.catalog.generator.wording import Table, block, fill

NAME = "iss-traffic"

# --------------------------------------------------------------------------- assumed or decided

MOST_FLIGHTS = 15  # of a capsule: NASA and SpaceX work towards that
FLIGHTS_BEFORE = {"Endeavour": 3, "Endurance": 1, "Freedom": 1, "Grace": 0}  # DM-2, Crew-2, Ax-1; …
PORTS = {
    "IDA-2 forward": ("Crew Dragon", "Private Dragon", "Cargo Dragon", "Starliner"),
    "IDA-3 zenith": ("Crew Dragon", "Private Dragon", "Cargo Dragon", "Starliner"),
    "Rassvet": ("Soyuz MS", "Progress MS"),
    "Poisk": ("Soyuz MS", "Progress MS"),
    "Prichal": ("Soyuz MS", "Progress MS"),
    "Zvezda aft": ("Soyuz MS", "Progress MS"),
}


def write_up(tables: Tables) -> tuple[str, list[dict[str, str]]]:
    """The program file and the plan as flown."""
    here = crossflight.scope_of(tables)
    text, flown = crossflight.write_up(tables)
    rows = {row["flight"]: row for row in read_traffic()}
    days = {one.id: (one.launch, here.landing(one)) for one in here.flights}
    days |= {
        name: (date.fromisoformat(row["launch"]), date.fromisoformat(row["landing"]))
        for name, row in rows.items()
        if row["vehicle"]
    }
    head, _, rest = text.partition('name = "')
    name, _, rest = rest.partition('"\n')
    for flight, row in rows.items():
        if row["only"] and not row["vehicle"]:
            rest = rest.replace(
                f'id = "{flight}"\n', f'id = "{flight}"\nports = ["{row["only"]}"]\n'
            )
    flights = {one.spacecraft: one for one in here.flights if one.vehicle == "Crew Dragon"}
    used = sorted({one.spacecraft for one in here.flights if one.spacecraft in flights})
    parts = {
        "ports": "\n\n".join(
            block("ports", {"id": one, "vehicles": list(PORTS[one])}) for one in PORTS
        ),
        "spacecraft": "\n\n".join(block("spacecraft", one) for one in spacecraft(here, used)),
        "cargo": "\n\n".join(cargo(row) for row in rows.values() if row["vehicle"]),
        "crewed": "\n".join(
            f"# {flight}: {row['source']}" for flight, row in rows.items() if not row["vehicle"]
        ),
        "turnaround": turnaround(here, used),
    }
    more = fill(NAME, parts)
    told = f'{head}name = "ISS traffic, {name.partition(", ")[2]}"\n{rest.rstrip()}\n\n{more}'
    return told, docked(flown, rows, days)


def read_traffic() -> list[dict[str, str]]:
    with (DATA / "traffic.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cargo(row: dict[str, str]) -> str:
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


def spacecraft(here: crossflight.Crossflight, used: list[str]) -> Iterator[Table]:
    for name in used:
        yield {
            "id": name,
            "vehicle": "Crew Dragon",
            "turnaround": turnaround(here, used),
            "flights_before": FLIGHTS_BEFORE[name] or None,
            "max_flights": MOST_FLIGHTS,
        }


def turnaround(here: crossflight.Crossflight, used: list[str]) -> int:
    """The fewest days between a landing of one of these capsules and its next launch."""
    found = []
    for name in used:
        mine = [one for one in here.flights if one.spacecraft == name]
        found += [(two.launch - here.landing(one)).days for one, two in pairwise(mine)]
    return min(found)


def docked(
    flown: list[dict[str, str]],
    rows: dict[str, dict[str, str]],
    days: dict[str, tuple[date, date]],
) -> list[dict[str, str]]:
    """The plan as flown, with ports: a change is on the last event day up to its own."""
    events = {day for both in days.values() for day in both}
    lines = [
        {**line, "day": "", "port": rows[line["flight"]]["port"] if line["leg"] == "up" else ""}
        for line in flown
    ]
    there = {line["flight"] for line in flown if line["leg"] == "up"}
    for flight, row in rows.items():
        nobody = {"flight": flight, "role": "", "member": ""}
        if flight not in there:
            lines.append({**nobody, "leg": "up", "day": "", "port": row["port"]})
        if row["moved_to"]:
            moved = date.fromisoformat(row["moved_on"]) + timedelta(1)
            day = max(day for day in events if day < moved)
            lines.append({**nobody, "leg": "port", "day": str(day), "port": row["moved_to"]})
    return lines
