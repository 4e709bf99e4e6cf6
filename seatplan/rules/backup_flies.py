"""Backup flies: each backup goes up on one of the next flights."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from seatplan import forgiving
from seatplan.cases import keeps_flights, keeps_order
from seatplan.kinds import Reach, Rule, rule_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where, goes_up
from seatplan.timeline import PlanIndex
from seatplan.words import listed


@rule_kind("backup-flies")
@frozen(kw_only=True, slots=False)
class BackupFlies(Rule, Where):
    r"""Each backup of a picked flight goes up on one of the next `within` picked flights.

    The next flights are those in WHERE that follow in the order of launches, or of ids on the same
    day. If fewer than `within` flights follow, nothing is required.

    Attributes:
        within: the number of following flights on one of which a backup must go up.

    Counts:
        backups who do not go up on one of them

    Formula:
        \sum_{f \in \text{WHERE}} \left\lvert \{ m :
        \sum_r x_{f, \text{backup}, r, m} = 1,\;
        \sum_{g \in \mathrm{next}(f)} \sum_r x_{g, \text{up}, r, m} = 0 \} \right\rvert

    Example:
        [[rules]]
        rule = "backup-flies"
        vehicles = ["Soyuz MS"]
        within = 2
        weight = 1
    """

    within: int = field(converter=forgiving.whole, metadata={"least": 1})

    def _pairs(self, lookup: ProgramIndex) -> Iterator[tuple[Flight, tuple[Flight, ...]]]:
        """Yield each flight with the flights on one of which its backups must go up."""
        flights = self.flights_in(lookup)
        for at, flight in enumerate(flights):
            after = flights[at + 1 : at + 1 + self.within]
            if len(after) == self.within:
                yield flight, after

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for flight, after in self._pairs(lookup):
            yield f"{flight.id} {listed(one.id for one in after)}{self.of_flight()}"

    def requirement(
        self, lookup: ProgramIndex, flight: Flight, after: tuple[Flight, ...]
    ) -> Requirement:
        """The requirement for the backups of one flight."""
        later = listed((f"{one.id} ({one.launch})" for one in after), "or")
        ids = listed((one.id for one in after), "or")
        return self.piece(
            lookup,
            flight.id,
            message=(
                f"Each backup of {flight.id} ({flight.launch}) must go up on "
                f"{later}{self.of_flight()}"
            ),
            decision=f"let a backup of {flight.id} not go up on {ids}",
            flights=(flight.id,),
            flight=flight.id,
            leg="backup",
        )

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach | None:
        if any(flight.has_window for flight in lookup.flights.values()):
            return None  # on other dates other flights are next
        return {
            one.id: lookup.everyone
            for flight, after in self._pairs(lookup)
            if flight.id in requirement.flights
            for one in after
        }

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for flight, after in self._pairs(reading.lookup):
            backups = {line.member for line in reading.on(flight, "backup")}
            backups -= {line.member for one in after for line in reading.on(one, "up")}
            if backups:
                names = listed(sorted(reading.lookup.name(one) for one in backups))
                yield Finding(
                    self.requirement(reading.lookup, flight, after),
                    len(backups),
                    f"{names} {'does' if len(backups) == 1 else 'do'} not",
                    after[-1].launch,
                    members=tuple(sorted(backups)),
                )

    def for_open_dates(self, model: Model) -> bool:
        return keeps_flights(self, model) and keeps_order(model, self.flights_in(model.lookup))

    def constrain(self, model: Model) -> None:
        for flight, after in self._pairs(model.lookup):
            backups: dict[str, dict[int, None]] = {}
            for place in model.seat_variables(flight, "backup"):
                backups.setdefault(place.member.id, {})[place.literal] = None
            here = self.requirement(model.lookup, flight, after)
            for member, literals in sorted(backups.items()):
                flies = LinearExpr.total(goes_up(model, one, member) for one in after)
                # One constraint for each member: a second flight of one does not make up for
                # another.
                model.require(self, here, flies >= LinearExpr(literals), settled=after[-1].launch)
