"""Assumption cores: requirements that cannot hold together, as the solver reports them.

Each requirement depends on an assumption, and the solver returns a set of assumptions that are
enough to make the model infeasible. This set is only a hint: it need not be minimal, and it is
verified before it is shown.

Measured in docs/decisions/0009.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from ortools.sat.python import cp_model

from seatplan.engine.explain.elastic import elastic_core
from seatplan.engine.explain.oracle import Oracle, Part
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.plan_values import hint_values
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.presets import LOCAL_RAW, PROPAGATE, PROVE_RAW, Preset
from seatplan.kinds import Reach

Ids = tuple[str, ...]


LARGE_MODEL = 20_000
"""With more variables than this, the linear program of the whole model dominates: 5 s with 49,000.
Propagation finds a conflict of a few flights sooner: 1 s there, and 3 s with 149,000."""

NEARBY_EFFORT = 5e-6
"""Effort of the local search for a plan near the last one, for each variable."""


class AssumptionCores:
    """One model that is solved again and again under other assumptions.

    Attributes:
        ids: of the requirements that depend on an assumption, in order.
        answer: the solver's last one.
    """

    def __init__(
        self,
        oracle: Oracle,
        active: ActiveRequirements,
        among: Reach | None = None,
        *,
        patient: bool = False,
        part: Part | None = None,
    ) -> None:
        self.oracle = oracle
        self.model: SeatModel = oracle.model(active, among, patient=patient, part=part)
        self.ids: Ids = ()
        self._literals: dict[str, cp_model.IntVar] = {}
        self._ids: dict[int, str] = {}
        self._guards = active.assumptions
        self.answer: Answer | None = None
        self._partial: cp_model.CpModel | None = None
        self._enter()

    def _enter(self) -> None:
        """Takes the assumptions of the requirements that are in the model."""
        variables = self.model.variables
        self.ids = tuple(sorted(self._guards))
        self._literals = {id: variables[literal] for id, literal in self._guards.items()}
        self._ids = {literal.index: id for id, literal in self._literals.items()}

    @property
    def is_partial(self) -> bool:
        """Whether requirements are deferred, which `complete` posts."""
        return self.model.puts_off_rest or bool(self.model.lazy_rows)

    def complete(self) -> None:
        """Posts what was deferred. `quick_core` keeps the model without it."""
        self._partial = self.model.cp.clone()
        self.model.post_rest()
        self.model.separate(tuple(self.model.lazy_rows))
        self.oracle.requirements.update(self.model.active.requirements)
        self._enter()

    def core(self, ids: Iterable[str], until: float = math.inf) -> Ids | None:
        """A subset of these that cannot hold together, in their order; None if all can.

        Raises:
            OutOfTime: if that is not known by then.
        """
        wanted = self._assume(ids)
        return self._core(wanted, self.oracle.answer(self.model.cp, until))

    def core_nearby(self, ids: Iterable[str], until: float = math.inf) -> Ids | None:
        """As `core`, for questions like the last one: a plan for it is near a plan for this one.

        Local search then finds one in a tenth of the time of a search with the linear program.
        """
        wanted = self._assume(ids)
        with self._in_force(wanted):
            effort = NEARBY_EFFORT * len(self.model.cp.proto.variables)
            answer = self.oracle.search.run(self.model.cp, LOCAL_RAW, effort=effort)
        if not answer.found:
            answer = self.oracle.answer(self.model.cp, until)
        core = self._core(wanted, answer)
        if core is None:
            hint_values(self.model, answer.values(len(self.model.variables)))
        return core

    def first_core(self, ids: Iterable[str], *, hopeful: bool = False) -> Ids | None:
        """As `core`, for the first call; `hopeful` if all of them can probably hold.

        Several methods get a short slice each, before the complete one.
        """
        wanted = self._assume(ids)
        large = self.model.size >= LARGE_MODEL
        ways: list[Preset | None] = [PROPAGATE, PROVE_RAW] if large else [PROVE_RAW]
        ways.insert(0 if hopeful else 1, None)  # local search for a plan
        for way in ways:
            if way is None:
                with self._in_force(wanted):
                    answer = self.oracle.any_plan(self.model.cp)
            else:
                answer = self.oracle.quick(self.model.cp, way)
            if answer is not None:
                return self._core(wanted, answer)
        return self.core(wanted)

    def quick_core(self, ids: Iterable[str]) -> Ids | None:
        """A core without what was deferred, if the linear relaxation shows one with little effort.

        None otherwise, and if nothing was deferred.
        """
        partial = self.model.cp if self.is_partial else self._partial
        if partial is None:
            return None
        wanted = self._assume(ids, partial)
        answer = self.oracle.quick(partial, PROVE_RAW)
        return None if answer is None else self._core(wanted, answer)

    def relaxed_core(self, ids: Iterable[str]) -> Ids | None:
        """A core from the linear relaxation, if it has one and is solved quickly."""
        wanted = tuple(id for id in ids if id in self._literals)
        if self.model.size >= LARGE_MODEL:
            return None
        guards = {self._guards[id]: id for id in wanted}
        found = elastic_core(self.model, guards, self.oracle.search)
        if found is None:
            return None
        ids = {guards[guard] for guard in found}
        return tuple(id for id in wanted if id in ids)

    @contextmanager
    def _in_force(self, wanted: Ids) -> Iterator[None]:
        """Makes assumptions facts, since local search takes no assumptions."""
        cp = self.model.cp
        variables = [cp.proto.variables[self._literals[id].index] for id in wanted]
        cp.clear_assumptions()
        try:
            _set_domains(variables, 1)
            yield
        finally:
            _set_domains(variables, 0)
            cp.add_assumptions([self._literals[id] for id in wanted])

    def _assume(self, ids: Iterable[str], partial: cp_model.CpModel | None = None) -> Ids:
        """Sets the assumptions of a model, or of one that has only the first of its variables."""
        wanted = tuple(id for id in ids if id in self._literals)
        cp = self.model.cp if partial is None else partial
        known = len(cp.proto.variables)
        literals = [self._literals[id] for id in wanted]
        cp.clear_assumptions()
        cp.add_assumptions([one for one in literals if one.index < known])
        return wanted

    def _core(self, wanted: Ids, answer: Answer) -> Ids | None:
        self.answer = answer
        if answer.found:
            return None
        indices = answer.solver.sufficient_assumptions_for_infeasibility()
        enough = {self._ids[index] for index in indices if index in self._ids}
        return tuple(id for id in wanted if id in enough)


def _set_domains(variables: Iterable[Any], least: int) -> None:
    """Lets literals be 1, and 0 as well if that is the least."""
    for one in variables:
        one.domain.clear()
        one.domain.extend((least, 1))
