"""The figures of docs/audit.md, counted again: from the shipped files, without rules and readings.

What is compared is `iss`, day by day; the page reads `iss-audit`.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import pytest

SHIPPED = files("seatplan.catalog")
PAGE = (Path(__file__).parents[2] / "docs" / "audit.md").read_text(encoding="utf-8")

FIRST_STAY = date(2000, 10, 31)
AGREED = date(2022, 9, 21)
IN_ORBIT = ("MS-29", "Crew-13")


class Stay(NamedTuple):
    """One member's way up and down."""

    member: str
    up: str
    down: str
    launch: date
    landing: date

    @property
    def days(self) -> int:
        return (self.landing - self.launch).days


@cache
def program(name: str = "iss") -> dict[str, Any]:
    return tomllib.loads((SHIPPED / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def flights() -> dict[str, dict[str, Any]]:
    return {flight["id"]: flight for flight in program()["flights"]}


@cache
def people() -> dict[str, dict[str, Any]]:
    return {member["id"]: member for member in program()["crew"]}


@cache
def stays() -> tuple[Stay, ...]:
    """Each member's flights up, in time order, with as many flights down."""
    ups, downs = defaultdict(list), defaultdict(list)
    with (SHIPPED / "iss.flown.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            flight = flights()[row["flight"]]
            if row["leg"] == "up":
                ups[row["member"]].append((flight["launch"], flight["id"]))
            else:
                downs[row["member"]].append((flight["landing"], flight["id"]))
    return tuple(
        Stay(member, up, down, launch, landing)
        for member in ups
        for (launch, up), (landing, down) in zip(
            sorted(ups[member]), sorted(downs[member]), strict=True
        )
    )


def docked(flight: str, day: date) -> bool:
    return bool(flights()[flight]["launch"] <= day < flights()[flight]["landing"])


def way_home(stay: Stay, day: date) -> str:
    """The ship on which someone would leave: that of the way down if docked, else of the way up."""
    return next((ship for ship in (stay.down, stay.up) if docked(ship, day)), "")


def days_without(segment: str) -> Iterator[date]:
    """Days on which some ship's leaving leaves people, none of them trained for the segment."""
    day = FIRST_STAY
    while aboard := [stay for stay in stays() if stay.launch <= day < stay.landing]:
        homes = [(way_home(stay, day), people()[stay.member]) for stay in aboard]
        for ship in {home for home, _ in homes} - {""}:
            left = [who for home, who in homes if home != ship]
            if left and not any(segment in who.get("qualifications", ()) for who in left):
                yield day
                break
        day += timedelta(days=1)


def spans(days: list[date]) -> list[tuple[date, int]]:
    """Runs of days: the first, and how many."""
    found: list[tuple[date, int]] = []
    for day in days:
        if found and found[-1][0] + timedelta(days=found[-1][1]) == day:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((day, 1))
    return found


def test_both_programs_tell_the_same_story() -> None:
    """Both programs have the same flights, people and plan."""
    assert (SHIPPED / "iss.flown.csv").read_bytes() == (
        SHIPPED / "iss-audit.flown.csv"
    ).read_bytes()
    short = program("iss-audit")
    for one, flight in zip(short["flights"], program()["flights"], strict=True):
        assert {key: one[key] for key in one if key != "seats"}.items() <= flight.items()
    assert {one["id"]: one["name"] for one in short["crew"]} == {
        member: who["name"] for member, who in people().items()
    }


def test_what_is_read() -> None:
    changed = sum(stay.up != stay.down for stay in stays())
    assert f"{len(stays())} tours of {len(people())} people on {len(flights())} flights;" in PAGE
    assert f"\n{changed} ended on another vehicle" in PAGE


@pytest.mark.parametrize("segment", ["rs", "usos"])
def test_days_that_hang_on_one_ship(segment: str) -> None:
    """The totals and periods of the page match a count day by day."""
    days = list(days_without(segment))
    lately = sum(day.year >= 2020 for day in days)
    start = PAGE.index(f"{segment}-if-one-leaves: {len(days)} days, {lately} of them since 2020\n")
    printed = PAGE[start:].split("\n", 1)[1]
    for since, count in spans(days):
        line, printed = printed.split("\n", 1)
        assert line.startswith(f"  {since}  {count:3}  ")
    assert not printed.startswith("  ")
    assert f"{lately} days" in PAGE


def test_the_three_stories() -> None:
    """The numbers of the three stories match the page."""
    days = list(days_without("rs"))
    third = [day for day in days if date(2006, 7, 4) <= day < date(2009, 5, 27)]
    visits = [day for day in days if day not in third and day.year < 2020]
    assert f"{len(third)} days of these years" in PAGE.replace("\n  ", " ")
    assert f"{len(visits)} days in all" in PAGE.replace("\n  ", " ")
    assert max(days) < date(2022, 10, 5) > max(days_without("usos"))


@pytest.mark.parametrize("segment", ["rs", "usos"])
def test_each_half_was_always_staffed(segment: str) -> None:
    """Each half was staffed on every day from the first expedition to the last landing."""
    staffed = {
        stay.launch + timedelta(days=day)
        for stay in stays()
        if segment in people()[stay.member].get("qualifications", ())
        for day in range(stay.days)
    }
    end = max(stay.landing for stay in stays())
    assert len([day for day in staffed if day >= FIRST_STAY]) == (end - FIRST_STAY).days


def test_crews_without_a_veteran() -> None:
    """Only on TMA-12 had no one returned from space before the launch, from here or elsewhere."""
    landed: dict[str, date] = {}
    found = []
    for flight in sorted(flights().values(), key=lambda flight: flight["launch"]):
        crew = [stay for stay in stays() if stay.up == flight["id"]]
        veterans = [
            stay
            for stay in crew
            if people()[stay.member].get("flights_before")
            or landed.get(stay.member, date.max) <= flight["launch"]
        ]
        if crew and not veterans:
            found.append(flight["id"])
        landed |= {
            stay.member: min(landed.get(stay.member, date.max), stay.landing) for stay in crew
        }
    assert found == ["TMA-12"]
    assert (
        "\nTMA-12 going up on 2008-04-08 must carry at least 1 person who flew before: none of"
        in PAGE
    )
    crews = sum(flight.get("ascent") != "empty" for flight in flights().values())
    assert f"One crew in {crews} " in PAGE
    assert f"{sum('flights_before' in who for who in people().values())} of these people" in PAGE


def test_the_exchange() -> None:
    """The balance after each seat and the days of finished stays match the page."""
    balance, days = 0, {"NASA": 0, "Roscosmos": 0}
    for stay in sorted(stays(), key=lambda stay: stay.launch):
        agency = people()[stay.member]["agency"]
        vehicle = flights()[stay.up]["vehicle"]
        if stay.launch >= AGREED and (agency, vehicle) in (
            ("NASA", "Soyuz MS"),
            ("Roscosmos", "Crew Dragon"),
        ):
            balance += 1 if agency == "NASA" else -1
            days[agency] += stay.days if stay.down not in IN_ORBIT else 0
            name = people()[stay.member]["name"]
            assert f"\n{stay.launch}  {balance:+}  {name} on {stay.up}\n" in PAGE
    assert f"days of the stays that have ended: {days}" in PAGE


def test_time_on_the_ground() -> None:
    """The times on the ground between two long stays match the page."""
    gaps = []
    last: dict[str, Stay] = {}
    for stay in sorted(stays(), key=lambda stay: stay.launch):
        if stay.days >= 30:
            if before := last.get(stay.member):
                days = (stay.launch - before.landing).days
                gaps.append((days, stay.member, before.up, stay.up))
            last[stay.member] = stay
    gaps.sort()
    middle = gaps[(len(gaps) - 1) // 2][0], gaps[len(gaps) // 2][0]
    assert f"\n{len(gaps)} pairs, median {round(sum(middle) / 2)}\n" in PAGE
    for days, member, before, after in gaps[:5]:
        assert f"\n  {days}  {people()[member]['name']}, from {before} to {after}\n" in PAGE


@pytest.mark.parametrize("until", [date(2024, 5, 20), date(2027, 1, 1)])
@pytest.mark.parametrize("unit", ["seats", "days"])
def test_shares(until: date, unit: str) -> None:
    """The shares of the long stays since six people were aboard match the page."""
    units = dict.fromkeys(("NASA", "ESA", "JAXA", "CSA"), 0)
    for stay in stays():
        agency = people()[stay.member]["agency"]
        if agency in units and date(2009, 5, 27) <= stay.launch < until and stay.days >= 30:
            units[agency] += stay.days if unit == "days" else 1
    whole = sum(units.values())
    parts = ", ".join(f"{agency} {count} ({count / whole:.1%})" for agency, count in units.items())
    assert f"\n{unit} to {until}: {parts}\n" in PAGE
