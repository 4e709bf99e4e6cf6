"""Launches and landings of ships as events, for rules on the times of ships."""

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
    """Converts kinds of events, as constructors accept them, to a tuple."""
    return cast("tuple[ShipEvent, ...]", forgiving.several(value))


def event_day(flight: Flight, event: ShipEvent) -> date:
    """The day of a launch or a landing."""
    return flight.launch if event == "launch" else flight.landing


def event_verb(event: ShipEvent) -> str:
    """The verb for an event: `launch` or `land`."""
    return "launch" if event == "launch" else "land"


def model_event(flight: Flight, event: ShipEvent) -> Event:
    """A launch or landing as an event of models."""
    return (flight.id, "up") if event == "launch" else (flight.id, "down")


def comes_no_earlier(model: Model, first: Flight, second: Flight) -> LinearExpr:
    """An expression that is 1 only if `second` launches after `first`; ties are broken by id."""
    days = 0 if first.id < second.id else 1
    return model.later((first.id, "up"), (second.id, "up"), days)
