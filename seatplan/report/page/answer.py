"""The top of a page: the verdict, what is proved, and a few facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from attrs import frozen

from seatplan.agreements import Account
from seatplan.checking import Report
from seatplan.goals.least_change import LeastChange
from seatplan.kinds import Goal
from seatplan.program import Program
from seatplan.report.page.aboard import Step
from seatplan.result import GoalValue, Result, Status
from seatplan.timeline import PlanIndex
from seatplan.words import listed, many, span


@frozen
class Fact:
    """One figure with what it is.

    Attributes:
        label: what it is about.
        value: the figure, in a few words.
        note: what it is to be read against.
        good: whether it is as it should be; None where that is no question.
    """

    label: str
    value: str
    note: str = ""
    good: bool | None = None


@frozen
class GoalLine:
    """One goal.

    Attributes:
        title, id: what it is about, and its id in the program.
        before, after: its values with their unit; empty where there is none.
        step: whether it got better or worse, and by how much.
        gain: the same as a number: negative where it is worse.
        proof: what is proved of it.
    """

    title: str
    id: str
    before: str
    after: str
    step: str
    gain: int
    proof: str


@frozen
class Answer:
    """The top of a page.

    Attributes:
        headline: the answer in a line, where it is about more than a plan.
        word: the verdict, for a sign beside it; `good` is its color.
        sentence: what goes on from the word.
        proof: what is proved.
        facts: the figures.
        goals: the goals in the order of the program.
    """

    headline: str
    word: str
    good: bool | None
    sentence: str
    proof: str
    facts: tuple[Fact, ...] = ()
    goals: tuple[GoalLine, ...] = ()


def verdict(program: Program, report: Report) -> tuple[str, bool, str]:
    """The word, whether it is a good one, and the rest of the sentence."""
    weights = [rule.weight for rule in program.rules]
    weights += [entry.weight for entry in program.fixed]
    weights += [entry.weight for entry in program.forbidden]
    soft = [one for one in report.violations if not one.hard]
    cost = sum(one.cost for one in soft)
    rest = f"{many(len({one.rule for one in soft}), 'preference')} not met, at {points(cost)}"
    if not soft:
        rest = "every preference is met" if any(weights) else ""
    if not report.ok:
        return "Broken", False, "; ".join(filter(None, (hard_rules_broken(report), rest))) + "."
    return "Kept", True, "; ".join(filter(None, ("no hard rule is broken", rest))) + "."


def hard_rules_broken(report: Report) -> str:
    """`2 hard rules`."""
    return many(len({one.rule for one in report.violations if one.hard}), "hard rule")


def points(cost: int) -> str:
    """What broken preferences cost."""
    return f"{cost:,} penalty point{'' if cost == 1 else 's'}"


def proof(program: Program, result: Result, *, repaired: bool = False) -> str:
    """What is proved of the plan, or how far from the best it may be."""
    if result.given_up:
        number = f"{len(result.given_up)} requirement{'' if len(result.given_up) == 1 else 's'}"
        least = "Proved: no plan" if result.status is Status.OPTIMAL else "Not proved that no plan"
        return f"No plan keeps every hard rule; this one gives up {number}. {least} gives up less."
    if result.status is Status.OPTIMAL:
        if repaired:
            return "Proved: no plan that is as good as this one changes less."
        if not program.named_goals:
            return "Proved: the plan keeps every hard rule; the program has no goals."
        return "Proved optimal for this program: no plan does better."
    if result.status is Status.INFEASIBLE:
        return "Proved: no plan keeps every hard rule."
    open_goals = [goal for goal in result.goals if not goal.optimal]
    goals = {goal.name: goal for goal in program.named_goals}
    if open_goals and open_goals[0].id in goals:
        first = open_goals[0]
        return f"Not proved: {first.id} is {gap(goals[first.id], first.value, first.bound)}."
    return "Not proved: time ran out before every goal was proved."


def checked(program: Program, report: Report, limits: Mapping[str, int]) -> str:
    """What a check alone shows of a plan: no search was made for a better one."""
    goals = program.named_goals
    if not report.ok:
        return "Checked without a search: whether any plan keeps every hard rule is not known."
    if not goals:
        return "Checked: the plan keeps every hard rule, and the program has no goals."
    first = _first_open(goals, report, limits)
    if first is None:
        every = listed(goal.name for goal in goals)
        return f"Proved without a search: no plan is better in {every}."
    if first.name in limits:
        known = gap(first, report.values[first.name], limits[first.name])
        return f"Checked without a search for a better plan: {first.name} is {known}."
    return "Checked without a search: whether a better plan exists is not known."


def _first_open(goals: Iterable[Goal], report: Report, limits: Mapping[str, int]) -> Goal | None:
    """The first goal that might be better."""
    return next((one for one in goals if limits.get(one.name) != report.values[one.name]), None)


def limits_of(program: Program, reading: PlanIndex, *, open_dates: bool) -> dict[str, int]:
    """By goal, what no plan is better than, as far as that shows without a search.

    With open dates, only what holds for every program: a limit may depend on the days of flights,
    which `reading` has as this plan has them.
    """
    found = {
        goal.name: (goal.least if goal.sense == "min" else None)
        if open_dates
        else goal.limit(reading)
        for goal in program.named_goals
    }
    return {name: limit for name, limit in found.items() if limit is not None}


def is_best(program: Program, report: Report, limits: Mapping[str, int]) -> bool:
    """Whether the values alone prove that no plan is better."""
    return report.ok and _first_open(program.named_goals, report, limits) is None


def gap(goal: Goal, value: int, bound: int) -> str:
    """`347 squared flights, and the best is at least 340`."""
    side = "at most" if goal.sense == "max" else "at least"
    return f"{goal.in_words(value)}, and the best is {side} {bound:,}"


def facts(
    reading: PlanIndex,
    accounts: Iterable[Account],
    steps: Sequence[Step],
    result: Result | None,
    *,
    proved: bool = False,
) -> tuple[Fact, ...]:
    """Seats filled, exchanges, the thinnest moment aboard, the gap to the best, the weak link."""
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
    """The stretch with the fewest people of one segment aboard, the longest of them from today."""
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
    """The flight whose loss would leave a segment without anyone on the most days."""
    days: Counter[tuple[str, str]] = Counter()
    for step in steps:
        if not reading.past(step.until):
            for one in step.trained:
                for ship in one.leaving:
                    days[ship, one.segment] += (step.until - step.since).days
    label = "Hangs most on"
    if not days:
        segments = {one.segment for step in steps for one in step.trained}
        if not segments:
            return Fact(label, "not known", "seatplan stress tries every single fault")
        note = f"whichever leaves, someone for {listed(sorted(segments))} stays"
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


def goal_lines(
    program: Program,
    values: Mapping[str, int],
    before: Mapping[str, int | None] | None = None,
    result: Result | None = None,
    limits: Mapping[str, int] = MappingProxyType({}),
) -> tuple[GoalLine, ...]:
    """Each goal with its values, in the order of the program.

    Args:
        program, values: whose goals, and what they are worth by id.
        before: the same of the plan that this one is compared with.
        result: what a search proved.
        limits: by id, what no plan is better than, where no search was made.
    """
    proved = {goal.id: goal for goal in result.goals} if result is not None else {}
    lines = []
    for goal in program.named_goals:
        if goal.name not in values or (before is not None and isinstance(goal, LeastChange)):
            continue  # the changes themselves are on the page
        after = values[goal.name]
        old = before.get(goal.name) if before is not None else None
        gain = 0 if old is None else after - old
        found = proved.get(goal.name)
        lines.append(
            GoalLine(
                goal.title or goal.kind,
                goal.name,
                goal.in_words(old) if old is not None else "",
                goal.in_words(after),
                goal.step_in_words(old, after, unit=False) if old is not None else "",
                gain if goal.sense == "max" else -gain,
                _proof_of(goal, found, after, limits.get(goal.name)),
            )
        )
    return tuple(lines)


def _proof_of(goal: Goal, found: GoalValue | None, value: int, limit: int | None) -> str:
    if found is None:
        if limit is None or goal.is_better(value, limit):
            return ""
        if value == limit:
            return "no plan does better"
        return f"the best is {'at most' if goal.sense == 'max' else 'at least'} {limit:,}"
    if found.optimal:
        given = goal.given_in_words(found.best, found.value)
        return f"proved: {given or 'no plan does better'}"
    side = "at most" if goal.sense == "max" else "at least"
    return f"not proved: the best is {side} {found.bound:,}"
