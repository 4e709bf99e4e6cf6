"""Backup: each role of the picked flights has at least this many backups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.cases import keeps_flights
from seatplan.kinds import Rule, rule_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.program import Flight, Seat
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where
from seatplan.timeline import PlanIndex
from seatplan.words import listed, many


@rule_kind("backup")
@frozen(kw_only=True, slots=False)
class Backup(Rule, Where):
    r"""Each role of the picked flights has at least `min` backups.

    A backup is qualified for the seat on the days of launch and landing, does not go up on the
    flight, and is busy for the `backup_days` of the vehicle before the launch. A plan has backups
    only in roles for which such a rule or an entry of `fixed` requires them, and at most one for
    each seat.

    Attributes:
        roles: the roles that need backups; all roles of the flight if left out.
        min: the number of backups for each role, in persons; the number of its seats if left out.

    Counts:
        backups short of `min`

    Formula:
        \sum_{f \in \text{WHERE}} \sum_{r \in \mathtt{roles}}
        \left( \mathtt{min} - \sum_m x_{f, \text{backup}, r, m} \right)^+

    Example:
        [[rules]]
        rule = "backup"
        vehicles = ["Soyuz MS"]
        min = 1
    """

    only_bars = True
    looser: ClassVar[Mapping[str, int]] = {"min": -1}
    roles: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_role_names, metadata={"ids": "role"}
    )
    min: int | None = field(default=None, converter=forgiving.maybe_whole, metadata={"least": 0})

    def _asked(self, lookup: ProgramIndex) -> Iterator[tuple[Flight, Seat]]:
        """Yield the flights and seats for which the rule requires backups."""
        for flight in self.flights_in(lookup):
            for role, seat in lookup.seats(flight).items():
                if self.roles is None or role in self.roles:
                    yield flight, seat

    def _least(self, seat: Seat) -> int:
        return seat.count if self.min is None else self.min

    def backed_up(self, lookup: ProgramIndex) -> Iterator[tuple[str, str]]:
        for flight, seat in self._asked(lookup):
            yield flight.id, seat.role

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for flight, seat in self._asked(lookup):
            yield f"{flight.id} {seat.role} {self._least(seat)}{self._of_role()}"

    def _of_role(self) -> str:
        """The end of a sentence about one flight and role: what else the rule picks."""
        which = self.which(named=False)
        several = self.roles is not None and len(self.roles) > 1  # the sentence has the one anyway
        roles = f", as {listed(sorted(self.roles or ()), 'or')}" if several else ""
        if which == "all flights" and not roles:
            return ""
        return f" (as on {'all flights' if which == 'all flights' else f'all {which}'}{roles})"

    def requirement(self, lookup: ProgramIndex, flight: Flight, seat: Seat) -> Requirement:
        """The requirement for one role on one flight."""
        least = self._least(seat)
        backups = many(least, "backup")
        seats = f" (it has {many(seat.count, 'seat')})" if least > seat.count else ""
        decision = f"launch {flight.id} without a backup {seat.role}"
        if least > 1:
            decision = f"launch {flight.id} with fewer than {backups} as {seat.role}"
        return self.piece(
            lookup,
            flight.id,
            seat.role,
            message=(
                f"{flight.id} ({flight.launch}) must have at least {backups} as "
                f"{seat.role}{seats}{self._of_role()}"
            ),
            decision=decision,
            flights=(flight.id,),
            here=f"{flight.id} ({flight.launch})",
            flight=flight.id,
            leg="backup",
            role=seat.role,
        )

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for flight, seat in self._asked(reading.lookup):
            lines = [one for one in reading.on(flight, "backup") if one.role == seat.role]
            short = self._least(seat) - len(lines)
            if short > 0:
                names = [reading.lookup.name(line.member) for line in lines]
                found = f"only {listed(names)}" if names else "none"
                here = self.requirement(reading.lookup, flight, seat)
                yield Finding(here, short, found, flight.launch)

    def for_open_dates(self, model: Model) -> bool:
        return keeps_flights(self, model)

    def constrain(self, model: Model) -> None:
        for flight, seat in self._asked(model.lookup):
            backups = LinearExpr(
                place.literal
                for place in model.seat_variables(flight, "backup")
                if place.role == seat.role
            )
            here = self.requirement(model.lookup, flight, seat)
            model.require(self, here, backups >= self._least(seat), settled=flight.launch)
