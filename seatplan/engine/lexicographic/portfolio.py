"""The portfolio: strategies that share one incumbent and one bound for each goal.

No strategy works for every program: the weighted sum of all goals proves some programs at once and
makes no progress on others, and the same is true of each goal by itself. So each strategy gets a
slice of deterministic time, which ends at the same point in every run. The next strategy starts
from the plan found so far, and slices get longer after each round. For an unproved goal:

1. the *sum* of all remaining goals in one search; if the next goal is the cost of the soft rules,
   then a plan that breaks none of them;
2. the *relaxation* of the goal: an incumbent that reaches its bound is proved optimal;
3. *RENS*: variables that are integral in the relaxation are fixed, and the rest is searched;
4. large neighborhood search around the incumbent;
5. the *face* of the relaxation: only plans that reach the bound, with every variable fixed that
   these plans share. Any plan found there is optimal, and if there is none, the bound gets lower;
6. the goal by itself, twice, with presets that succeed on different programs;
7. for a goal that counts people, K-feasibility: is this number enough, and if not, one more?

Before that, while there is no plan, the search uses only the hard rules, with alternating presets.

Measured in docs/decisions/0011.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
from attrs import evolve

from seatplan.engine.lexicographic.fewest_people import FewestPeople
from seatplan.engine.lexicographic.hardening import (
    Harder,
    can_harden,
    cost_of_rules,
    least_cost,
)
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.lexicographic.traffic_first import polish
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Block, Term, block_of
from seatplan.engine.model.plan_values import hint_values, read_plan
from seatplan.engine.primal.improving import GoalSearch
from seatplan.engine.primal.rens import rens
from seatplan.engine.solver.answer import LOG
from seatplan.engine.solver.linear_program import LinearProgram, linear_program_of
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import EXPLORE, FEASIBLE, LOCAL, ORDERED, PROVE, Preset
from seatplan.engine.solver.relaxation import Relaxed, Simplex, Unsolvable, face_of, relax, settled
from seatplan.goals.keep_rules import KeepRules
from seatplan.modelling import LinearExpr, Variable
from seatplan.program import Program
from seatplan.result import Status

SLICE = 1.0
"""The slice of the first round, in deterministic time: about a second."""

GROWTH = 2.5
"""The factor by which slices grow from round to round."""

FIRST = 0.5
"""The effort of the first search for a plan of the hard rules, as a share of a slice."""

LONGER = 2.5
"""The preset that proves most gets this many times the slice of the other one."""

GLANCE = 0.2
"""The share of a slice for the goal alone before K-feasibility. If seats may stay empty, the usual
search proves the goal in 0.01 of it, while 10 s of K-feasibility prove nothing; the published
instances are not proved this way, and lose no more than this share."""

SUM = 0.3
"""The share of a slice for the first sum. If that proves all goals of `iss-crossflight` at once, it
takes half of that; otherwise the later strategies prove goal after goal, and the sum gets another
turn. Measured in docs/decisions/0013."""

BEGIN = 0.5
"""The effort of a first plan that comes before everything else, as a slice."""

FACE = 0.5
"""The share of a slice for the face before feasibility jump."""

JUMPS = 1.0
"""Effort of one run of feasibility jump on the face. Run times are heavy-tailed, so it restarts."""

SIMPLEX = 3.0
"""The effort of a relaxation per slice: the linear solver's deterministic clock is slower."""

CLOSE = 3
"""An empty face lowers the bound by 1. The next face is searched if the incumbent is this near."""

SMALL = 4_000
"""Up to this many variables, the sum of the goals comes first: it is proved at once."""


