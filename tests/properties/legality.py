"""A second, plain implementation of the laws.

Nothing is shared with the package but its data.
"""

from __future__ import annotations

from datetime import date, timedelta

from seatplan import (
    Assignment,
    CrewMember,
    Flight,
    Membership,
    Plan,
    Program,
    Qualification,
    Seat,
)


def legal(program: Program, plan: Plan) -> bool:
    """Whether a plan keeps all laws."""
    return _Judge(program, plan).legal()


class _Judge:
    def __init__(self, program: Program, plan: Plan) -> None:
        self.program = program
        self.lines = plan.assignments
        self.flights = {one.id: one for one in program.flights}
        self.vehicles = {one.id: one for one in program.vehicles}
        self.agencies = {one.id: one for one in program.agencies}

    def legal(self) -> bool:
        return (
            all(self._leg(flight, leg) for flight in self.program.flights for leg in ("up", "down"))
            and all(self._member(who) for who in self.program.crew)
            and all(self._backup(line) for line in self.lines if line.leg == "backup")
            and all(
                Assignment(one.flight, leg, one.role, one.member) in self.lines
                for one in self.program.fixed
                for leg in (one.legs if one.weight is None else ())
            )
            and not any(
                (line.flight, line.member) == (one.flight, one.member)
                and line.leg in one.legs
                and one.role in (None, line.role)
                and one.weight is None
                for one in self.program.forbidden
                for line in self.lines
            )
        )

    def _backup(self, line: Assignment) -> bool:
        """One backup of a flight, in a program in which only entries require backups."""
        flight = self.flights[line.flight]
        (who,) = (one for one in self.program.crew if one.id == line.member)
        (seat,) = (one for one in self._seats(flight) if one.role == line.role)
        here = [one for one in self.lines if (one.flight, one.leg) == (flight.id, "backup")]
        if flight.ascent == "empty" or sum(one.role == line.role for one in here) > seat.count:
            return False
        if sum(one.member == line.member for one in here) > 1:
            return False
        if any(one.flight == flight.id for one in self._of(who, "up")):
            return False
        if not any(
            (one.flight, one.role, one.member, one.leg)
            == (line.flight, line.role, line.member, "backup")
            for one in self.program.fixed
        ):
            return False
        if not all(
            self._may_sit(who, seat, day, flight.launch) for day in (flight.launch, flight.landing)
        ):
            return False
        count = self.vehicles[flight.vehicle].backup_days
        days = [flight.launch - timedelta(days=n + 1) for n in range(count)]
        if any(who.last_landing is not None and day < who.last_landing for day in days):
            return False
        absences = [one for one in who.unavailable if not one.training]
        if any(
            (one.since or day) <= day and (one.until is None or day < one.until)
            for one in absences
            for day in days
        ):
            return False
        ups = sorted(self.flights[x.flight].launch for x in self._of(who, "up"))
        downs = sorted(self.flights[x.flight].landing for x in self._of(who, "down"))
        tours = zip(ups, downs, strict=False)
        return not any(up <= day < down for up, down in tours for day in days)

    def _of(self, who: CrewMember, leg: str) -> list[Assignment]:
        return [line for line in self.lines if (line.member, line.leg) == (who.id, leg)]

    def _seats(self, flight: Flight) -> tuple[Seat, ...]:
        return self.vehicles[flight.vehicle].seats if flight.seats is None else flight.seats

    def _leg(self, flight: Flight, leg: str) -> bool:
        """Places, full ascents, empty legs, critical seats, requirements."""
        here = [line for line in self.lines if (line.flight, line.leg) == (flight.id, leg)]
        crewed = (flight.ascent if leg == "up" else flight.descent) == "crewed"
        if len({line.member for line in here}) < len(here) or (here and not crewed):
            return False
        for seat in self._seats(flight):
            mine = [line.member for line in here if line.role == seat.role]
            must = crewed and not seat.optional if leg == "up" else seat.critical and bool(here)
            if len(mine) > seat.count or (must and len(mine) < seat.count):
                return False
            day = flight.launch if leg == "up" else flight.landing
            if not all(
                self._may_sit(who, seat, day, self._launch(who, flight, leg))
                for who in self.program.crew
                if who.id in mine
            ):
                return False
        return True

    def _launch(self, who: CrewMember, flight: Flight, leg: str) -> date:
        """The launch day of the flight that took the member up."""
        mine = sorted(
            (self.flights[line.flight] for line in self.lines if line.member == who.id),
            key=lambda one: one.launch,
        )
        before = [
            one.launch
            for one in mine
            if any((x.flight, x.leg, x.member) == (one.id, "up", who.id) for x in self.lines)
            and one.launch < flight.landing
        ]
        return flight.launch if leg == "up" else max(before, default=flight.launch)

    def _may_sit(self, who: CrewMember, seat: Seat, day: date, launch: date) -> bool:
        held = {one.id for one in who.qualifications if in_force(one, day)}
        if isinstance(who.agency, str):
            agency = who.agency
            held |= {*self.agencies[agency].qualifications}
        else:
            agency = "".join(one.id for one in who.agency if in_force(one, launch))
            for one in who.agency:
                if in_force(one, day):
                    held |= {*self.agencies[one.id].qualifications}
        allowed = self.agencies if seat.agencies is None else seat.agencies
        return held >= {*seat.requires} and agency in allowed

    def _member(self, who: CrewMember) -> bool:
        """Whether the member's tours are complete, successive, and on available days."""
        ups = [line for line in self.lines if (line.member, line.leg) == (who.id, "up")]
        downs = [line for line in self.lines if (line.member, line.leg) == (who.id, "down")]
        ups.sort(key=lambda line: self.flights[line.flight].launch)
        downs.sort(key=lambda line: self.flights[line.flight].landing)
        if len(ups) != len(downs):
            return False
        free = who.last_landing
        for up, down in zip(ups, downs, strict=True):
            out, home = self.flights[up.flight], self.flights[down.flight]
            if home.landing <= out.launch or home.id not in (out.id, *out.return_options):
                return False
            if home is out and up.role != down.role:
                return False
            begin = out.launch - timedelta(days=self.vehicles[out.vehicle].training_days)
            if free is not None and begin < free:
                return False
            free = home.landing
            for one in who.unavailable:
                first = out.launch if one.training else begin
                days = [first + timedelta(days=n) for n in range((home.landing - first).days)]
                if any(
                    (one.since or day) <= day and (one.until is None or day < one.until)
                    for day in days
                ):
                    return False
        return True


def in_force(one: Qualification | Membership, day: date) -> bool:
    """Whether a day lies in `[since, until)`."""
    return (one.since or day) <= day and (one.until is None or day < one.until)
