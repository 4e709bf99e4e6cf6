"""Launches and landings of ships as events; shared by rules on when ships come and go."""

from __future__ import annotations

from datetime import date
from typing import Literal, cast

from seatplan import forgiving
from seatplan.forgiving import Several
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
