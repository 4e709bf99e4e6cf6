"""The oracle of explanations: can these requirements hold together?

Measured in docs/decisions/0009.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from contextlib import suppress
from copy import copy
from datetime import date
from functools import cached_property
from typing import Literal

from attrs import evolve
from ortools.sat.python import cp_model

from seatplan.checking import Report, check
from seatplan.engine.explain.ranking import Ranking
from seatplan.engine.explain.relevance import Worth, hard_part_of, reach
from seatplan.engine.model.building import build_model
from seatplan.engine.model.by_dates import post_all
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.open_dates import setting
from seatplan.engine.model.plan_values import read_plan
from seatplan.engine.model.requirement_model import ActiveRequirements, never_given_up
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.presets import LOCAL_LIGHT, LOCAL_RAW, PROVE, PROVE_RAW, Preset
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import OutOfTime, Search
from seatplan.engine.solver.verification import broken, is_lawful
from seatplan.errors import PlanError
from seatplan.kinds import Reach
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.progress import CancelToken, Progress, ProgressCallback
from seatplan.requirement import Requirement
from seatplan.structure import LAWS

Half = Literal["people", "ships"]

Attempt = tuple[Preset, float | None]
"""One search: its preset, and the limit of its effort in deterministic time."""

QUICK_EFFORT, SHORTEST = 2e-5, 0.1
"""Effort of a quick attempt for each variable, in deterministic time, and its minimum."""

LOCAL_EFFORT, LONGEST_LOCAL = 2e-5, 5.0
"""Effort of a local search for a plan, for each variable, and its maximum: a successful search
takes less than half of it."""

RAW_PART = 0.2
"""The part of it without presolve: where that succeeds, it takes less than a tenth. On `iss` it
fails with five times the effort, and with presolve takes a third of it."""

RAW_EFFORT = 2.0
"""Effort of a solve without presolve, in deterministic time: about the same in seconds.

