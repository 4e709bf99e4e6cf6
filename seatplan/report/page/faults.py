"""What a plan breaks, each thing with its place on the page and in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from seatplan.checking import Report, Violation
from seatplan.kinds import Rule
from seatplan.program_index import ProgramIndex
from seatplan.report.page import anchors
from seatplan.rules.exchange import Exchange
from seatplan.rules.quota import Quota
from seatplan.rules.share import Share
from seatplan.timeline import PlanIndex

Days = tuple[date, date]

DAY = timedelta(days=1)


@frozen
class Fault:
    """One violation.

    Attributes:
        anchor: where it stands.
        since, until: the days that it is about, or the day of a launch or a landing; None if it is
            about no day.
    """

    violation: Violation
    anchor: str
    since: date | None
    until: date | None


@frozen
class Broken:
    """One rule, or law, with all that breaks it.

    Attributes:
        rule: None for what every plan obeys.
    """

    name: str
    hard: bool
    rule: Rule | None
    faults: tuple[Fault, ...]

    @property
    def amount(self) -> int:
        """In the unit of the rule."""
        return sum(one.violation.amount for one in self.faults)

    @property
    def cost(self) -> int:
        """What it adds to the goal `keep-rules`; 0 for a hard one."""
        weight = self.rule.weight if self.rule is not None else None
        return 0 if self.hard or weight is None else self.amount * weight


def broken(reading: PlanIndex, report: Report) -> tuple[Broken, ...]:
    """The violations of a report, rule by rule in its order."""
    rules = {rule.name: rule for rule in reading.program.named_rules}
    dates: dict[str, Days] = {}
    for rule in rules.values():
        dates.update(_dates(rule, reading.lookup))
    groups: dict[tuple[str, bool], list[Fault]] = {}
    for place, one in enumerate(report.violations):
        since, until = _days(one, reading, dates) or (None, None)
        fault = Fault(one, anchors.broken(place), since, until)
        groups.setdefault((one.rule, one.hard), []).append(fault)
    # A rule may have an id that is also the name of a law: its violations are then in one group
    # with the law's, as in every report.
    return tuple(
        Broken(name, hard, rules.get(name), tuple(faults))
        for (name, hard), faults in groups.items()
    )


def _dates(rule: Rule, lookup: ProgramIndex) -> Iterator[tuple[str, Days]]:
    """The days of requirements that name no flight: by the requirement's id."""
    if isinstance(rule, Exchange):
        for day, settle, _ in rule.demands(lookup):
            yield rule.requirement(day, settle).id, (day, day)
    elif isinstance(rule, Quota):
        for requirement, flights in rule.demands(lookup):
            if flights and rule.per != "flight":
                yield requirement.id, (flights[0].launch, flights[-1].launch + DAY)
    elif isinstance(rule, Share):
        for day, _ in rule.demands(lookup):
            for agency, _ in rule.shares:
                yield rule.requirement(agency, day).id, (day, day)


def _days(one: Violation, reading: PlanIndex, dates: dict[str, Days]) -> Days | None:
    if one.since is not None and one.until is not None:
        return one.since, one.until
    if one.requirement in dates:
        return dates[one.requirement]
    flights = [flight for flight in reading.lookup.flights.values() if flight.id in one.flights]
    if flights:
        # Sentences have the date of the leg that they are about; those without one, or with both,
        # are about the flight as it begins.
        first = flights[0]
        down = str(first.landing) in one.message and str(first.launch) not in one.message
        day = first.landing if down else first.launch
        return day, day
    tours = [tour for member in one.members for tour in reading.tours.get(member, ())]
    if tours:
        day = max(tour.launch for tour in tours)
        return day, day
    return None