class Portfolio:
    """The goals of one model, from the first that is not proved to the last."""

    def __init__(self, run: Run, model: SeatModel) -> None:
        self.run_ = run
        self.model: SeatModel = model
        self._summed = -1
        self._hard: SeatModel | None = None
        self._tightened = False
        self._asked = False
        self._unbroken: Harder | None = None
        self.infeasible: bool = False
        self._fixed: dict[int, int] = {}
        self._begin_goal()

    def _begin_goal(self) -> None:
        self._linear: LinearProgram | None = None
        self._relaxed: Relaxed | None = None
        self._relaxable = True
        self._empty: int | None = None
        self._lns: GoalSearch | None = None
        self._fewest: FewestPeople | None = None
        self._seeds = 0

    @property
    def _next(self) -> Term | None:
        return self.run_.todo[0] if self.run_.todo else None

    @property
    def first(self) -> Term:
        """The next goal."""
        return self.run_.todo[0]

    # The rounds

    def run(self) -> Status:
        """Optimizes goal after goal, until all are proved or the time is up."""
        run = self.run_
        level = 0
        if len(self.model.variables) > SMALL or len(self.run_.todo) < 2:
            self.model.post_links()
        self._tighten()
        while run.todo or run.incumbent is None:
            goal = run.todo[:1]
            effort = run.scale * SLICE * GROWTH**level
            for name, way in self._ways(level):
                if run.search.left <= 0 or level >= run.rounds:
                    return self._end()
                before = self._state()
                run.trying(name)
                way(effort)
                LOG.debug(
                    "%s: effort %.1f, before %s, after %s", name, effort, before, self._state()
                )
                if self.infeasible:
                    return Status.INFEASIBLE
                polish(run, self.model)
                self._notice()
                proved = any(one is not self._next for one in goal)  # it may come again at the end
                if proved:
                    self._tighten()
                if proved or (run.incumbent is not None and not run.todo):
                    self._begin_goal()
                    level = -1
                    break
            level += 1
        self.model.cp.clear_objective()
        return Status.OPTIMAL

    def begin(self) -> bool:
        """Finds a first plan of a program that is not small; returns whether there may be one.

        If the cost of the soft rules is the first goal, it looks for a plan that breaks none.
        """
        if self._may_be_unbroken():
            self.unbroken(BEGIN)
            self._notice()
            self._tighten()
        if self.run_.incumbent is None:
            self.secure(BEGIN)
        return not self.infeasible

    def _end(self) -> Status:
        return Status.UNKNOWN if self.run_.incumbent is None else Status.FEASIBLE

    def _state(self) -> str:
        run = self.run_
        if not run.todo:
            return "no goal left"
        name = self.first.goal.name
        value = "none" if run.incumbent is None else run.incumbent.values[name]
        return f"{name} {value} of {run.bounds.get(self.first.key)}"

    def _ways(self, level: int) -> Iterator[tuple[str, Callable[[float], None]]]:
        """The strategies of a round."""
        run = self.run_
        if not run.todo:
            yield "hard rules", self.secure
            return
        small = len(self.model.variables) <= SMALL
        if run.incumbent is None and not small:
            yield "hard rules", self.secure
        if self._counts_people():
            if small and level == 0:
                yield "one goal, for a moment", self.glance
            if run.rounds == math.inf:  # unlimited, whatever the slice
                yield "K-feasibility", self.count
        several = len(run.todo) > 1 and not self.first.gives
        if several and level == 0 and self._summed != run.gave:
            self._summed = run.gave
            yield "sum of the goals", self.sum_at_first
        if level == 0 and self._may_be_unbroken():
            if run.incumbent is None and small:
                yield "hard rules, for a moment", self.secure_at_once
            yield "no soft rule broken", self.unbroken
        if run.incumbent is None and small:
            yield "hard rules", self.secure
        if self._relaxed is None and self._relaxable:
            yield "relaxation", self.relax
            yield "RENS", self.rens
        if run.incumbent is not None and (level or not small) and not self.model.open_dates:
            yield "large neighborhoods", self.neighborhoods
        if self._relaxed is not None and self._empty != self.run_.bound_of(self.first):
            yield "face of the relaxation", self.face
        yield "one goal", self.one
        yield "one goal, otherwise", self.other
        if several and level:
            yield "sum of the goals", self.sum

    def _may_be_unbroken(self) -> bool:
        """Whether the next goal is the cost of the soft rules, which may be 0."""
        run = self.run_
        return (
            not self._asked
            and bool(run.todo)
            and isinstance(self.first.goal, KeepRules)
            and run.bound_of(self.first) <= 0
            and can_harden(run, self.model)
        )

    def _counts_people(self) -> bool:
        """Whether the next goal minimizes people, and there is a number left to try."""
        if self._fewest is None and FewestPeople.fits(self.model, self.first):
            self._fewest = FewestPeople(self.run_, self.model, self.first)
        return self._fewest is not None and not self._fewest.is_over

    def _notice(self) -> None:
        """Marks goals as proved whose value equals their bound."""
        run = self.run_
        while run.todo and run.incumbent is not None:
            term = self.first
            value = run.incumbent.values[term.goal.name]
            if value != run.bound_of(term):
                return
            self._prove(term, value)

    def _tighten(self) -> None:
        """Switches to a model with more hard rules once the cost of soft rules is proved."""
        run = self.run_
        cost = cost_of_rules(run)
        if self._tightened or cost is None or not run.todo or run.incumbent is None:
            return
        self._tightened = True
        if not can_harden(run, self.model):
            return
        known, self._unbroken = self._unbroken, None
        harder = known if known is not None and cost == 0 else Harder.of(run, self.model, cost)
        if harder is not None and harder.take_over():
            model = harder.model
            LOG.debug("soft rules hard: %d variables, %d rows", model.size, len(model.rows))
            self.model, self._hard, self._fixed = model, None, {}

    def _prove(self, term: Term, value: int) -> None:
        """The next goal is proved; what is known of it says nothing of the one after it."""
        self._fix(term.worst(value))
        self.run_.keep(self.model, term, value)
        self._begin_goal()

    def _fix(self, value: int) -> None:
        """Fixes the variables shared by all plans that are no worse in the goal."""
        if self._linear is None or self._relaxed is None or not self._relaxed.multipliers:
            return
        worth = value if self.first.goal.sense == "max" else -value
        columns, values = settled(self._linear, self._relaxed.multipliers, worth)
        for column, fixed in zip(columns.tolist(), values.tolist(), strict=True):
            if column not in self._fixed:
                self._fixed[column] = fixed
                self.model.add_linear(LinearExpr([column]), fixed, fixed)

    # The strategies

    def secure(self, effort: float) -> None:
        """Looks for a plan of the hard rules, without goals, with alternating presets."""
        run = self.run_
        hard = self._hard_model()
        hard.cp.clear_objective()
        for preset in (PROVE, LOCAL, ORDERED, FEASIBLE, EXPLORE):
            if run.search.left <= 0:
                return
            run.trying(f"hard rules, {preset.name}")
            self._seeds += 1
            answer = run.ask(
                hard, preset, effort=FIRST * effort, seed=run.search.seed + self._seeds - 1
            )
            if answer.infeasible:
                self.infeasible = run.without_plan(hard.cp, answer) is Status.INFEASIBLE
                return
            if answer.found:
                solution = run.take(hard, answer)
                if hard is not self.model:
                    plan = read_plan(hard, solution)
                    whole = run.complete(self.model, plan)
                    if whole is None:
                        continue
                    solution = whole
                run.offer(self.model, solution)
                self._tell()
                return

    def secure_at_once(self, effort: float) -> None:
        """Finds a plan of the hard rules where that is easy, before anything is asked of it."""
        self.secure(GLANCE * effort)

    def unbroken(self, effort: float) -> None:
        """Looks for a plan that breaks no soft rule, without goals: its cost is the best possible.

        If there is none, the cost is at least one unit of one rule.
        """
        run, term = self.run_, self.first
        self._asked = True
        harder = Harder.of(run, self.model, 0)
        if harder is None:
            return
        hard = harder.model
        for preset in (PROVE, LOCAL):
            answer = run.ask(hard, preset, effort=FIRST * effort)
            if answer.infeasible:
                run.raise_bound(term, least_cost(self.model.source))
                return
            if answer.found:
                plan = read_plan(hard, run.take(hard, answer))
                solution = run.complete(self.model, plan)
                if solution is not None:
                    run.offer(self.model, solution)
                    self._unbroken = harder
                    self._tell()
                return

    def _hard_model(self) -> SeatModel:
        """The model without soft rules and goals; the model itself if it has none."""
        if self._hard is None:
            model, run = self.model, self.run_
            program: Program = model.source
            if all(rule.weight is None for rule in program.named_rules):
                self._hard = model
            else:
                rules = [rule for rule in program.named_rules if rule.weight is None]
                self._hard = SeatModel(
                    evolve(program, rules=tuple(rules), goals=()),
                    plan=run.plan,
                    as_of=run.as_of,
                    active=run.active,
                    patient=True,
                    traffic=run.traffic,
                    pulse=run.search.pulse,
                )
        return self._hard

    def sum_at_first(self, effort: float) -> None:
        """The same, before anything else is tried."""
        self.sum(SUM * effort)
        self.model.post_links()

    def sum(self, effort: float) -> None:
        """Optimizes all remaining goals in one search, as far as they fit into one number."""
        self._search(block_of(self.run_.todo), self.run_.preset, effort)

    def count(self, effort: float) -> None:
        """Optimizes the next goal, which counts people, number by number."""
        assert self._fewest is not None
        self._fewest.round()
        self._tell()

    def glance(self, effort: float) -> None:
        """Tries the next goal alone, briefly: if few rows decide it, it is proved at once."""
        self._search(block_of(self.run_.todo[:1]), self.run_.preset, GLANCE * effort)

    def one(self, effort: float) -> None:
        """The next goal alone."""
        self._search(block_of(self.run_.todo[:1]), self.run_.preset, LONGER * effort)

    def other(self, effort: float) -> None:
        """The next goal alone, with the solver's own choice of rows, probing and symmetry."""
        self._search(block_of(self.run_.todo[:1]), EXPLORE, effort)

    def _search(self, block: Block, preset: Preset, effort: float) -> None:
        """Searches for the best of a block, from the incumbent."""
        run, model = self.run_, self.model
        self._hint()
        model.cp.clear_objective()
        model.cp.maximize(model.linear(block.objective))
        run.tell_goal(block.parts[0])
        answer = run.ask(model, preset, effort=effort, found=run.watching(model, block))
        bound = answer.solver.best_objective_bound if answer.found else math.inf
        if answer.infeasible:
            if run.incumbent is None:
                self.infeasible = run.without_plan(model.cp, answer) is Status.INFEASIBLE
                return
            run.verifier.must_be_infeasible()
            names = ", ".join(part.goal.name for part in block.parts)
            raise run.search.contradiction(
                f"the solver has a plan, but claims that there is none for {names}"
            )
        if not answer.found:
            return
        before = run.incumbent
        solution = run.take(model, answer)
        run.must_be_within(bound, model.value(block.objective, solution))
        if before is not None:
            gains = (part.weight * part.gain(before.values[part.goal.name]) for part in block.parts)
            run.must_be_within(bound, sum(gains))
        run.offer(model, solution)
        if answer.proved:
            for part in block.parts:
                self._prove(part, model.value(part.expression, solution))
        else:
            run.raise_bounds(block, bound)

    def _hint(self) -> None:
        incumbent = self.run_.incumbent
        if incumbent is not None and incumbent.solution is not None:
            hint_values(self.model, incumbent.solution)

    def _tell(self) -> None:
        if self.run_.todo:
            self.run_.tell_goal(self.first)

    def relax(self, effort: float) -> None:
        """Derives an exact bound of the next goal from its linear relaxation."""
        run = self.run_
        term = self.first
        if term.goal.of_traffic:  # large, with nearly no bound on changes of port
            self._relaxable = False
            return
        sign = 1 if term.goal.sense == "max" else -1
        self._linear = linear_program_of(self.model, term.expression * sign)
        limit = SIMPLEX * effort
        efforts: tuple[Simplex, ...] = (("dual", limit), ("primal", limit))
        try:
            self._relaxed = relax(self._linear, run.search, efforts)
        except Unsolvable:  # what proves that there is no plan is the search of the whole
            self._relaxable = False
            return
        if self._relaxed is not None:
            bound = sign * self._relaxed.bound
            if run.incumbent is not None:
                value = run.incumbent.values[term.goal.name]
                run.must_be_within(self._relaxed.bound, sign * value)
            run.raise_bound(term, bound)
            self._tell()

    def rens(self, effort: float) -> None:
        """Fixes the integral variables of the relaxation, and searches the rest."""
        run, model = self.run_, self.model
        if self._relaxed is None or self._linear is None or not model.rows.complete:
            return
        if model.open_dates:  # partial solutions take tours as fixed intervals
            return
        worth: dict[Variable, int] = {}
        for one in np.flatnonzero(self._linear.costs).tolist():
            worth[one] = int(self._linear.costs[one])
        partial = PartialSolution(model)
        if rens(partial, self._relaxed, worth, run.search, effort):
            solution = partial.solution(run.search)
            if solution is not None:
                run.offer(model, solution, sure=not model.puts_off)
                self._tell()

    def face(self, effort: float) -> None:
        """Searches only the plans that reach the bound."""
        run, model, term = self.run_, self.model, self.first
        assert self._linear is not None
        assert self._relaxed is not None
        bound = run.bound_of(term)
        sign = 1 if term.goal.sense == "max" else -1
        cp = face_of(model, self._linear, self._relaxed, term.expression * sign, sign * bound)
        answer = run.search.run(cp, PROVE, effort=FACE * effort)
        if not answer.found and not answer.infeasible and run.search.left > 0:
            self._seeds += 1
            answer = run.search.run(cp, LOCAL, effort=JUMPS, seed=run.search.seed + self._seeds)
        solution = run.take(model, answer) if answer.found else None
        if answer.infeasible:
            self._lower(term, bound)
        elif solution is not None:
            run.offer(model, solution, sure=not model.puts_off)

    def _lower(self, term: Term, bound: int) -> None:
        """Lowers the bound, which no plan reaches."""
        run = self.run_
        closer = bound - 1 if term.goal.sense == "max" else bound + 1
        if run.incumbent is not None:
            value = run.incumbent.values[term.goal.name]
            if value == bound:
                raise run.search.contradiction(
                    f"the solver has a plan with {value} for {term.goal.name!r}, but claims that "
                    "there is none"
                )
            run.raise_bound(term, closer)
            near = abs(value - closer) <= CLOSE
        else:
            run.raise_bound(term, closer)
            near = False
        self._empty = None if near else run.bound_of(term)

    def neighborhoods(self, effort: float) -> None:
        """Replans parts of the incumbent, for the next goal."""
        run = self.run_
        if run.incumbent is None or run.incumbent.solution is None or not self.model.rows.complete:
            return
        term = self.first
        sign = 1 if term.goal.sense == "max" else -1
        if self._lns is None:
            self._lns = GoalSearch(self.model, term.expression * sign, self._relaxed, run.search)
        better = self._lns.run(run.incumbent.solution, effort, sign * run.bound_of(term))
        if better is not None:
            run.offer(self.model, better, sure=not self.model.puts_off)
            self._tell()
