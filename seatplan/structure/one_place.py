"""Two tours of one member do not overlap, including training before the later one.

Nor do days as a backup overlap a tour.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from attrs import frozen

from seatplan.modelling import Model
from seatplan.plan import Assignment
from seatplan.program import CrewMember
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.structure.availability import days_before
from seatplan.structure.backups import busy_from
from seatplan.structure.law import Law
from seatplan.timeline import PlanIndex
from seatplan.validation import law_ids


@frozen
class OnePlace(Law):
    r"""Two tours of one member do not overlap, including training before the later one.

    The launch of the later tour, minus the training days of its vehicle, is on or after the landing
    of the earlier tour; `last_landing` counts as the landing of an earlier tour. The days
    `[launch - backup days, launch)` of a backup do not overlap the days `[launch, landing)` of a
    tour, and do not begin before `last_landing`. They may overlap training days and other backup
    days.

    Formula:
        \begin{aligned}
        & \mathrm{launch}(\tau) - \mathtt{training\_days}(\tau) \ge \mathrm{landing}(\sigma)
        \quad\text{for each tour } \tau \text{ and each earlier one } \sigma \\
        & [\, \mathtt{launch}_f - \mathtt{backup\_days}_f,\; \mathtt{launch}_f \,)
        \cap [\, \mathrm{launch}(\tau),\; \mathrm{landing}(\tau) \,) = \emptyset
        \quad\text{for each backup of } f
        \end{aligned}
    """

    id = law_ids.ONE_PLACE
    for_open_dates = True
    bar = "flying"
    only_bars = True
    decidable = False
    reading_order = 7

    def requirement(self, lookup: ProgramIndex, member: CrewMember) -> Requirement:
        """The requirement for one member."""
        name = lookup.name(member.id)
        message = f"{name} must be on one tour, or in training for one, at a time"
        if member.last_landing is not None:
            message += f", and on none before the landing on {member.last_landing}"
        decision = f"let {name} be in two places at once"
        key = requirement_id(self.id, member.id)
        subject = Subject(member=member.id)
        return Requirement(key, self.id, message, (), (member.id,), decision, subject, name)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each pair of overlapping tours, and each tour before `last_landing`."""
        for tours in reading.tours.values():
            member = tours[0].member
            training = reading.lookup.training_days
            started = [(days_before(tour.launch, training(tour.up)), tour) for tour in tours]
            for start, tour in started:
                if member.last_landing is not None and start < member.last_landing:
                    found = f"{tour.up.id} ({tour.launch}) starts before that landing"
                    settled = max(member.last_landing, tour.launch)
                    yield Finding(self.requirement(reading.lookup, member), 1, found, settled)
            for (_, one), (start, two) in combinations(started, 2):
                if start < one.landing:
                    found = f"{two.up.id} ({two.launch}) starts before the landing of {one.down.id}"
                    settled = max(one.landing, two.launch)
                    yield Finding(
                        self.requirement(reading.lookup, member),
                        1,
                        f"{found} ({one.landing})",
                        settled,
                    )

        for line in reading.backups:
            yield from self._backing_up(reading, line)

    def _backing_up(self, reading: PlanIndex, line: Assignment) -> Iterator[Finding]:
        """A finding for each tour that the days of a backup overlap."""
        lookup = reading.lookup
        flight, member = lookup.flights[line.flight], lookup.members[line.member]
        start, end = busy_from(lookup, flight), flight.launch
        busy = f"the days as a backup of {flight.id}, {start} to {end},"
        if start < end and member.last_landing is not None and start < member.last_landing:
            settled = max(member.last_landing, end)
            found = f"{busy} begin before that landing"
            yield Finding(self.requirement(lookup, member), 1, found, settled)
        for tour in reading.tours.get(member.id, ()):
            if max(start, tour.launch) < min(end, tour.landing):
                found = f"{busy} overlap the tour on {tour.up.id} ({tour.launch} to {tour.landing})"
                # An earlier landing mends it only if the tour began before these days.
                settled = max(end, tour.landing) if tour.launch <= start else end
                yield Finding(self.requirement(lookup, member), 1, found, settled)

    def constrain(self, model: Model) -> None:
        """Requires 0 days of rest; the engine adds cliques of overlapping tours."""
        for member in model.lookup.members.values():
            model.rest(self.requirement(model.lookup, member), member, 0)


ONE_PLACE = OnePlace()
