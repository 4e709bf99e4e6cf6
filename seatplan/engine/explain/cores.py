"""Cores: requirements that cannot hold together, as the solver reports them.

Each requirement depends on an assumption, and the solver returns some that are enough to make the
model infeasible. They are only a hint: they need not be minimal, and are verified before use.

Requirements that only bar members from seats or tours (of seats, availability, forbidden entries)
are in force in the first model, so barred members have no literals in it. A second, small model
finds out which of them a core needs.

Measured in docs/decisions/0009.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import cache

from ortools.sat.python import cp_model

from seatplan.engine.explain.oracle import COMPLETE, Attempt, Half, Oracle, local, quick
from seatplan.engine.explain.relevance import few, reach
from seatplan.engine.model.building import post_rest
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.plan_values import hint_plan, hint_values, read_plan
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.presets import LOCAL_RAW, PROPAGATE, PROVE_RAW
from seatplan.engine.solver.search import OutOfTime
from seatplan.explanation import Requirements
from seatplan.kinds import Reach
from seatplan.modelling import Variable
from seatplan.plan import Plan
from seatplan.requirement import Requirement
from seatplan.structure import LAWS

Ids = tuple[str, ...]

BARRING = frozenset(law.id for law in LAWS if law.only_bars)
"""Laws that only bar members: a model in which they are in force is smaller."""

MANY_VARIABLES = 5_000
"""From this many variables, a plan is first looked for among few people."""

LARGE_MODEL = 20_000
"""With more variables than this, the linear program of the whole model dominates: 5 s with 49,000.
Propagation finds a conflict of a few flights sooner: 1 s there, and 3 s with 149,000."""

NEARBY_EFFORT = 5e-6
"""Effort of the local search for a plan near the last one, for each variable."""


class Cores:
    """One model that is solved again and again under other assumptions.

    Attributes:
        guards: by requirement that depends on an assumption, its literal.
        answer: the solver's last one.
        fewer: makes the same with few people, where the model is large.
    """

    def __init__(
        self,
        oracle: Oracle,
        active: ActiveRequirements,
        among: Reach | None = None,
        *,
        patient: bool = False,
        part: Half | None = None,
    ) -> None:
        self.oracle = oracle
        self.model: SeatModel = oracle.model(active, among, patient=patient, part=part)
        self.answer: Answer | None = None
        self.fewer: Callable[[], Cores] | None = None
        self.guards: Mapping[str, Variable] = active.assumptions
        self._partial: cp_model.CpModel | None = None  # the model before it was completed

    @property
    def solution(self) -> list[int]:
        """The values of the last answer, which has found some."""
        assert self.answer is not None
        return self.answer.values(len(self.model.variables))

    def wanted(self, without: Iterable[Requirement] = ()) -> Ids:
        """The ids of all of them but these, in the order in which to leave them out."""
        gone = ActiveRequirements(without=without)
        known = (self.oracle.requirements[id] for id in self.guards)
        kept = (one for one in known if not gone.given_up(one))
        return tuple(one.id for one in sorted(kept, key=self.oracle.ranking.for_dropping))

    def core(self, ids: Iterable[str], *first: Attempt, until: float = math.inf) -> Ids | None:
        """A subset of these that cannot hold together, in their order; None if all can.

        Args:
            ids: the assumptions.
            first: attempts to make before the complete ones.
            until: a moment on the clock `time.monotonic`.

        Raises:
            OutOfTime: if that is not known by then.
        """
        cp = self.model.cp
        wanted = self._assume(ids, cp)
        for attempt in (*first, *COMPLETE):
            with self._in_force(wanted) if attempt[0].local else nullcontext():
                answer = self.oracle.tried(cp, attempt, until=until)
            if answer is not None:
                return self._core(wanted, answer)
        raise OutOfTime

    def core_nearby(self, ids: Iterable[str], until: float) -> Ids | None:
        """As `core`, for questions like the last one: a plan for it is near a plan for this one.

        Local search then finds one in a tenth of the time of a search with the linear program,
        and in less time among few people.
        """
        effort = NEARBY_EFFORT * len(self.model.cp.proto.variables)
        if self.fewer is not None and self.fewer().core_nearby(ids, until) is None:
            return None
        core = self.core(ids, (LOCAL_RAW, effort), until=until)
        if core is None:
            hint_values(self.model, self.solution)
        return core

    def first_core(self, without: Requirements = (), *, hopeful: bool = False) -> Ids | None:
        """A core of all requirements except some, by short attempts before the complete one.

        Args:
            without: requirements that are given up.
            hopeful: whether all others can probably hold.
        """
        deferred = self.model.puts_off_rest or bool(self.model.lazy_rows)
        partial = self.model.cp if deferred else self._partial
        if partial is not None:
            wanted = self._assume(self.wanted(without), partial)
            answer = self.oracle.tried(partial, quick(partial, PROVE_RAW))
            if answer is not None and answer.infeasible:
                return self._core(wanted, answer)
        if deferred:
            self._complete()
        cp = self.model.cp
        attempts = [quick(cp, PROVE_RAW)]
        if self.model.size >= LARGE_MODEL:
            attempts.insert(0, quick(cp, PROPAGATE))
        at = 0 if hopeful else 1
        attempts[at:at] = local(cp)
        return self.core(self.wanted(without), *attempts)

    def _complete(self) -> None:
        """Posts what was deferred."""
        self._partial = self.model.cp.clone()
        post_rest(self.model)
        self.model.separate(tuple(self.model.lazy_rows))
        self.oracle.requirements.update(self.model.active.requirements)

    @contextmanager
    def _in_force(self, wanted: Ids) -> Iterator[None]:
        """Makes assumptions facts, since local search takes no assumptions."""
        cp = self.model.cp
        domains = [cp.proto.variables[self.guards[id]].domain for id in wanted]
        cp.clear_assumptions()
        try:
            for domain in domains:
                domain[0] = 1
            yield
        finally:
            for domain in domains:
                domain[0] = 0
            self._assume(wanted, cp)

    def _assume(self, ids: Iterable[str], cp: cp_model.CpModel) -> Ids:
        """Sets the assumptions of a model, which may have only the first of the variables."""
        wanted = tuple(id for id in ids if id in self.guards)
        known, variables = len(cp.proto.variables), self.model.variables
        cp.clear_assumptions()
        literals = (self.guards[id] for id in wanted)
        cp.add_assumptions([variables[literal] for literal in literals if literal < known])
        return wanted

    def _core(self, wanted: Ids, answer: Answer) -> Ids | None:
        self.answer = answer
        if answer.found:
            return None
        enough = set(answer.solver.sufficient_assumptions_for_infeasibility())
        return tuple(id for id in wanted if self.guards[id] in enough)


class FirstCores:
    """First cores among the requirements that do not bar, with all barring ones in force.

    There is a model of everything, or where ships are apart, one of people and one of ships. They
    serve for all cores while the same barring requirements are given up.

    Attributes:
        plan: for the last set that could hold together; other plans are near it.
    """

    def __init__(self, oracle: Oracle) -> None:
        self.oracle = oracle
        self.plan: Plan | None = None
        self._parts: tuple[Half | None, ...] = (
            ("people", "ships") if oracle.ships_apart else (None,)
        )
        self._cores: dict[Half | None, Cores] = {}
        self._open: frozenset[str] = frozenset()  # the barring ones not in force in the models
        self._asked = False
        self._without: Requirements = ()

    def core(self, without: Iterable[Requirement]) -> Ids | None:
        """The ids of a core without these requirements; the first ids are to be left out first.

        None if the others can hold together.
        """
        self._without = tuple(without)
        hopeful, self._asked = self._asked, True
        known = self.oracle.known_plan(self._without)
        if known is not None:
            self.plan = known
            return None
        for part in self._parts:
            core = self._of(part).first_core(self._without, hopeful=hopeful)
            if core is not None:
                return core
        main, *ships = (self._of(part) for part in self._parts)
        assert main.answer is not None
        apart = (read_plan(one.model, one.solution) for one in ships)
        self.plan = self.oracle.checked(main.model, main.answer, self._without, *apart)
        hint_plan(main.model, self.plan)
        return None

    def _of(self, part: Half | None) -> Cores:
        """The model of a part, made on first use."""
        gone = [one for one in self._without if one.rule in BARRING]
        if self._open != {one.id for one in gone}:
            self._open = frozenset(one.id for one in gone)
            self._cores.clear()
        if part not in self._cores:
            active = ActiveRequirements(without=gone, assume=lambda one: one.rule not in BARRING)
            cores = Cores(self.oracle, active, patient=True, part=part)
            self._cores[part] = cores
            if self.plan is not None and part != "ships":
                hint_plan(cores.model, self.plan)
        return self._cores[part]

    @property
    def in_force(self) -> Requirements:
        """Those that are in force; some, as of `one-place`, come with what is deferred."""
        known = self._of(self._parts[0]).model.active.requirements.values()
        gone = ActiveRequirements(without=self._without)
        kept = (one for one in known if not gone.given_up(one))
        return tuple(sorted(kept, key=self.oracle.ranking.position))

    def small(self, ids: Ids, *, barring: bool, bars: Requirements | None = None) -> Cores:
        """A model of these requirements and barring ones, with only the people that they reach.

        The barring ones are `bars`, or all. They depend on assumptions if `barring`, otherwise the
        others.
        """
        requirements = [self.oracle.requirements[id] for id in ids]
        if bars is None:
            bars = tuple(one for one in self.in_force if one.rule in BARRING)

        def cores(among: Reach | None) -> Cores:
            active = ActiveRequirements(
                only=(*requirements, *bars),
                assume=lambda one: (one.id not in ids) if barring else (one.rule not in BARRING),
            )
            return Cores(self.oracle, active, among)

        lookup = self.oracle.lookup
        among = reach(lookup, requirements)
        found = cores(among)
        if found.model.size >= MANY_VARIABLES:
            found.fewer = cache(lambda: cores(few(lookup, among)))
        return found

    def whole_core(self, without: Iterable[Requirement]) -> frozenset[str] | None:
        """Requirements that probably cannot hold together, with barring ones; None if all can.

        They are neither shrunk nor verified: they show where to look for the next fix.
        """
        core = self.core(without)
        if core is None:
            return None
        barring = self.small(core, barring=True)
        return frozenset((*core, *(barring.core(barring.wanted()) or ())))
