"""Any plan: in particular that of a large program, before the whole model is built.

Soft rules and goals can make a model ten times as large, which takes seconds to build, while a plan
of the hard rules takes a fraction of that. Such a plan is worth little, but it is there if the time
is up early.

Measured in docs/decisions/0017 and 0018.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat

from attrs import evolve

from seatplan.engine.lexicographic.hardening import can_harden, hardened
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.plan_values import hint_plan, read_plan
from seatplan.engine.solver.answer import LOG, Answer
from seatplan.engine.solver.presets import FEASIBLE, LOCAL_RAW, PROVE, Preset
from seatplan.goals.keep_rules import KeepRules
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.result import Status

MANY = 2_000
"""From this many places, the hard rules come first. With fewer, the first search of the whole
finds a plan in about a second."""

SEARCHES = (LOCAL_RAW, PROVE, FEASIBLE)
"""In turn. Where local search fails, a linear program finds the plan: of `commercial-leo`, and of
tight programs."""

LEAST, EACH = 0.35, 60_000
"""The effort of each search in deterministic time: the first, and 1 for each so many variables. The
144,278 variables of `iss-audit` need 1.1, the 27,925 of `iss` 0.45, others far less."""

WITH_LINEAR = 25_000
"""Up to this many variables there is a search with a linear program; beyond, that takes seconds."""


def places(program: Program) -> int:
    """About how many variables the hard rules have: places for people, with their ways home."""
    lookup = ProgramIndex(program)
    return sum(
        len(lookup.may_sit(seat, flight.launch)) * len(lookup.ways_home(flight))
        for flight in lookup.flights.values()
        if flight.ascent == "crewed"
        for seat in lookup.seats(flight).values()
    )


def of_hard_rules(program: Program) -> Program:
    """The program without soft rules and goals; itself if its hard rules cannot do without them."""
    rules = program.named_rules
    if all(rule.weight is None for rule in rules) or any(rule.of_soft_rules for rule in rules):
        return program
    hard = tuple(rule for rule in rules if rule.weight is None)
    return evolve(program, rules=hard, goals=())


def seek(
    run: Run,
    model: SeatModel,
    presets: Iterable[Preset],
    effort: float,
    what: str,
    whole: SeatModel | None = None,
    seeds: Iterable[int | None] = repeat(None),
) -> Answer | None:
    """Searches for any plan, preset by preset, and offers it.

    Args:
        run: gets the plan.
        model: without goals.
        presets: in their order.
        effort: of each search, in deterministic time.
        what: is searched for.
        whole: the model of all goals; without it, the incumbent has no solution.
        seeds: of the searches; None for that of the run.

    Returns:
        the answer that has a plan, or the proof that there is none; None if there is neither.
    """
    for preset, seed in zip(presets, seeds, strict=False):
        if run.search.left <= 0:
            return None
        run.trying(f"{what}, {preset.name}")
        answer = run.ask(model, preset, effort=effort, seed=seed)
        if answer.infeasible or (answer.found and _takes(run, model, answer, whole)):
            return answer
    return None


def _takes(run: Run, model: SeatModel, answer: Answer, whole: SeatModel | None) -> bool:
    """Offers the plan of a model; returns whether the whole model has it."""
    solution = answer.values(len(model.variables))
    if whole is None:
        run.take_plan(run.plan_of(model, solution), sure=True)
        if run.incumbent is not None:
            for goal in run.program.named_goals[:1]:
                run.tell("search", goal=goal.name, value=run.incumbent.values[goal.name])
        return True
    made = solution if model is whole else run.complete(whole, read_plan(model, solution))
    if made is None:
        return False
    run.offer(whole, made)
    for term in run.todo[:1]:
        run.tell_goal(term)
    return True


def plan_first(run: Run, model: SeatModel) -> Status | None:
    """Looks for any plan of the hard rules; it becomes the incumbent, without a solution.

    Args:
        run: without an incumbent.
        model: of the hard rules.

    Returns:
        INFEASIBLE if it is proved that there is no plan; None otherwise.
    """
    if run.plan is not None:
        hint_plan(model, run.plan)
    presets = [one for one in SEARCHES if one is not PROVE or model.size <= WITH_LINEAR]
    end = seek(run, model, presets, _effort(model), "hard rules alone")
    if end is not None and end.infeasible:
        return run.without_plan(model.cp, end)
    LOG.debug("hard rules alone: %d variables, found %s", model.size, run.incumbent is not None)
    return None


def unbroken_first(run: Run, model: SeatModel) -> Program | None:
    """Looks for a plan that breaks no soft rule, if their cost is the first goal.

    All soft rules become hard, which makes a far smaller model than their amounts would, and such a
    plan is the best possible for the goal.

    Args:
        run: the run; a plan that is found becomes the incumbent, without a solution.
        model: of the hard rules.

    Returns:
        The program with these rules hard; None if there is no such plan, or none was found.
    """
    program = run.roles.program
    goals = run.program.named_goals
    if model.size > WITH_LINEAR or not goals or not isinstance(goals[0], KeepRules):
        return None
    harder = hardened(program, 0) if can_harden(run, model) else None
    if harder is None:
        return None
    strict = run.model(of_hard_rules(harder))
    seek(run, strict, [LOCAL_RAW], _effort(strict), "no soft rule broken")
    known = run.incumbent
    kept = known is not None and known.values[goals[0].name] == 0
    LOG.debug("no soft rule broken: %d variables, found %s", strict.size, kept)
    return harder if kept else None


def _effort(model: SeatModel) -> float:
    return LEAST + model.size / EACH
