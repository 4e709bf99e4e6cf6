"""Small programs of ships at a station, and where a plan has them, in few words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from seatplan import Flight, Outage, Plan, Port, Program, Spacecraft
from seatplan.plan import ChosenSpacecraft, Docking
from tests.build import AGENCIES, day, flight, maybe_day, member, vehicle


def port(name: str, *, closed: tuple[int | None, int | None] | None = None, **keys: Any) -> Port:
    """A port that takes the vehicle `ship`; closed from day to day, if so."""
    outages = () if closed is None else (Outage(*map(maybe_day, closed)),)
    return Port(name, keys.pop("vehicles", ("ship",)), unavailable=outages, **keys)


def craft(name: str, ready: int | None = None, **keys: Any) -> Spacecraft:
    """A spacecraft of the vehicle `ship`."""
    return Spacecraft(name, "ship", maybe_day(ready), **keys)


def cargo(name: str, launch: int, landing: int, **keys: Any) -> Flight:
    """A ship without people."""
    return flight(name, launch, landing, seats=(), ascent="empty", descent="empty", **keys)


def harbor(
    flights: Iterable[Flight],
    ports: Iterable[Port] = (),
    spacecraft: Iterable[Spacecraft] = (),
    **keys: Any,
) -> Program:
    """A program of these ships."""
    vehicles = (vehicle("ship"), vehicle("tug"))
    return Program(
        "harbor",
        AGENCIES,
        vehicles,
        tuple(flights),
        (member("ann"),),
        ports=tuple(ports),
        spacecraft=tuple(spacecraft),
        **keys,
    )


def at(*stays: str) -> Plan:
    """Where ships are: `F1 A` from the launch on, `F1 B 7` from day 7 on."""
    words = [stay.split() for stay in stays]
    return Plan(
        (),
        docking=[Docking(one[0], one[1], day(int(one[2])) if one[2:] else None) for one in words],
    )


def made_by(**spacecraft: str) -> Plan:
    """By which spacecraft flights are made."""
    return Plan((), spacecraft=[ChosenSpacecraft(*pair) for pair in spacecraft.items()])


def told(plan: Plan | None) -> list[str]:
    """The docking of a plan, as `at` takes it."""
    assert plan is not None
    zero = day(0)
    return [
        f"{one.flight} {one.port}" + ("" if one.since is None else f" {(one.since - zero).days}")
        for one in plan.docking
    ]
