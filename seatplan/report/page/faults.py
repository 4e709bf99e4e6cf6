"""The violations of a plan, each with its anchor on the page and its days."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import frozen

from seatplan.checking import Report, Violation
from seatplan.kinds import Rule
from seatplan.program_index import leg_day
from seatplan.report.page import anchors
from seatplan.report.undocked import undocked
from seatplan.timeline import PlanIndex
from seatplan.validation import law_ids

Days = tuple[date, date]

DAY = timedelta(days=1)


@frozen
class Fault:
    """One violation, with its place on the page.

    Attributes:
        violation: the violation.
        anchor: its anchor on the page.
        since, until: the days that it is about, or twice the day of a launch or a landing; None if
            it is about no day.
    """

    violation: Violation
    anchor: str
    since: date | None
    until: date | None


@frozen
class Broken:
    """One rule or law with all its violations.

    Attributes:
        name: the id of the rule, or the name of the law.
        hard: whether the violations are hard.
        rule: the rule; None for a law.
        faults: the violations.
        note: what causes most of them and how to mend that, if it is one thing.
    """

    name: str
    hard: bool
    rule: Rule | None
    faults: tuple[Fault, ...]
    note: str = ""

    @property
    def amount(self) -> int:
        """The sum of the amounts of the violations, in the unit of the rule."""
        return sum(one.violation.amount for one in self.faults)

    @property
    def summary(self) -> str:
        """The number of violations, their days, and the largest amount, in words."""
        days = [one.since for one in self.faults if one.since is not None]
        when = f" from {min(days)} to {max(days)}" if days and min(days) < max(days) else ""
        worst = max(one.violation.amount for one in self.faults)
        return f"{len(self.faults)} times{when}, at worst by {worst}"

    @property
    def weight(self) -> int | None:
        """The cost of a unit; None for a hard rule, and if the weights of the entries differ."""
        weights = {one.violation.weight for one in self.faults}
        return weights.pop() if len(weights) == 1 else None

    @property
    def cost(self) -> int:
        """The cost of the violations in the goal `keep-rules`; 0 for a hard rule."""
        return sum(one.violation.cost for one in self.faults)


def broken(reading: PlanIndex, report: Report) -> tuple[Broken, ...]:
    """Return the violations of a report, grouped by rule in the order of the report."""
    rules = {rule.name: rule for rule in reading.program.named_rules}
    groups: dict[tuple[str, bool], list[Fault]] = {}
    for place, one in enumerate(report.violations):
        since, until = _days(one, reading) or (None, None)
        fault = Fault(one, anchors.broken(place), since, until)
        groups.setdefault((one.rule, one.hard), []).append(fault)
    silent = undocked(reading.lookup, reading.plan, report.violations)
    notes = {}
    if silent is not None:
        notes[law_ids.PORT, True] = f"{silent.sentence} {silent.hint}"
    # If the id of a rule is also the name of a law, the violations of both are in one group, as in
    # every report.
    return tuple(
        Broken(name, hard, rules.get(name), tuple(faults), notes.get((name, hard), ""))
        for (name, hard), faults in groups.items()
    )


def _days(one: Violation, reading: PlanIndex) -> Days | None:
    """Return the days of a violation; None if it has none.

    They come from the violation itself, or else from its requirement, its first flight, or the
    last tour of its members.
    """
    if one.since is not None and one.until is not None:
        return one.since, one.until
    about = one.subject
    if about.since is not None and about.until is not None:
        return about.since, about.since if about.until - about.since <= DAY else about.until
    flights = [flight for flight in reading.lookup.flights.values() if flight.id in one.flights]
    if flights:
        day = leg_day(flights[0], "down" if about.leg == "down" else "up")
        return day, day
    tours = [tour for member in one.members for tour in reading.tours.get(member, ())]
    if tours:
        day = max(tour.launch for tour in tours)
        return day, day
    return None
