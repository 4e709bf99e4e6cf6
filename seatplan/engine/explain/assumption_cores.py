"""Assumption cores: requirements that cannot hold together, as the solver reports them.

Each requirement depends on an assumption, and the solver returns a set of assumptions that are
enough to make the model infeasible. This set is only a hint: it need not be minimal, and it is
verified before it is shown.

Measured in docs/decisions/0009.
"""

from __future__ import annotations

from collections.abc import Iterable

from seatplan.engine.explain.elastic_core import elastic_core
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.engine.solver.answer import Answer
from seatplan.kinds import Reach

Ids = tuple[str, ...]


LARGE_MODEL = 20_000
"""With more variables than this, the linear program of the whole model dominates: 5 s with 49,000.
Propagation finds a conflict of a few flights sooner: 1 s there, and 3 s with 149,000."""


class AssumptionCores:
    """One model that is solved again and again under other assumptions.

    Attributes:
        ids: of the requirements that depend on an assumption, in order.
        answer: the solver's last one.
    """

    def __init__(
        self, oracle: Oracle, active: ActiveRequirements, among: Reach | None = None
    ) -> None:
        self.oracle = oracle
        self.model: SeatModel = oracle.model(active, among)
        self.ids: Ids = tuple(sorted(active.assumptions))
        self._literals = {
            id: self.model.variables[literal] for id, literal in active.assumptions.items()
        }
        self._guards = dict(active.assumptions)
        self._ids = {literal.index: id for id, literal in self._literals.items()}
        self.answer: Answer | None = None

    def core(self, ids: Iterable[str]) -> Ids | None:
        """A subset of these that cannot hold together, in their order; None if all can."""
        wanted = self._assume(ids)
        return self._core(wanted, self.oracle.answer(self.model.cp))

    def first_core(self, ids: Iterable[str], *, hopeful: bool = False) -> Ids | None:
        """As `core`, for the first call; `hopeful` if all of them can probably hold.

        Several methods get a short slice each, before the complete one.
        """
        wanted = self._assume(ids)
        large = self.model.size >= LARGE_MODEL
        ways = [self.oracle.propagated, self.oracle.relaxed] if large else [self.oracle.relaxed]
        first = 0 if hopeful else 1
        for way in ways[:first]:
            self.answer = way(self.model.cp)
            if self.answer is not None:
                return self._core(wanted, self.answer)
        self.answer = self._plan(wanted)
        if self.answer is not None:
            return None
        for way in ways[first:]:
            self.answer = way(self.model.cp)
            if self.answer is not None:
                return self._core(wanted, self.answer)
        return self.core(wanted)

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

    def _plan(self, wanted: Ids) -> Answer | None:
        """A plan in which these hold. Local search takes no assumptions, so they become rows."""
        forget = self.model.on_trial()
        try:
            self.model.cp.clear_assumptions()
            for id in wanted:
                self.model.cp.add(self._literals[id] == 1)
            return self.oracle.any_plan(self.model.cp)
        finally:
            forget()

    def _assume(self, ids: Iterable[str]) -> Ids:
        wanted = tuple(id for id in ids if id in self._literals)
        cp = self.model.cp
        cp.clear_assumptions()
        cp.add_assumptions([self._literals[id] for id in wanted])
        return wanted

    def _core(self, wanted: Ids, answer: Answer) -> Ids | None:
        self.answer = answer
        if answer.found:
            return None
        indices = answer.solver.sufficient_assumptions_for_infeasibility()
        enough = {self._ids[index] for index in indices if index in self._ids}
        return tuple(id for id in wanted if id in enough)
