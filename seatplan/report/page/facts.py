"""The figures at the top of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from seatplan.agreements import Account
from seatplan.program import Program
from seatplan.report.page.aboard import Step
from seatplan.report.page.answer import Fact
from seatplan.result import Result, Status
from seatplan.timeline import PlanIndex
from seatplan.words import listed, many, span


def facts(
    reading: PlanIndex,
    accounts: Iterable[Account],
    steps: Sequence[Step],
    result: Result | None,
    *,
    proved: bool = False,
) -> tuple[Fact, ...]:
    """Return the figures of a plan.

    They are the seats filled, the exchanges, the thinnest moment aboard, the gap to the best plan,
    and the flight on which most depends.

    Args:
        reading: the plan.
        accounts: the accounts of its exchanges.
        steps: the stretches of days on which nothing changes aboard.
        result: the result that the plan comes from, if it was solved.
        proved: whether the plan is proved to be the best without this result.
    """
    found = [_seats(reading)]
    found += [_exchange(account) for account in accounts if account.entries]
    thin = _thinnest(reading, steps)
    found += [thin] if thin is not None else []
    none = Fact("Gap to the best", "none", "proved", good=True)
    found.append(none if proved else _gap(reading.program, result))
    found.append(_hangs_on(reading, steps))
    return tuple(found)


def _seats(reading: PlanIndex) -> Fact:
    lookup = reading.lookup
    crewed = [one for one in lookup.flights.values() if one.ascent == "crewed"]
    taken = sum(len(reading.on(flight, "up")) for flight in crewed)
    seats = sum(lookup.capacity(flight) for flight in crewed)
    people = f"{len(reading.tours):,} of {many(len(lookup.members), 'person')} fly"
    note = f"on {many(len(lookup.flights), 'flight')}; {people}"
    return Fact("Seats filled", f"{taken:,} of {seats:,}", note)


def _exchange(account: Account) -> Fact:
    last = account.entries[-1]
    worst = max(account.entries, key=lambda entry: abs(entry.balance))
    limit = f"limit {account.amount(account.tolerance)}"
    good = not any(entry.beyond for entry in account.entries)
    note = f"{limit}; most was {abs(worst.balance)}, on {worst.day}"
    return Fact(f"Exchange of {' and '.join(account.parties)}", account.in_words(last), note, good)


def _thinnest(reading: PlanIndex, steps: Sequence[Step]) -> Fact | None:
    """Return the stretch with the fewest people trained for one segment; past ones do not count.

    Of several, it is the one with the fewest people aboard, then the longest.
    """
    crewed = [step for step in steps if step.aboard and not reading.past(step.until)]
    if not crewed:
        return None
    step = min(crewed, key=lambda one: (_least(one), one.aboard, one.since - one.until, one.since))
    days = span(step.since, step.until)
    trained = [one for one in step.trained if one.count == _least(step)]
    if not trained:
        return Fact("Thinnest moment aboard", f"{step.aboard} aboard {step.station}", days)
    value = f"{trained[0].count} trained for {trained[0].segment} of {step.aboard} aboard"
    return Fact("Thinnest moment aboard", value, days)


def _least(step: Step) -> int:
    return min((one.count for one in step.trained), default=step.aboard)


def _hangs_on(reading: PlanIndex, steps: Sequence[Step]) -> Fact:
    """Return the flight whose loss would leave no one trained for a segment on the most days."""
    days: Counter[tuple[str, str]] = Counter()
    for step in steps:
        if not reading.past(step.until):
            for one in step.trained:
                for ship in one.leaving:
                    days[ship, one.segment] += (step.until - step.since).days
    label = "Depends most on"
    if not days:
        segments = {one.segment for step in steps for one in step.trained}
        if not segments:
            return Fact(label, "not known", "seatplan stress tries every single fault")
        note = f"after the loss of any one, someone trained for {listed(sorted(segments))} stays"
        return Fact(label, "no single flight", note)
    (ship, segment), most = max(days.items(), key=lambda item: (item[1], item[0]))
    return Fact(label, ship, f"without it no one is trained for {segment} on {most:,} days")


def _gap(program: Program, result: Result | None) -> Fact:
    label = "Gap to the best"
    if result is None:
        return Fact(label, "not known", "seatplan solve proves the best")
    if result.status is Status.OPTIMAL:
        return Fact(label, "none", "proved", good=True)
    goals = {goal.name: goal for goal in program.named_goals}
    for found in result.goals:
        if not found.optimal and found.id in goals:
            difference = goals[found.id].in_words(abs(found.value - found.bound))
            return Fact(label, f"at most {difference}", f"in {found.id}", good=False)
    return Fact(label, "not known", "time ran out")
