"""Warm starts of a large program: a plan and a bound from its linear relaxation.

Up to some size, the relaxation is solved unchanged: it is nearly a plan, and RENS makes it one. For
larger programs this would take longer than everything else. There the relaxation gives only the
bound: it omits the rows that keep people from being in two places at once, and aggregates identical
members (`aggregation.py`). On all programs measured the bound is the same. Relax-and-fix makes
the plan in the order of launches, and time windows improve it (`time_windows.py`). Before, LNS
improves the plan of the hard rules, in the largest programs only if the goal is the cost of the
soft rules: a relaxation that is not solved in time would leave that plan as it is.

Either plan may break deferred requirements or miss the bound. After repair it meets them, and
usually it reaches the bound: then it is optimal, and no search is left.

Measured in docs/decisions/0004, 0015, 0018, 0023 and 0024.
"""

from __future__ import annotations

import math
from contextlib import suppress

from seatplan.engine.lexicographic.fewest_people import usage_of
from seatplan.engine.lexicographic.goal_search import GoalSearch
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Block, Term, block_of
from seatplan.engine.primal.improving import AT_FIRST, EARLY, START
from seatplan.engine.primal.rens import RENS_EFFORT, rens
from seatplan.engine.primal.time_windows import TimeWindowSearch, relax_and_fix
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.relaxation import EFFORTS
from seatplan.engine.solver.search import OutOfTime
from seatplan.goals.keep_rules import KeepRules

ROUNDED = 50_000
"""Up to this many variables, the whole relaxation is solved. Beyond, its time explodes (30,000
variables take 8 s, 87,000 take 77 s)."""

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

BRIEFLY = EFFORTS[:1]
"""The method of a brief start for the relaxation. The portfolio has relaxations of each goal: one
of all of them that takes longer is not worth it."""

EARLIER_IN_LARGEST = 0.5
"""The effort of LNS before the relaxation of the largest programs: two or three steps on
`iss-audit`. The first steps gain most, and what the start builds later is better still, if there is
time for it."""

EARLIER = 0.5
"""The same up to `ROUNDED`, where goals are left behind those of the start: without it, a program
of 26 flights and 43 people whose relaxation is slow keeps the first plan, with a cost of 227, for
20 s; with it, 31 after 2 s. Measured in docs/decisions/0027."""


def start_of(goals: GoalSearch, *, brief: bool = False) -> None:
    """Offers plans and a bound, each better than those before it.

    Args:
        goals: those that come first, in a model with all its requirements as rows.
        brief: whether little effort is enough, since a plan is known and the portfolio comes next.

    Raises:
        OutOfTime: if the time is up while something is built.
    """
    model, search = goals.model, goals.run.search
    whole = model.size <= ROUNDED
    methods = BRIEFLY if brief else EFFORTS
    goals.relax(methods, exclusive=whole, aggregated=not whole, tight=False)
    if goals.unsolvable:
        return
    relaxed, worth = goals.relaxed, goals.block.objective.coefficients()
    search.must_have_time()
    partial = PartialSolution(model)
    effort = BRIEF if brief else RENS_EFFORT
    if not (whole and relaxed is not None and rens(partial, relaxed, worth, search, effort)):
        if brief or search.left <= 0:
            return
        windows = relax_and_fix(partial, worth, relaxed, search)
        if windows is None:
            return
        goals.offer_all(partial)
        for _ in TimeWindowSearch(windows, goals.block.objective, search).run(goals.bound):
            goals.offer_all(partial)
    if relaxed is not None:
        goals.improve_from(partial, BRIEF if brief else math.inf)


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
    pace, effort = (AT_FIRST, EARLIER_IN_LARGEST) if largest else (EARLY, EARLIER)
    goal = GoalSearch(run, model, block_of([term]), pace)
    if goal.known >= goal.bound:
        return
    run.trying("completing the plan of the hard rules")
    is_complete = known.solution is not None or run.complete_incumbent(model)
    if not is_complete or run.search.left <= 0:
        return
    run.trying("large neighborhoods, before the relaxation")
    goal.improve(effort)


def begin(run: Run, model: SeatModel, *, improved: bool = False) -> None:
    """Finds a plan of a large program, and proves the goals that reach its bound.

    Args:
        run: which gets the plan and the bounds.
        model: of the program.
        improved: whether LNS has improved the incumbent already.
    """
    todo = run.todo
    # If counting people failed, the relaxation is slow and weaker than the counting bound.
    if not todo or usage_of(model, todo[0]) is not None:
        return
    block = block_of(todo, WIDEST)
    leaves = _leaves_goals(run, block, todo)
    goals = GoalSearch(run, model, block, START)
    if (leaves or model.size > ROUNDED) and not improved:
        with suppress(OutOfTime):  # the best plan so far is known
            improve_at_first(run, model, goals.term)
    run.tell_goal(goals.term)
    if leaves and LIMITED < model.size <= ROUNDED:
        return
    with suppress(OutOfTime):  # the result so far is kept
        start_of(goals, brief=leaves and model.size <= LIMITED)
    if run.incumbent is not None and goals.known == goals.bound:
        for part in block.parts:
            run.keep(model, part, run.incumbent.values[part.goal.name])