Most solves end long before, faster than presolve alone would take. Plans are found soonest without
the linear program, proofs and small cores with it.
"""

COMPLETE: tuple[Attempt, ...] = ((PROVE_RAW, RAW_EFFORT), (PROVE, None))
"""Attempts of which the last ends only with an answer, or when the time is up."""


def local(cp: cp_model.CpModel) -> list[Attempt]:
    """Attempts to find a plan at once, by local search."""
    effort = min(max(SHORTEST, LOCAL_EFFORT * len(cp.proto.variables)), LONGEST_LOCAL)
    return [(LOCAL_RAW, RAW_PART * effort), (LOCAL_LIGHT, effort)]


def quick(cp: cp_model.CpModel, preset: Preset) -> Attempt:
    """An attempt that succeeds if a plan, or a proof that there is none, is easy."""
    return preset, max(SHORTEST, QUICK_EFFORT * len(cp.proto.variables))


class Oracle:
    """Decides which requirements of one program can hold together, until the time is up.

    Attributes:
        program: the hard part of the program, sorted by id, so that no answer depends on the order
            of a file.
        ranking: prices and orders its requirements.
        search: the clock.
        requirements: by id, all that occurred so far.
    """

    def __init__(
        self,
        program: Program,
        plan: Plan | None,
        as_of: date | None,
        time_limit: float,
        on_progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> None:
        self.start: float = time.monotonic()
        self.program: Program = hard_part_of(program)
        self.lookup: ProgramIndex = ProgramIndex(self.program)
        self.ranking: Ranking = Ranking(self.lookup)
        self.plan = plan
        self.as_of = as_of
        case = Case(self.program, plan, as_of)
        self.search: Search = Search(self.start + time_limit, case, cancel=cancel)
        self.on_progress = on_progress
        self.requirements: dict[str, Requirement] = {}
        self._of_ships: list[str] = [law.id for law in LAWS if law.of_traffic]
        self._of_ships += [rule.name for rule in self.program.named_rules if rule.of_traffic]
        self._known: list[tuple[tuple[Requirement, ...], Plan]] = []
        if plan is not None:
            with suppress(PlanError):  # it names something that no longer exists
                self._learn(plan, check(self.program, plan, as_of=as_of, reference=plan))

    @property
    def seconds(self) -> float:
        """The time since the start."""
        return time.monotonic() - self.start

    def share(self, part: float) -> float:
        """The moment when that share of the remaining time will have passed."""
        return time.monotonic() + part * max(0.0, self.search.left)

    def before(self, moment: float) -> bool:
        """Whether a moment is still in the future."""
        return self.search.left > 0 and time.monotonic() < moment

    def on(self, program: Program) -> Oracle:
        """The same for another program of the same people, within the same time."""
        other = copy(self)
        other.program, other.lookup = program, ProgramIndex(program)
        other.ranking = Ranking(other.lookup)
        other.search = self.search.about(program)
        other.requirements, other._known = {}, []
        other.__dict__.pop("ships_apart", None)
        return other

    def tell(self, phase: str, value: int | None = None) -> None:
        """Reports the progress of the work."""
        if self.on_progress is not None:
            self.on_progress(Progress(phase, value=value, seconds=self.seconds))

    @cached_property
    def ships_apart(self) -> bool:
        """Whether the positions of ships have nothing to do with who flies.

        With fixed dates no rule links them, only the required value of a goal that counts both.
        """
        open_dates = setting(self.program, self.plan, self.as_of).is_open
        return not (open_dates or any(isinstance(rule, Worth) for rule in self.program.rules))

    def model(
        self,
        active: ActiveRequirements,
        among: Reach | None = None,
        *,
        patient: bool = False,
        part: Half | None = None,
    ) -> SeatModel:
        """A model with these requirements.

        Args:
            active: the requirements.
            among: by flight, who may go up on it.
            patient: whether expensive requirements are deferred.
            part: ships or people alone, where they are apart. Without it, a model has ships if
                any of the requirements may be about them: elsewhere they are half of the model.
        """
        if self.search.left <= 0:
            raise OutOfTime
        if part is None and self.ships_apart and not any(map(active.any_of, self._of_ships)):
            part = "people"
        model = build_model(
            self.program,
            plan=self.plan,
            as_of=self.as_of,
            active=active,
            among=among,
            patient=patient,
            traffic=Plan() if part == "people" else None,
            only_traffic=part == "ships",
            pulse=self.search.pulse,
        )
        if not post_all(model):
            raise OutOfTime  # rules without support for open dates are not in the model
        self.requirements.update(active.requirements)
        return model

    def tried(
        self, cp: cp_model.CpModel, *attempts: Attempt, until: float = math.inf
    ) -> Answer | None:
        """The first plan, or proof that there is none, of several attempts; None without any.

        Local search proves nothing.
        """
        for preset, effort in attempts:
            answer = self.search.run(cp, preset, effort=effort, until=until)
            if answer.found or (answer.infeasible and not preset.local):
                return answer
        return None

    def answer(self, cp: cp_model.CpModel, until: float = math.inf) -> Answer:
        """A plan or a proof that there is none, up to that moment.

        Raises:
            OutOfTime: if there is neither.
        """
        return self.sure(self.tried(cp, *COMPLETE, until=until))

    def sure(self, answer: Answer | None) -> Answer:
        """The answer.

        Raises:
            OutOfTime: if it is neither a plan nor a proof that there is none.
        """
        if answer is None or not (answer.found or answer.infeasible):
            raise OutOfTime
        return answer

    def impossible(self, only: Iterable[Requirement]) -> bool:
        """Whether these requirements alone cannot hold together.

        Raises:
            EngineError: if the solver claims this and a plan is known that keeps them all.
        """
        wanted = tuple(only)
        model = self.model(ActiveRequirements(only=wanted), reach(self.lookup, wanted))
        # With presolve, which may err: a core is found without it.
        if not self.sure(self.search.run(model.cp)).infeasible:
            return False
        if any(all(map(model.active.given_up, hard)) for hard, _ in self._known):
            names = ", ".join(sorted(one.id for one in wanted)) or "what is never given up"
            raise self.search.contradiction(
                f"the solver claims that these cannot hold together, and a plan keeps them: {names}"
            )
        return True

    def checked(
        self,
        model: SeatModel,
        answer: Answer,
        without: Iterable[Requirement] = (),
        ships: Plan | None = None,
    ) -> Plan:
        """The plan found, checked in plain Python; it may break `without`.

        Its ships are those of `ships`, if the model has none.
        """
        gone = ActiveRequirements(without=without)
        plan = read_plan(model, answer.values(len(model.variables)))
        if ships is not None:
            plan = evolve(plan, docking=ships.docking, spacecraft=ships.spacecraft)
        report = check(self.program, plan, as_of=self.as_of, reference=self.plan)
        wrong = [one.message for one in broken(report, gone, model.active)]
        if wrong:
            raise self.search.contradiction(
                "the solver's plan fails the check: " + "; ".join(wrong)
            )
        self._learn(plan, report)
        return plan

    def known_plan(self, without: Iterable[Requirement]) -> Plan | None:
        """A plan found earlier that breaks nothing but these, if there is one."""
        gone = ActiveRequirements(without=without)
        return next((plan for hard, plan in self._known if all(map(gone.given_up, hard))), None)

    def _learn(self, plan: Plan, report: Report) -> None:
        """Remembers what a plan breaks: any conflict must contain some of it.

        Required values of goals are unknown for a plan that breaks laws.
        """
        if not is_lawful(report) and any(isinstance(one, Worth) for one in self.program.rules):
            return
        hard = tuple(Requirement(one.requirement, one.rule, "") for one in broken(report))
        if not any(never_given_up(one.rule, one.id) for one in hard):
            self._known.append((hard, plan))
