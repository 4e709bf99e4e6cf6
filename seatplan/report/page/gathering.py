"""Gather the facts that a page shows about a program and its plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from seatplan.agreements import Account
from seatplan.checking import Report, check
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.report.accounts import accounts
from seatplan.report.manifest import manifest
from seatplan.report.page.aboard import Step, aboard_chart, segments, steps
from seatplan.report.page.answer import PageAnswer
from seatplan.report.page.axis import Axis
from seatplan.report.page.balances import balance_chart
from seatplan.report.page.causes import causes
from seatplan.report.page.choices import choices
from seatplan.report.page.claims import claims
from seatplan.report.page.comparison import Comparison, compared
from seatplan.report.page.facts import facts
from seatplan.report.page.faults import broken
from seatplan.report.page.goal_lines import goal_lines
from seatplan.report.page.headline import headline
from seatplan.report.page.margins import next_flights
from seatplan.report.page.mending import mending
from seatplan.report.page.people import lanes
from seatplan.report.page.proofs import checked, is_best, limits_of, proof
from seatplan.report.page.station import station_charts
from seatplan.report.page.view import View
from seatplan.report.page.windows import OpenDays, open_days
from seatplan.report.palette import looks, roles
from seatplan.report.verdicts import verdict
from seatplan.result import Result
from seatplan.solved import Solved
from seatplan.timeline import PlanIndex


def view(
    program: Program,
    plan: Plan,
    as_of: date | None,
    compare: Plan | None,
    *,
    before: Program | None = None,
    result: Result | None = None,
    event: str = "",
    candidates: int = 0,
    mend: float = 0.0,
    solved: Solved | None = None,
) -> View:
    """Gather everything that the page of a plan shows.

    Args:
        program, plan, as_of: the program, the plan, and the day before which everything is past.
        compare: an earlier plan, or None.
        before: the program that `compare` is for, if it is a different one.
        result: the result that the plan comes from, or None.
        event: the edits of the program in a few words; "" if there are none.
        candidates: the number of roles for which the page shows who else could take the seat.
        mend: the time limit for the search for the nearest plan that breaks no hard rule, in
            seconds; 0 for no search.
        solved: the record of the solve in the plan file, if there is no result.

    Raises:
        PlanError: if a line of the plan names something that the program does not have.
    """
    own = ProgramIndex(program)
    report = check(program, plan, as_of=as_of, reference=compare)
    reading = PlanIndex(program, plan, as_of=as_of, reference=compare, lookup=own)
    other, comparison = compared(reading, plan, compare, before or program)
    # From here on, the flights have the dates of the plan.
    program, lookup = reading.program, reading.lookup
    groups = broken(reading, report)
    names = {group.name for group in groups}
    found = accounts(reading)
    windows = open_days(reading)
    axis = _axis(program, own, found, comparison, windows)
    stretches = tuple(steps(reading))
    flights = manifest(reading)
    looked = looks(program)
    letters = roles(lookup)
    charts = station_charts(reading, flights, axis, letters, looked)
    return View(
        program=program,
        reading=reading,
        report=report,
        axis=axis,
        names=_names(lookup, before),
        looks=looked,
        letters=letters,
        flights=flights,
        stations=charts,
        aboard={
            one.name: aboard_chart(
                one.name, [step for step in stretches if step.station == one.name], program, axis
            )
            for one in charts
            if axis is not None
        },
        segments=segments(program),
        steps=stretches,
        balances=tuple(balance_chart(one, axis.end) for one in found if axis),
        claims=claims(reading),
        lanes=lanes(reading, other),
        broken=groups,
        causes=causes(reading, report, (one for group in groups for one in group.faults)),
        choices=choices(reading, candidates),
        next_flights=next_flights(reading),
        mending=None if report.ok or not mend else mending(reading, mend),
        kept=tuple(rule.name for rule in program.named_rules if rule.name not in names),
        comparison=comparison,
        answer=_answer(reading, report, found, stretches, comparison, result, event, solved),
        windows=windows,
    )


def _names(lookup: ProgramIndex, before: Program | None) -> Mapping[str, str]:
    """Return the display names of all members, including those only in the program `before`."""
    return {**(ProgramIndex(before).names if before else {}), **lookup.names}


def _answer(
    reading: PlanIndex,
    report: Report,
    found: Sequence[Account],
    stretches: Sequence[Step],
    comparison: Comparison | None,
    result: Result | None,
    event: str,
    solved: Solved | None,
) -> PageAnswer:
    program = reading.program
    word, good, sentence = verdict(program, report)
    top = headline(event, good, report, comparison, result) if event else ""
    proved = "" if solved is None else solved.of(reading.own.program, report)
    limits = {} if result else limits_of(program, reading, open_dates=bool(open_days(reading)))
    if not proved and result is None:
        proved = checked(program, report, limits)
    best = result is None and bool(program.named_goals) and is_best(program, report, limits)
    values = dict(report.values)
    if result is not None:
        values |= {goal.id: goal.value for goal in result.goals}
    return PageAnswer(
        top,
        word,
        good,
        sentence,
        proof(program, result, repaired=bool(event)) if result and not proved else proved,
        facts(reading, found, stretches, result, proved=best or proved.startswith("Proved")),
        goal_lines(program, values, comparison.values if comparison else None, result, limits),
    )


def _axis(
    program: Program,
    own: ProgramIndex,
    found: Iterable[Account],
    comparison: Comparison | None,
    windows: Mapping[str, tuple[OpenDays, ...]],
) -> Axis | None:
    """Return an axis with all days on which a flight flies, flew before it moved, or can fly.

    It is None if the program has no flights.
    """
    if not program.flights:
        return None
    earlier = own.flights.values() if comparison is None else comparison.moved.values()
    flights = [*program.flights, *earlier]
    days = [day for flight in flights for day in (flight.launch, flight.landing)]
    days += [day for each in windows.values() for one in each for day in (one.first, one.last)]
    days += [entry.day for one in found for entry in one.entries if entry.settle]
    return Axis.over(days)
