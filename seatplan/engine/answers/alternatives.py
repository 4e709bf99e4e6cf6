"""Alternatives: other plans that are just as good, for a board that wants a choice."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.checking import check
from seatplan.choice import Alternatives
from seatplan.engine.model.building import build_model
from seatplan.engine.model.by_dates import post_all
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import terms
from seatplan.engine.model.plan_values import hint_plan, read_plan
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.model.variables import line_of
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import OutOfTime, Search
from seatplan.engine.solver.verification import Verifier
from seatplan.errors import Interrupted, PlanError
from seatplan.goals.least_change import LeastChange
from seatplan.known_names import goals_must_be_known, must_be_known
from seatplan.modelling import LinearExpr
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.progress import CancelToken, Progress, ProgressCallback


def alternatives(
    program: Program,
    plan: Plan,
    count: int = 5,
    at_least: int = 2,
    *,
    slack: Mapping[str, int] | None = None,
    as_of: Day | None = None,
    time_limit: Seconds = 60.0,
    workers: int = 1,
    seed: int = 0,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
    options: Options | None = None,
) -> Alternatives:
    """Find other plans that keep every hard rule and are as good as a given one, nearest first.

    None of them is worse than the given plan in any goal by more than the slack of that goal. The
    goal `least-change` is ignored, because alternatives are meant to differ.

    Args:
        program: the program.
        plan: one that keeps the hard rules, usually the best.
        count: the largest number of alternatives.
        at_least: of any two plans, including the given one, one has at least this many assignments
            that the other lacks.
        slack: by goal id, how much worse a plan may be in this goal.
        as_of: every leg before this day is as in the plan.
        time_limit: the time for all alternatives together, in seconds; None for no limit.
        workers, seed: options of the solver.
        on_progress, cancel: as `solve` takes them; the value is the number of plans found.
        options: the five arguments before as one value.

    Raises:
        ArgumentError: naming each wrong argument.
        PlanError: if the plan breaks a hard rule, or names something that the program does not
            have.
        ProgramError: if `slack` names a goal that the program does not have.
        Interrupted: at Ctrl-C, with those found so far.
        EngineError: if the solver fails, or contradicts itself or the check.
    """
    with Arguments("alternatives") as given:
        given.program(program)
        plan = given.plan(plan, program)
        count, at_least = given.whole(count, "count", 1), given.whole(at_least, "at_least", 1)
        given.mapping(slack, "slack", "{'even-turns': 10}.")
        day = given.day(as_of)
        how = chosen(given, options, time_limit, workers, seed, on_progress, cancel)
    allowed = dict(slack or {})
    goals = tuple(one for one in program.named_goals if not isinstance(one, LeastChange))
    goals_must_be_known(goals, {("slack", name): name for name in allowed})
    start = time.monotonic()
    wanted = evolve(program, goals=goals)
    search = Search(start + how.seconds, Case(wanted, plan, day), how.workers, how.seed, how.cancel)
    report = check(wanted, plan, as_of=day)
    if not report.ok:
        broken = next(one for one in report.violations if one.hard)
        message = f"this plan breaks a hard rule, so it has no alternatives: {broken.message}"
        raise PlanError(message)
    must_be_known(ProgramIndex(wanted), plan)
    worst = {}
    for goal in goals:
        value, room = report.values[goal.name], allowed.get(goal.name, 0)
        worst[goal.name] = value - room if goal.sense == "max" else value + room
    found: list[Plan] = []
    complete = False

    def tell(phase: str) -> None:
        if how.on_progress is not None:
            seconds = time.monotonic() - start
            how.on_progress(Progress(phase, None, len(found), count, seconds))

    with search.until_stopped():
        tell("build")
        for new in _rivals(search, plan, worst, at_least):
            found.append(new)
            tell("search")
            if len(found) == count:
                break
        else:
            complete = True
    answer = Alternatives(tuple(found), complete, time.monotonic() - start)
    if search.interrupted:
        raise Interrupted(answer)
    return answer


def _rivals(search: Search, plan: Plan, worst: Mapping[str, int], at_least: int) -> Iterator[Plan]:
    """Yields alternatives one after the other, until it is proved that there are no more.

    Args:
        search: with the program, without `least-change`.
        plan: the given plan.
        worst: by goal, the worst value allowed.
        at_least: as `alternatives` takes it.

    Raises:
        OutOfTime: if the time is up.
    """
    program, day = search.case.program, search.case.as_of
    # If days may move, the ports and spacecraft of the plan may not fit the new days.
    moving = any(flight.has_window for flight in program.flights)
    model = build_model(
        program,
        plan=plan,
        as_of=day,
        traffic=None if moving else Plan(docking=plan.docking, spacecraft=plan.spacecraft),
        pulse=search.pulse,
    )
    # Goals that compare with a plan use the program's, as the values of the given plan did.
    model.reference = None
    for goal in program.named_goals:
        (term,) = terms(model, [goal])
        model.add(term.no_worse(worst[goal.name]))
    if not post_all(model):
        raise OutOfTime
    shared, every = _shared(model, plan)
    # The nearest first: of the fewest lines that only one of the two plans has.
    model.cp.minimize(model.linear(every - 2 * shared))
    hint_plan(model, plan)
    known = [plan]
    while True:
        _must_differ(model, known[-1], at_least)
        answer = search.run(model.cp)
        if answer.infeasible:
            search.must_be_none(model.cp, answer)
            return
        if not answer.found:
            raise OutOfTime
        new = read_plan(model, answer.values(model.size))
        _must_be_one(search, new, known, worst, at_least)
        known.append(new)
        yield new


def _must_be_one(
    search: Search, plan: Plan, known: Sequence[Plan], worst: Mapping[str, int], at_least: int
) -> None:
    """Checks a plan in plain Python: it must be good enough, and differ from all others."""
    report = check(search.case.program, plan, as_of=search.case.as_of)
    wrong = Verifier(search, ActiveRequirements(), worst).wrong(report)
    lines = set(plan.assignments)
    for other in known:
        apart = max(len(lines - set(other.assignments)), len(set(other.assignments) - lines))
        if apart < at_least:
            wrong.append(f"it differs from another one in {apart} lines only")
    if wrong:
        message = "the solver's alternative fails the check: " + "; ".join(wrong)
        raise search.contradiction(message)


def _must_differ(model: SeatModel, plan: Plan, at_least: int) -> None:
    """Requires that one of two plans has at least this many lines that the other lacks."""
    shared, every = _shared(model, plan)
    lost = len(plan.assignments) - shared
    gained = every - shared
    either = model.literal()
    model.add_linear(lost, at_least, None, given=either)
    other = model.literal()
    model.add_linear(LinearExpr([either, other]), 1, None)
    model.add_linear(gained, at_least, None, given=other)


def _shared(model: SeatModel, plan: Plan) -> tuple[LinearExpr, LinearExpr]:
    """The number of lines that a new plan shares with this one, and its number of lines."""
    old, seats = set(plan.assignments), list(model.candidates.seats)
    shared = LinearExpr(seat.literal for seat in seats if line_of(seat) in old)
    return shared, LinearExpr(seat.literal for seat in seats)
