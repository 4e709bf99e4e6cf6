"""Launches and landings of ships as events; shared by rules on when ships come and go."""

from __future__ import annotations

from datetime import date
from typing import Literal, cast

from seatplan import forgiving
from seatplan.forgiving import Several
from seatplan.modelling import Event, LinearExpr, Model
from seatplan.program import Flight

ShipEvent = Literal["launch", "landing"]

SHIP_EVENTS: tuple[ShipEvent, ShipEvent] = ("launch", "landing")


def several_events(value: Several[ShipEvent]) -> tuple[ShipEvent, ...]:
    """Kinds of events, as constructors take them."""
    return cast("tuple[ShipEvent, ...]", forgiving.several(value))


def event_day(flight: Flight, event: ShipEvent) -> date:
    """The day of a launch or a landing."""
    return flight.launch if event == "launch" else flight.landing


def event_verb(event: ShipEvent) -> str:
    """What the ship does: `launch`, `land`."""
    return "launch" if event == "launch" else "land"


def model_event(flight: Flight, event: ShipEvent) -> Event:
    """The launch or the landing as models know it."""
    return (flight.id, "up") if event == "launch" else (flight.id, "down")


def comes_no_earlier(model: Model, first: Flight, second: Flight) -> LinearExpr:
    """1 only if the second flight launches after the first, on one day in the order of the ids."""
    days = 0 if first.id < second.id else 1
    return model.later((first.id, "up"), (second.id, "up"), days)
