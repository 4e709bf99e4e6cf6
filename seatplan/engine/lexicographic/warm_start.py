"""Warm starts of a large program: a plan and a bound from its linear relaxation.

Up to some size, the relaxation is solved unchanged: it is nearly a plan, and RENS makes it one. For
larger programs this would take longer than everything else. There the relaxation gives only the
bound: it omits the rows that keep people from being in two places at once, and aggregates identical
members (`aggregation.py`). On all programs measured the bound is the same. Relax-and-fix makes
the plan in the order of launches, and time windows improve it (`lns_time_windows.py`). Before, LNS
improves the plan of the hard rules, in the largest programs only if the goal is the cost of the
soft rules: a relaxation that is not solved in time would leave that plan as it is.

Either plan may break deferred requirements or miss the bound. After repair it meets them, and
usually it reaches the bound: then it is optimal, and no search is left.

Measured in docs/decisions/0004, 0007, 0015, 0018, 0023 and 0024.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import suppress

from attrs import evolve, frozen

from seatplan.engine.lexicographic.fewest_people import usage_of
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Block, Term, block_of
from seatplan.engine.primal.constructor import Constructor, construct
from seatplan.engine.primal.feasibility_jump import FeasibilityJump
from seatplan.engine.primal.improving import AT_FIRST, EARLY, START, PlanSearch
from seatplan.engine.primal.lns_time_windows import TimeWindowSearch
from seatplan.engine.primal.relax_and_fix import RelaxAndFix
from seatplan.engine.primal.rens import EFFORT as RENS_EFFORT
from seatplan.engine.primal.rens import Rens
from seatplan.engine.solver.aggregation import aggregate, identical
from seatplan.engine.solver.linear_program import linear_program_of
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.propagation import propagated
from seatplan.engine.solver.relaxation import EFFORTS, Relaxed, Simplex, Unsolvable, relax
from seatplan.engine.solver.search import OutOfTime, Search
from seatplan.goals.keep_rules import KeepRules
from seatplan.modelling import LinearExpr, Variable

ROUNDED = 50_000
"""Up to this many variables, the whole relaxation is solved. Beyond, its time explodes (30,000
variables take 8 s, 87,000 take 77 s)."""

ANY = 5.0
"""The effort of local search for any plan of a large program, in deterministic time. 382,000
variables take 2."""

WIDEST = 28
"""The largest width of the sum of goals in a relaxation, in bits. Wider sums, with a goal of many
values after others, make the linear program numerically unstable: with 32 bits, four goals of a
program of 22 flights and 90 people take it six times as long as three."""


LIMITED = 25_000
"""Up to this many variables the start is brief if there is a plan already, and goals behind those
of the start; from there to `ROUNDED`, there is none: the relaxation of the whole takes longer than
those of its goals, each in a model of its own. If the start has all goals, the search ends when it
reaches its bound; otherwise the portfolio has better bounds, goal by goal."""

BRIEF = 1.0
"""The effort of a brief start, for RENS and then for LNS."""

BRIEFLY = EFFORTS[:3]
"""The methods of a brief start for the relaxation. The portfolio has relaxations of each goal: one
of all of them that takes longer is not worth it."""

AHEAD = 0.5
"""The effort of LNS before the relaxation of the largest programs: two or three steps on
`iss-audit`. The first steps gain most, and what the start builds later is better still, if there is
time for it."""

EARLIER = 0.5
"""The same up to `ROUNDED`, where goals are left behind those of the start: without it, a program
of 26 flights and 43 people whose relaxation is slow keeps the first plan, with a cost of 227, for
20 s; with it, 31 after 2 s. Measured in docs/decisions/0027."""


@frozen
class WarmStart:
    """A plan and a bound from which the search starts.

    Attributes:
        solution: the values of the model's variables in a plan that meets all requirements; None
            without such a plan.
        bound: an upper bound of the objective; None if it is not known.
    """

    solution: list[int] | None
    bound: int | None


def warm_starts(
    model: SeatModel, block: Block, search: Search, *, brief: bool = False
) -> Iterator[WarmStart]:
    """Yield one start after another, each better than those before it.

    Args:
        model: a model with all its requirements as rows.
        block: the goals that come first.
        search: how to search.
        brief: whether little effort is enough, since a plan is known and the portfolio comes next.

    Raises:
        OutOfTime: if the time is up while something is built.
    """
    objective = block.objective
    worth: dict[Variable, int] = {}
    for one, factor in zip(objective.variables, objective.factors, strict=True):
        worth[one] = worth.get(one, 0) + factor
    search.must_have_time()
    partial = PartialSolution(model)
    whole = len(model.variables) <= ROUNDED
    constructors: list[Constructor] = []
    try:
        efforts = BRIEFLY if brief else EFFORTS
        relaxed = _relaxed(partial, objective, search, efforts, whole=whole)
    except Unsolvable:  # the search of the whole model proves that there is no plan
        return
    if relaxed is not None:
        yield WarmStart(None, relaxed.bound)
        if whole:
            constructors.append(Rens(relaxed, worth, BRIEF if brief else RENS_EFFORT))
    rolling = RelaxAndFix(worth, relaxed)
    if not brief:
        constructors.append(rolling)
    if not construct(partial, constructors, search):
        return
    if rolling.windows is not None:
        yield WarmStart(partial.solution(search), None)
        bound = math.inf if relaxed is None else relaxed.bound
        for _ in TimeWindowSearch(rolling.windows, objective, search).run(bound):
            yield WarmStart(partial.solution(search), None)
    if relaxed is None:
        return
    improving = PlanSearch(model, objective, relaxed, search, START)
    if improving.run(partial, BRIEF if brief else math.inf, relaxed.bound):
        yield WarmStart(partial.solution(search), relaxed.bound)


def _relaxed(
    partial: PartialSolution,
    objective: LinearExpr,
    search: Search,
    efforts: Sequence[Simplex],
    *,
    whole: bool,
) -> Relaxed | None:
    """The relaxation, unchanged or with identical members aggregated."""
    search.must_have_time()
    linear = linear_program_of(partial.model, objective, exclusive=whole)
    search.must_have_time()
    if whole:
        return relax(propagated(linear), search, efforts)
    sums = identical(partial, linear)
    search.must_have_time()
    folded = aggregate(linear, sums)
    search.must_have_time()
    relaxed = relax(folded.linear, search, efforts)
    return relaxed and evolve(relaxed, values=folded.spread(relaxed.values), multipliers=())


def _leaves_goals(run: Run, block: Block, todo: list[Term]) -> bool:
    """Whether there is a plan already, and goals are left behind those of the start."""
    return run.incumbent is not None and len(block.parts) < len(todo)


def improve_at_first(run: Run, model: SeatModel, term: Term) -> None:
    """Improve the plan of the hard rules before the relaxation, which may take all of the time.

    Above `ROUNDED`, only if the cost of soft rules is next; up to there, where goals are left
    behind those of the start, so that the relaxation of its goals does not end the search.

    Args:
        run: whose incumbent may be a plan without the values of the variables.
        model: of the program, without open dates.
        term: the next goal.
    """
    known = run.incumbent
    largest = model.size > ROUNDED
    if known is None or (largest and not isinstance(term.goal, KeepRules)):
        return
    bound, sign = run.bound_of(term), 1 if term.goal.sense == "max" else -1
    if sign * known.values[term.goal.name] >= sign * bound:
        return
    run.trying("completing the plan of the hard rules")
    solution = known.solution
    if solution is None:
        solution = run.complete(model, known.plan)
    if solution is None or run.search.left <= 0:
        return
    run.offer(model, solution)
    run.trying("large neighborhoods, before the relaxation")
    partial = PartialSolution(model)
    partial.fill(solution)
    pace, effort = (AT_FIRST, AHEAD) if largest else (EARLY, EARLIER)
    improving = PlanSearch(model, term.expression * sign, None, run.search, pace)
    if improving.run(partial, effort, sign * bound):
        run.offer(model, partial.values.tolist())


def begin(run: Run, model: SeatModel, todo: list[Term]) -> list[Term]:
    """Find a plan of a large program; returns the goals that are not proved yet."""
    block = block_of(todo, WIDEST) if todo else None
    # If counting people failed, the relaxation is slow and weaker than the counting bound.
    if block is not None and usage_of(model, todo[0]) is not None:
        return todo
    if block is None:  # if any plan will do, local search finds one at once or never
        partial = PartialSolution(model)
        if construct(partial, [FeasibilityJump(ANY)], run.search):
            run.offer(model, partial.values.tolist())
        return todo
    leaves = _leaves_goals(run, block, todo)
    if leaves or model.size > ROUNDED:
        with suppress(OutOfTime):  # the best plan so far is known
            improve_at_first(run, model, block.parts[0])
    run.tell_goal(block.parts[0])
    if leaves and LIMITED < model.size <= ROUNDED:
        return todo
    bound = math.inf
    best: list[int] | None = None
    with suppress(OutOfTime):  # the result so far is reported below
        brief = leaves and model.size <= LIMITED
        for start in warm_starts(model, block, run.search, brief=brief):
            if start.bound is not None:
                bound = start.bound
                run.raise_bounds(block, bound)
            if start.solution is not None:
                value = model.value(block.objective, start.solution)
                if best is None or value >= model.value(block.objective, best):
                    best = start.solution
                run.must_be_within(bound, value)
                run.offer(model, start.solution)
            run.tell_goal(block.parts[0])
    if best is not None and model.value(block.objective, best) == bound:
        for part in block.parts:
            run.keep(model, part, model.value(part.expression, best))
        return run.todo
    return todo
