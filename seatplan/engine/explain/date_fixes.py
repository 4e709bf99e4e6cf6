"""Fixes that move one flight: the smallest shift with which every requirement can be kept.

A window of `k` days on both sides of a day allows everything that a smaller one allows, so the
least `k` is found by bisection. This is done first with only the requirements of the conflict,
whose models are small: the whole program needs at least the same shift. The shift is then verified
in the program with the new days as its own dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from attrs import evolve

from seatplan.date_fix import DateFix, Moves
from seatplan.dates import dates_of
from seatplan.engine.explain.loosening import bisected
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.explain.relevance import reach
from seatplan.engine.rows.active_requirements import ActiveRequirements
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
    found: list[DateFix] = []
    all_tried = True
    effort = _Effort(oracle, oracle.share(SHARE))
    for flight in _candidates(oracle, conflicts):
        most = MOST_DAYS
        if len(found) >= MOST_FIXES:
            most = abs(sorted(found, key=_order)[MOST_FIXES - 1].days) - 1
        best: DateFix | None = None
        for moves in KINDS:
            if not _may_move(oracle, flight, moves):
                continue
            try:
                with suppress(ProgramError):
                    shift = _Shift(effort, flight, moves, conflicts[0]).least(most)
                    best = shift or best
            except _Unknown:
                all_tried = False
            except OutOfTime:
                found += [] if best is None else [best]
                return tuple(sorted(found, key=_order)[:MOST_FIXES]), False
            if best is not None:
                most = abs(best.days) - 1
        found += [] if best is None else [best]
    return tuple(sorted(found, key=_order)[:MOST_FIXES]), all_tried


def _order(fix: DateFix) -> tuple[int, str]:
    return abs(fix.days), fix.flight


def _candidates(oracle: Oracle, conflicts: Sequence[Requirements]) -> Iterator[Flight]:
    """Yield flights without windows in every conflict, those of most requirements first."""
    names = [
        Counter(name for one in conflict for name in _flights_of(oracle.program, one))
        for conflict in conflicts
    ]
    named = {
        name: sum(one[name] for one in names)
        for name in names[0]
        if all(name in one for one in names)
    }
    dated = dates_of(oracle.plan) if oracle.as_of is not None else {}
    flights = [
        flight
        for flight in oracle.program.flights
        if flight.id in named and flight.id not in dated and not flight.has_window
    ]
    flights.sort(key=lambda flight: (-named[flight.id], flight.id))
    yield from flights[:MOST_FLIGHTS]


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


def _may_move(oracle: Oracle, flight: Flight, moves: Moves) -> bool:
    """Whether the shifted legs are not past."""
    return oracle.as_of is None or oracle.as_of <= (
        flight.landing if moves == "landing" else flight.launch
    )


class _Effort:
    """Solves programs until the time or the effort is used up."""

    def __init__(self, oracle: Oracle, until: float) -> None:
        self.oracle = oracle
        self._until = until
        self._variables = 0

    def has_plan(self, program: Program, only: Requirements | None = None) -> bool:
        """Whether a program has a plan that keeps these requirements; all if None.

        Raises:
            OutOfTime: if the time or the effort is used up.
            _Unknown: if the search ended without an answer.
        """
        oracle = self.oracle
        if not oracle.before(self._until) or self._variables > MOST_VARIABLES:
            raise OutOfTime
        other = oracle.on(program)
        among = None if only is None else reach(other.lookup, only)
        model = other.model(ActiveRequirements(only=only), among)
        self._variables += len(model.cp.proto.variables)
        answer = other.search.run(model.cp, PROVE_RAW, effort=EFFORT, until=self._until)
        if not answer.found and not answer.infeasible:
            raise _Unknown
        if answer.found:
            other.checked(model, answer)
        return answer.found


class _Shift:
    """Tries shifts of one flight."""

    def __init__(
        self, effort: _Effort, flight: Flight, moves: Moves, conflict: Requirements
    ) -> None:
        self._effort = effort
        self._oracle = effort.oracle
        self._flight = flight
        self._moves = moves
        self._conflict = conflict

    def least(self, most: int) -> DateFix | None:
        """The smallest shift that leaves a plan; None if no shift of at most `most` days does.

        Raises:
            OutOfTime: if the time is up.
            _Unknown: if a search ended without an answer.
            ProgramError: if no program has such a shift.
        """
        part = self._conflict
        days = bisected(0, most, lambda days: self._effort.has_plan(self._opened(days), part))
        if days is None:
            return None
        fix = self._exactly(days)
        if fix is not None:
            return fix
        more = bisected(days, most, lambda days: self._effort.has_plan(self._opened(days)))
        return None if more is None else self._exactly(more)

    def _exactly(self, days: int) -> DateFix | None:
        """The fix with exactly this many days, later or else earlier, if it leaves a plan."""
        for shift in (days, -days):
            fix = self._fix(shift)
            if fix is None:
                continue
            with suppress(ProgramError):  # another flight is in the way
                if self._effort.has_plan(fix.made(self._oracle.program)):
                    return fix
        return None

    def _fix(self, days: int) -> DateFix | None:
        """The fix with this shift; None if the days are invalid or would be past."""
        flight = self._flight
        launch, landing = flight.launch, flight.landing
        if self._moves != "landing":
            launch = _shifted(launch, days)
        if self._moves != "launch":
            landing = _shifted(landing, days)
        docked = flight.docked_days
        moved = landing if self._moves == "landing" else launch
        if launch >= landing or (docked is not None and not docked.hold(launch, landing)):
            return None
        if self._oracle.as_of is not None and moved < self._oracle.as_of:
            return None
        return DateFix(flight.id, self._moves, days, launch, landing)

    def _opened(self, days: int) -> Program:
        """The program with the flight free to move by up to this many days."""
        flight = self._flight
        docked = flight.docked_days
        if self._moves == "both":
            length = (flight.landing - flight.launch).days
            docked = DockedDays(length, length)
        opened = evolve(
            flight,
            launch_window=None if self._moves == "landing" else _around(flight.launch, days),
            landing_window=None if self._moves == "launch" else _around(flight.landing, days),
            docked_days=docked,
        )
        program = self._oracle.program
        flights = tuple(opened if one.id == flight.id else one for one in program.flights)
        return evolve(program, flights=flights)


def _shifted(day: date, days: int) -> date:
    """The day this many days later, limited to the range of dates."""
    first, last = date.min.toordinal(), date.max.toordinal()
    return date.fromordinal(min(max(day.toordinal() + days, first), last))


def _around(day: date, days: int) -> Window:
    return Window(_shifted(day, -days), _shifted(day, days + 1))
