"""A spacecraft does not fly before it is ready, nor more often than allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from attrs import evolve, frozen

from seatplan.modelling import LinearExpr, Model
from seatplan.program import Flight, Outage, Program, Spacecraft
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.structure.law import Law
from seatplan.timeline import PlanIndex
from seatplan.traffic import spacecraft_in
from seatplan.validation import law_ids
from seatplan.words import listed, many


@frozen
class Reuse(Law):
    r"""A spacecraft does not fly before it is `ready`, nor on more than `max_flights`.

    Nor does it launch on days on which it is grounded. Past launches are waived; they only count
    when later flights are checked.

    Formula:
        \mathtt{flights\_before}(s) + \lvert \{ f : s_f = s \} \rvert \le \mathtt{max\_flights}(s),
        \quad \mathrm{launch}(f) \ge \mathtt{ready}(s_f)
    """

    id = law_ids.REUSE
    of_traffic = True
    for_open_dates = True
    rank = 0
    reading_order = 8

    def requirement(self, craft: Spacecraft) -> Requirement:
        """The requirement for one spacecraft."""
        limits = []
        if craft.ready is not None:
            limits.append(f"not fly before {craft.ready}")
        limits += [_grounded(one) for one in craft.unavailable]
        if craft.max_flights is not None:
            flown = f", with {many(craft.flights_before, 'flight')} behind it"
            most = f"not make more than {many(craft.max_flights, 'flight')}"
            limits.append(most + (flown if craft.flights_before else ""))
        message = f"{craft.id} ({craft.vehicle}) must {listed(limits) if limits else 'fly'}"
        return Requirement(
            requirement_id(self.id, craft.id),
            self.id,
            message,
            (),
            (),
            f"let {craft.id} fly sooner or more often than allowed",
            Subject(),
        )

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each launch before the craft is ready, and one for too many flights."""
        lookup = reading.lookup
        made_by = spacecraft_in(lookup, reading.plan)
        for craft in lookup.spacecraft.values():
            flights = [one for one in lookup.flights.values() if made_by.get(one.id) == craft.id]
            for flight in flights:
                if not craft.may_launch_on(flight.launch):
                    found = f"{flight.id} launches on {flight.launch}"
                    yield Finding(self.requirement(craft), 1, found, flight.launch)
            count = craft.flights_before + len(flights)
            if craft.max_flights is not None and count > craft.max_flights and flights:
                found = f"{listed(one.id for one in flights)} make {many(count, 'flight')}"
                last = max(one.launch for one in flights)
                yield Finding(self.requirement(craft), 1, found, last)

    def constrain(self, model: Model) -> None:
        """Forbids flights before it is ready, and limits the number of its flights."""
        flights: dict[str, list[tuple[Flight, int]]] = {}
        for flight in model.lookup.flights.values():
            for one in model.spacecraft_variables(flight):
                flights.setdefault(one.spacecraft, []).append((flight, one.literal))
        for craft in model.lookup.spacecraft.values():
            mine = flights.get(craft.id, [])
            coming = [literal for flight, literal in mine if not model.past(flight.launch)]
            here = self.requirement(craft)
            for flight, literal in mine:
                wrong = model.on_days((flight.id, "up"), _too_soon(craft))
                if wrong.variables or wrong.constant:
                    soon = LinearExpr([literal]) + wrong <= 1
                    model.require(None, here, soon, settled=flight.launch)
            if craft.max_flights is None or not coming:
                continue
            left = craft.max_flights - craft.flights_before
            flown = len(mine) - len(coming)
            if flown <= left:
                most = LinearExpr(literal for _, literal in mine) <= left
            else:  # the past flights exceed the limit already, so no other flight is allowed
                most = LinearExpr(coming) <= 0
            model.require(None, here, most, settled=None)

    def without(self, program: Program, requirement: Requirement) -> Program:
        """The program in which the spacecraft can fly on any day and any number of times."""
        free = [
            evolve(one, ready=None, max_flights=None, unavailable=())
            if self.requirement(one).id == requirement.id
            else one
            for one in program.spacecraft
        ]
        return evolve(program, spacecraft=free)


def _too_soon(craft: Spacecraft) -> Callable[[date], bool]:
    """A check whether a spacecraft cannot launch on a day."""
    return lambda day: not craft.may_launch_on(day)


def _grounded(outage: Outage) -> str:
    """An outage as a phrase: what the spacecraft must not do."""
    days = [f"from {outage.since} on"] if outage.since is not None else []
    days += [f"before {outage.until}"] if outage.until is not None else []
    why = f" ({outage.why})" if outage.why else ""
    return f"not launch {' and '.join(days)}{why}" if days else f"not launch at all{why}"


REUSE = Reuse()
