"""The literals of ships: the ports that they may be at, and the spacecraft that may make flights.

They do not depend on who flies. So if no date is open, they are a separate model, which is solved
first (`traffic_first.py`), and in the model of the seats they are constants.

Stays and spacecraft before `as_of` are the constant 1 if the given plan has them; otherwise they do
not exist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.variables import Traffic, comes
from seatplan.modelling import (
    ALWAYS,
    LinearExpr,
    PortChange,
    PortVariable,
    SpacecraftVariable,
    Variable,
)
from seatplan.plan import ChosenSpacecraft, Docking, Plan
from seatplan.program import LEGS, Flight, Leg
from seatplan.traffic import (
    PortStay,
    needs_port,
    port_ends,
    port_on,
    port_stations,
    spacecraft_in,
    stays_of,
    with_port_ends,
)


def make_traffic(model: SeatModel) -> Traffic:
    """Make a literal for each port in each stretch of days, and for each spacecraft."""
    made = Traffic()
    history = model.reference if model.as_of is not None else None
    stays = stays_of(model.lookup, history)
    named = spacecraft_in(model.lookup, history)
    for station in port_stations(model.lookup):
        here = _Station(model, made, station)
        for flight in here.flights:
            if needs_port(model.lookup, flight):
                here.make_ports(flight, stays.get(flight.id, ()))
    for flight in model.lookup.flights.values():
        _make_spacecraft(model, made, flight, named)
    return made


class _Station:
    """The ports of one station, between all days on which a ship may come or go."""

    def __init__(self, model: SeatModel, made: Traffic, station: str) -> None:
        self.model = model
        self.made = made
        self.flights = [one for one in model.lookup.flights.values() if one.station == station]
        legs: tuple[Leg, Leg] = LEGS
        events = [(one.id, leg) for one in self.flights for leg in legs]
        possible: dict[date, list[Variable]] = {}
        for event in events:
            for day, literal in model.days_of(event):
                possible.setdefault(day, []).append(literal)
        self.days = with_port_ends(model.lookup, station, set(possible))
        self.sure = port_ends(model.lookup, station, self.days[0], self.days[-1])
        self.sure |= {day for day, literals in possible.items() if ALWAYS in literals}
        self.possible = possible
        self._events: dict[date, Variable] = {}

    def make_ports(self, flight: Flight, history: tuple[PortStay, ...]) -> None:
        """Make the ports of one flight, stretch by stretch; while docked, it is at one of them."""
        model = self.model
        ports = model.lookup.ports_of(flight)
        known = None
        if model.past(flight.launch):
            assert model.as_of is not None
            self.made.past[flight.id] = tuple(one for one in history if model.past(one.since))
            known = port_on(self.made.past[flight.id], model.as_of - timedelta(1))
        mine: list[PortVariable] = []
        before: dict[str, PortVariable] = {}
        (launch, last_launch), (first_landing, landing) = (
            model.dates[flight.id, leg].range for leg in LEGS
        )
        for since, until in pairwise(self.days):
            if since < min(launch, first_landing) or since >= max(last_launch, landing):
                continue  # it is not docked, whatever is chosen
            docked = model.after((flight.id, "down"), since) - model.after((flight.id, "up"), since)
            nowhere = not docked.variables and not docked.constant
            if nowhere or (model.as_of is not None and until < model.as_of):
                continue
            if model.past(since) and model.past(flight.launch):
                if known is not None:  # it stays where it is until the next event day
                    mine.append(PortVariable(flight, known, since, until, ALWAYS))
                    before = {known: mine[-1]}
                    continue
                if until == model.as_of:
                    continue
            if len(ports) == 1 and not docked.variables:
                here = [PortVariable(flight, ports[0].id, since, until, ALWAYS)]
            else:
                here = [
                    PortVariable(flight, one.id, since, until, model.literal()) for one in ports
                ]
                model.add(LinearExpr(one.literal for one in here) - docked == 0)
            if before and since not in self.sure:
                event = LinearExpr([self._event(since)])
                arrives = model.on_days((flight.id, "up"), since.__eq__)
                for one in here:
                    model.add(comes(arrives, before, one) <= event)
            before = {one.port: one for one in here}
            mine += here
        self.made.ports[flight.id] = mine

    def _event(self, day: date) -> Variable:
        """A literal that is true only if a ship launches or lands on a day."""
        if day not in self._events:
            self._events[day] = self.model.literal()
            self.model.only_if(self._events[day], self.possible[day])
        return self._events[day]


def _make_spacecraft(
    model: SeatModel, made: Traffic, flight: Flight, named: Mapping[str, str]
) -> None:
    """Make the literals for the spacecraft of one flight, exactly one of which is true."""
    own = flight.spacecraft
    if model.past(flight.launch):
        own = named.get(flight.id, flight.spacecraft)
        listed = [own] if own is not None else []
    elif own is not None:
        listed = [own]
    else:
        listed = [one.id for one in model.lookup.spacecraft_of(flight)]
    if not listed:
        return
    if len(listed) == 1:
        made.spacecraft[flight.id] = [SpacecraftVariable(flight, listed[0], ALWAYS)]
        return
    mine = [SpacecraftVariable(flight, one, model.literal()) for one in listed]
    model.add(LinearExpr(one.literal for one in mine) == 1)
    made.spacecraft[flight.id] = mine


def choices_of(model: SeatModel, values: Sequence[int]) -> Plan:
    """A plan with only the ports and spacecraft that a solution chooses."""
    made = model.traffic
    docking: list[Docking] = []
    days = model.chosen_dates(values)
    for name, ports in made.ports.items():
        stays = [(one.since, one.port) for one in made.past.get(name, ())]
        for one in ports:
            begin = one.since if model.as_of is None else max(one.since, model.as_of)
            taken = values[one.literal] and begin < one.until
            if taken and not (stays and stays[-1][1] == one.port):
                stays.append((begin, one.port))
        for since, port in stays:
            docking.append(Docking(name, port, None if since == days[name][0] else since))
    chosen = [
        ChosenSpacecraft(name, one.spacecraft)
        for name, mine in made.spacecraft.items()
        for one in mine
        if values[one.literal] and one.spacecraft != one.flight.spacecraft
    ]
    return Plan(docking=docking, spacecraft=chosen)


def settled_traffic(model: SeatModel, choices: Plan) -> Traffic:
    """The choices as constants: ports and spacecraft of this plan are true, no others exist."""
    made = Traffic()
    for name, stays in stays_of(model.lookup, choices).items():
        flight = model.lookup.flights[name]
        made.ports[name] = [
            PortVariable(flight, one.port, one.since, one.until, ALWAYS) for one in stays
        ]
        made.changes_of[name] = [PortChange(flight, one.since, ALWAYS) for one in stays[1:]]
    named = spacecraft_in(model.lookup, choices)
    for name, craft in named.items():
        made.spacecraft[name] = [SpacecraftVariable(model.lookup.flights[name], craft, ALWAYS)]
    return made
