"""Every ship that needs a port has one of its own on every day on which it is docked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from attrs import evolve, frozen

from seatplan.kinds import NoEditError
from seatplan.modelling import LinearExpr, Model, PortVariable
from seatplan.program import LEGS, Program
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.structure.law import Law
from seatplan.timeline import PlanIndex
from seatplan.traffic import (
    PortStay,
    PortStretch,
    port_event_days,
    port_on,
    port_stations,
    port_stretches,
    stays_of,
    stretches_between,
    takes,
    too_many_for,
    with_lifeboat_ends,
)
from seatplan.validation import law_ids
from seatplan.words import listed, many, span


@frozen
class AtPort(Law):
    r"""Every ship that needs a port has one of its own on every day on which it is docked.

    A ship needs a port if some port of its station takes its vehicle. The port must take the
    vehicle, must be one of the flight's `ports` if it lists them, and must be available; no other
    ship is there. Ships change ports only on event days of the station: launches, landings, and the
    days on which one of its ports becomes available or unavailable. On such a day, no ship changes
    to a port that another ship leaves for another port.

    Formula:
        \sum_p x_{f,p,t} = 1, \quad \sum_f x_{f,p,t} \le 1
        \quad\text{for each day } t \text{ on which } f \text{ is docked}
    """

    id = law_ids.PORT
    of_traffic = True
    for_open_dates = True
    rank = 0
    reading_order = 8

    def requirement(self, lookup: ProgramIndex, stretch: PortStretch) -> Requirement:
        """The requirement for the ships at one station in one stretch of days."""
        days = span(stretch.start, stretch.until)
        ships, ports = too_many_for(lookup, stretch)
        if ships:
            each = "each have" if ships[1:] else "have"
            have = f"{many(len(ships), 'ship')} for {many(len(ports), 'port')} ({listed(ports)})"
            have = have if ports else "no port that it can use is available"
            message = f"{listed(ships)} must {each} a port of {stretch.station} {days}: {have}"
            fewer = many(max(1, len(ships) - len(ports)), "ship")
            decision = f"have {fewer} fewer at {stretch.station} {days}, or as many more ports"
        else:
            ships = tuple(one.id for one in stretch.docked)
            each = f"{listed(ships)} must each have a port" if ships[1:] else ""
            each = each or f"{listed(ships)} must have a port"
            message = f"{each} of {stretch.station} {days}, and change it only on event days"
            decision = f"let ships share a port of {stretch.station} {days}"
        return Requirement(
            requirement_id(self.id, stretch.station, str(stretch.start)),
            self.id,
            message,
            tuple(one.id for one in stretch.docked),
            (),
            decision,
            Subject(station=stretch.station, since=stretch.start, until=stretch.until),
        )

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each ship without a port, each shared port, and each forbidden change.

        Each counts once in a stretch of days.
        """
        stays = stays_of(reading.lookup, reading.plan)
        events = {
            station: frozenset(port_event_days(reading.lookup, station))
            for station in port_stations(reading.lookup)
        }
        for stretch in port_stretches(reading.lookup):
            if reading.as_of is not None and stretch.until <= reading.as_of:
                continue
            since = max(stretch.start, reading.as_of or stretch.start)
            for ship, found in self._broken(
                reading.lookup, stretch, since, stays, events[stretch.station]
            ):
                here = self.requirement(reading.lookup, stretch)
                about = evolve(here.subject, flight=ship)
                yield Finding(here, 1, found, None, since, stretch.until, subject=about)

    def _broken(
        self,
        lookup: ProgramIndex,
        stretch: PortStretch,
        since: date,
        stays: Mapping[str, tuple[PortStay, ...]],
        events: Collection[date],
    ) -> Iterator[tuple[str | None, str]]:
        """What is wrong in a stretch from a day on: a ship, if it is about one, and a phrase."""
        flights = {one.id: one for one in stretch.docked}
        mine = {name: stays.get(name, ()) for name in flights}
        changes = [
            (before, stay)
            for name in flights
            for before, stay in pairwise(mine[name])
            if since <= stay.since < stretch.until
        ]
        # Changes within a stretch are wrong, but the days between them are still checked.
        days = sorted({since, *(stay.since for _, stay in _all_within(mine, since, stretch))})
        for name, flight in flights.items():
            for day in days:
                port = port_on(mine[name], day)
                if port is None:
                    yield name, f"{name} has none" + ("" if day == days[0] else f" on {day}")
                    break
                if not takes(lookup, port, flight, day):
                    closed = any(one.id == port for one in lookup.ports_of(flight))
                    why = "is not available" if closed else "does not take it"
                    yield name, f"{name} is at {port}, which {why}"
                    break
        for port in lookup.ports:
            for day in days:
                there = [name for name in flights if port_on(mine[name], day) == port]
                if len(there) > 1:
                    yield None, f"{listed(there)} share {port}"
                    break
        for _, stay in changes:
            if stay.since not in events:
                found = f"{stay.flight} changes to {stay.port} on {stay.since}, not an event day"
                yield stay.flight, found
        for _, stay in changes:
            left_by = [
                other.flight
                for before, other in changes
                if before.port == stay.port
                and other.since == stay.since
                and other.flight != stay.flight
            ]
            if left_by:
                on_the_day = f"on the day on which {left_by[0]} does"
                yield stay.flight, f"{stay.flight} changes to {stay.port} {on_the_day}"

    def constrain(self, model: Model) -> None:
        """At most one ship is at a port, and none changes to a port that another one leaves."""
        for station in port_stations(model.lookup):
            flights = [one for one in model.lookup.flights.values() if one.station == station]
            at: dict[date, dict[str, dict[str, PortVariable]]] = {}
            until: dict[date, date] = {}
            for flight in flights:
                for one in model.port_variables(flight):
                    at.setdefault(one.since, {}).setdefault(flight.id, {})[one.port] = one
                    until[one.since] = one.until
            before: dict[str, dict[str, PortVariable]] = {}
            days = sorted(at)
            for start in days:
                now = at[start]
                ends = with_lifeboat_ends(model.lookup, station, (start, until[start]))
                for stretch in stretches_between(model.lookup, station, ends):
                    if model.as_of is not None and stretch.until <= model.as_of:
                        continue
                    here = self.requirement(model.lookup, stretch)
                    self._one_ship_each(model, here, stretch.start, now)
                    if stretch.start == start and start in until.values():
                        self._take_turns(model, here, start, before, now)
                before = now

    def _one_ship_each(
        self,
        model: Model,
        here: Requirement,
        start: date,
        now: Mapping[str, Mapping[str, PortVariable]],
    ) -> None:
        """In one stretch, a port has at most one ship, and none that it cannot take then."""
        ports: dict[str, list[PortVariable]] = {}
        for mine in now.values():
            for port, one in mine.items():
                ports.setdefault(port, []).append(one)
        for port, there in sorted(ports.items()):
            barred = [
                one.literal for one in there if not takes(model.lookup, port, one.flight, start)
            ]
            free = LinearExpr(one.literal for one in there) <= 1
            model.require(None, here, free, LinearExpr(barred) <= 0, settled=None)

    def _take_turns(
        self,
        model: Model,
        here: Requirement,
        start: date,
        before: Mapping[str, Mapping[str, PortVariable]],
        now: Mapping[str, Mapping[str, PortVariable]],
    ) -> None:
        """On the first day of a stretch, no ship changes to a port that another ship leaves."""
        # A ship without a port on the days before does not change its port.
        both = [name for name in now if name in before]
        if len(both) < 2:
            return
        launched, landed = (
            {name: model.on_days((name, leg), lambda day: day == start) for name in both}
            for leg in LEGS
        )
        for port in sorted({port for name in both for port in (*before[name], *now[name])}):
            coming: list[LinearExpr] = []
            leaving: list[LinearExpr] = []
            for name in both:
                old, new = before[name].get(port), now[name].get(port)
                stays = _is_at(new) - _is_at(old)
                if new is not None:
                    coming.append(stays - launched[name])
                if old is not None:
                    leaving.append(-stays - landed[name])
            if not coming or not leaving:
                continue
            comes = LinearExpr([model.literal()])
            turns = [one <= comes for one in coming] + [one <= 1 - comes for one in leaving]
            model.require(None, here, *turns, settled=None)

    def without(self, program: Program, requirement: Requirement) -> Program:
        raise NoEditError("open another port, or move a launch or a landing.")


def _all_within(
    stays: Mapping[str, Iterable[PortStay]], since: date, stretch: PortStretch
) -> Iterator[tuple[str, PortStay]]:
    """The stays that begin in a stretch, from a day on."""
    for name, mine in stays.items():
        for stay in mine:
            if since <= stay.since < stretch.until:
                yield name, stay


def _is_at(one: PortVariable | None) -> LinearExpr:
    """An expression that is 1 if a ship is at a port, else 0."""
    return LinearExpr() if one is None else LinearExpr([one.literal])


PORT = AtPort()
