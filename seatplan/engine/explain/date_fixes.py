"""Fixes that move one flight: the smallest shift with which every requirement can be kept.

A window of `k` days on both sides of a day allows everything that a smaller one allows, so the
least `k` is found by bisection. This is done first with only the requirements of the conflict,
whose models are small: the whole program needs at least the same shift. The shift is then verified
in the program with the new days as its own dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from attrs import evolve

from seatplan.date_fix import DateFix, Moves
from seatplan.dates import dates_of
from seatplan.engine.explain.loosening import bisected
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.explain.relevance import reach
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.solver.presets import PROVE_RAW
from seatplan.engine.solver.search import OutOfTime
from seatplan.errors import ProgramError
from seatplan.explanation import Requirements
from seatplan.program import DockedDays, Flight, Program, Window
from seatplan.requirement import Requirement

MOST_DAYS = 60
"""The largest shift of a flight, in days."""

MOST_FLIGHTS = 8
"""The most flights that are tried: those that most requirements of a conflict are about."""

MOST_FIXES = 3
"""The most fixes that move a flight."""

MOST_VARIABLES = 40_000
"""The search ends once its models have had more variables than this together."""

EFFORT = 0.5
"""Effort of one solve, in deterministic time."""

SHARE = 0.5
"""The share of the remaining time that these fixes may take."""

KINDS: tuple[Moves, ...] = ("landing", "launch", "both")
"""The kinds of shifts; of equally small shifts of a flight, the first kind is taken."""


class _Unknown(Exception):  # noqa: N818 - no error
    """A search has ended without an answer."""


def date_fixes(
    oracle: Oracle, conflicts: Sequence[Requirements]
) -> tuple[tuple[DateFix, ...], bool]:
    """Find, for the flights that every conflict is about, the smallest shifts that leave a plan.

    There is at most one for each flight, and at most `MOST_FIXES` in total: the smallest ones.
    Also returns whether all shifts were tried: those that take much effort, or more than the time,
    are left out.

    Args:
        oracle: calls the solver.
        conflicts: all conflicts, at least one; a fix must resolve each of them.
    """
    search = _Search(oracle, conflicts[0])
    found: list[DateFix] = []
    skipped = ended = False
    with oracle.search.until_stopped():
        for flight in _candidates(oracle, conflicts):
            most = abs(found[MOST_FIXES - 1].days) - 1 if len(found) >= MOST_FIXES else MOST_DAYS
            for moves in KINDS:
                try:
                    fix = search.least(flight, moves, most)
                except ProgramError:  # no program has such a shift
                    continue
                except _Unknown:
                    skipped = True
                    continue
                if fix is not None:
                    most = abs(fix.days) - 1
                    others = [one for one in found if one.flight != fix.flight]
                    found = sorted((*others, fix), key=lambda one: (abs(one.days), one.flight))
        ended = True
    return tuple(found[:MOST_FIXES]), ended and not skipped


def _candidates(oracle: Oracle, conflicts: Sequence[Requirements]) -> Sequence[Flight]:
    """The flights without windows in every conflict, those of most requirements first."""
    names = [
        Counter(name for one in conflict for name in _flights_of(oracle.program, one))
        for conflict in conflicts
    ]
    dated = dates_of(oracle.plan) if oracle.as_of is not None else {}
    flights = [
        flight
        for flight in oracle.program.flights
        if all(flight.id in one for one in names)
        and flight.id not in dated
        and not flight.has_window
    ]
    flights.sort(key=lambda flight: (-sum(one[flight.id] for one in names), flight.id))
    return flights[:MOST_FLIGHTS]


def _flights_of(program: Program, requirement: Requirement) -> Sequence[str]:
    """The ids of the flights that a requirement names, or of those nearest to its days.

    A requirement for a station without a ship names no flight: then the last ship that left and the
    next one to come are candidates to move.
    """
    about = requirement.subject
    named = {*requirement.flights, about.flight} - {None}
    if named or about.since is None or about.until is None:
        return [name for name in named if name is not None]
    since, until = about.since, about.until

    def far(flight: Flight) -> int:
        return min(
            max((since - day).days, (day - until).days, 0)
            for day in (flight.launch, flight.landing)
        )

    near = [
        (far(flight), flight.id)
        for flight in program.flights
        if about.station in (None, flight.station) and far(flight) <= MOST_DAYS
    ]
    return [name for _, name in sorted(near)[:MOST_FLIGHTS]]


class _Search:
    """Finds the least shifts that resolve a conflict, until the time or the effort is used up.

    Raises:
        OutOfTime: if it is used up.
        _Unknown: if a search ended without an answer.
        ProgramError: if no program has such a shift.
    """

    def __init__(self, oracle: Oracle, conflict: Requirements) -> None:
        self._oracle = oracle
        self._program = oracle.program
        self._conflict = conflict
        self._until = oracle.share(SHARE)
        self._variables = 0

    def least(self, flight: Flight, moves: Moves, most: int) -> DateFix | None:
        """The smallest shift that leaves a plan; None if no shift of at most `most` days does."""
        if self._is_past(flight.landing if moves == "landing" else flight.launch):
            return None
        least = 0
        for only in (self._conflict, None):

            def enough(days: int, only: Requirements | None = only) -> bool:
                return self._has_plan(_opened(self._program, flight, moves, days), only)

            days = bisected(least, most, enough)
            if days is None:
                return None
            for fix in (_shifted(flight, moves, days), _shifted(flight, moves, -days)):
                with suppress(ProgramError):  # another flight is in the way
                    if self._is_possible(flight, fix) and self._has_plan(fix.made(self._program)):
                        return fix
            least = days
        return None

    def _is_past(self, day: date) -> bool:
        return self._oracle.as_of is not None and day < self._oracle.as_of

    def _is_possible(self, flight: Flight, fix: DateFix) -> bool:
        """Whether the flight may have these days, and no leg that moves would be past."""
        docked = flight.docked_days
        return (
            fix.launch < fix.landing
            and (docked is None or docked.hold(fix.launch, fix.landing))
            and not self._is_past(fix.landing if fix.moves == "landing" else fix.launch)
        )

    def _has_plan(self, program: Program, only: Requirements | None = None) -> bool:
        """Whether a program has a plan that keeps these requirements; all if None."""
        if not self._oracle.before(self._until) or self._variables > MOST_VARIABLES:
            raise OutOfTime
        oracle = self._oracle.on(program)
        among = None if only is None else reach(oracle.lookup, only)
        model = oracle.model(ActiveRequirements(only=only), among)
        self._variables += len(model.cp.proto.variables)
        answer = oracle.tried(model.cp, (PROVE_RAW, EFFORT), until=self._until)
        if answer is None:
            raise _Unknown
        if answer.found:
            oracle.checked(model, answer)
        return answer.found


def _shifted(flight: Flight, moves: Moves, days: int) -> DateFix:
    """The fix with this shift of a flight."""
    launch = flight.launch if moves == "landing" else _later(flight.launch, days)
    landing = flight.landing if moves == "launch" else _later(flight.landing, days)
    return DateFix(flight.id, moves, days, launch, landing)


def _opened(program: Program, flight: Flight, moves: Moves, days: int) -> Program:
    """The program with the flight free to move by up to this many days."""
    length = (flight.landing - flight.launch).days
    opened = evolve(
        flight,
        launch_window=None if moves == "landing" else _around(flight.launch, days),
        landing_window=None if moves == "launch" else _around(flight.landing, days),
        docked_days=DockedDays(length, length) if moves == "both" else flight.docked_days,
    )
    flights = tuple(opened if one.id == flight.id else one for one in program.flights)
    return evolve(program, flights=flights)


def _later(day: date, days: int) -> date:
    """The day this many days later, limited to the range of dates."""
    first, last = date.min.toordinal(), date.max.toordinal()
    return date.fromordinal(min(max(day.toordinal() + days, first), last))


def _around(day: date, days: int) -> Window:
    return Window(_later(day, -days), _later(day, days + 1))
