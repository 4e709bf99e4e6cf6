"""The least change of a number that helps as much as giving up a rule: at most 6 instead of 5.

Looser numbers allow every plan that tighter numbers allow, so the least change is found by trying
some, between a change that is known to leave no plan and one that a known plan needs. For a rule
that counts, a plan that misses it least is found first; then only one trial is left, with one less.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, fields_dict

from seatplan.checking import check
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.plan_values import hint_plan, read_plan
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.search import OutOfTime
from seatplan.errors import EngineError
from seatplan.explanation import Requirements
from seatplan.kinds import NoEditError, Rule
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Loosened, Requirement, requirement_id

SHARE = 0.2
"""The share of the remaining time that the numbers of one fix may take."""

MOST = 2**20
"""The largest change of a number."""


def loosened(
    oracle: Oracle, fix: Requirements, plan: Plan | None, shortfalls: Mapping[str, int]
) -> Requirements:
    """The fix with the least change of a number wherever that helps as much as giving up a rule.

    Args:
        oracle: calls the solver.
        fix: requirements to give up.
        plan: a plan that keeps all other requirements, if known.
        shortfalls: by id, the least amount by which a requirement is missed, as a first guess.
    """
    told = list(fix)
    program = oracle.program
    until = oracle.share(SHARE)
    for at, one in enumerate(fix):
        rule = next((rule for rule in program.named_rules if rule.name == one.rule), None)
        if rule is None or not rule.looser or not _is_for_the_rule(oracle.lookup, rule, one):
            continue
        rest = (*(done for done in told[:at] if done.loosened is None), *fix[at + 1 :])
        try:
            known = _Least(oracle, program, rule, rest, until)
            guess = shortfalls.get(one.id)
            plan = known.at(guess) or known.nearer(one, plan)
            found = known.find(plan, guess)
        except OutOfTime:
            break
        except KeyboardInterrupt:
            oracle.search.interrupted = True
            break
        if found is None:
            continue
        number, program, plan = found
        told[at] = evolve(one, loosened=number, decision=f"{one.decision}: {number.words}")
    return tuple(told)


def _is_for_the_rule(lookup: ProgramIndex, rule: Rule, one: Requirement) -> bool:
    """Whether a requirement can be given up only by a change of the rule itself."""
    if one.id == requirement_id(one.rule):
        return True
    try:
        return rule.without(lookup, one) is None
    except NoEditError:
        return True


class _Least:
    """Tries numbers of a rule, with some other requirements given up."""

    def __init__(
        self, oracle: Oracle, program: Program, rule: Rule, rest: Requirements, until: float
    ) -> None:
        self._oracle = oracle
        self._program = program
        self._rule = rule
        self._rest = rest
        self._until = until

    def at(self, guess: int | None) -> Plan | None:
        """A plan with the number changed by the guess, if local search finds one at once.

        No plan misses the requirement by less, so often there is one, and the best plan, which
        takes much longer, is not needed.
        """
        keys = [key for key in self._rule.looser if getattr(self._rule, key) is not None]
        if not guess or len(keys) != 1:
            return None
        (key,) = keys
        limits = fields_dict(type(self._rule))[key].metadata
        after = getattr(self._rule, key) + self._rule.looser[key] * guess
        if not limits.get("least", 0) <= after <= limits.get("most", after):
            return None
        program = self._with(key, self._rule.looser[key], guess)
        model = self._model(program, ActiveRequirements(without=self._rest))
        answer = self._oracle.any_plan(model.cp)
        return None if answer is None else self._checked(program, model, answer)

    def nearer(self, one: Requirement, plan: Plan | None) -> Plan | None:
        """A plan that misses a counting requirement by less, if one is found soon."""
        if plan is None or not self._rule.tells_how_far or one.id == requirement_id(one.rule):
            return plan
        active = ActiveRequirements(without=self._rest, measured=[one])
        model = self._model(self._program, active)
        if not model.penalty.variables:
            return plan
        hint_plan(model, plan)
        model.cp.minimize(model.linear(model.penalty))
        answer = self._oracle.search.run(model.cp, until=self._until)
        if not answer.found:
            return plan
        return read_plan(model, [answer.solver.value(variable) for variable in model.variables])

    def _model(self, program: Program, active: ActiveRequirements) -> SeatModel:
        oracle = self._oracle
        if not oracle.before(self._until):
            raise OutOfTime
        model = SeatModel(
            program,
            plan=oracle.plan,
            as_of=oracle.as_of,
            active=active,
            pulse=oracle.search.pulse,
        )
        if not model.by_dates.post_all():
            raise OutOfTime
        return model

    def find(self, plan: Plan | None, guess: int | None) -> tuple[Loosened, Program, Plan] | None:
        """The number, the program with it, and a plan for it; None if no number is known.

        Raises:
            OutOfTime: if the time is up.
        """
        for key, sense in self._rule.looser.items():
            before = getattr(self._rule, key)
            if before is None:
                continue
            limits = fields_dict(type(self._rule))[key].metadata
            floor = limits.get("least", 0)
            room = limits.get("most", before + MOST) - before if sense > 0 else before - floor
            most = min(int(room), MOST)
            enough = self._needed(plan, key, sense, most)
            if enough is None or plan is None:
                continue
            step, least, known = self._least(key, sense, enough, plan, guess)
            if sense < 0 and step == most and not floor:
                return None  # "at least 0" requires nothing: the rule is given up
            after = before + sense * step
            number = Loosened(key, str(before), str(after), least)
            return number, self._with(key, sense, step), known
        return None

    def _with(self, key: str, sense: int, step: int) -> Program:
        value = getattr(self._rule, key) + sense * step
        changed = evolve(self._rule, **{key: value})
        rules = tuple(
            changed if rule.name == self._rule.name else rule for rule in self._program.named_rules
        )
        return evolve(self._program, rules=rules)

    def _needed(self, plan: Plan | None, key: str, sense: int, most: int) -> int | None:
        """The least change of the number that allows this plan; None if no change does."""
        if plan is None or most < 1 or not self._keeps(plan, key, sense, most):
            return None
        low, high = 0, most
        while low + 1 < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self._keeps(plan, key, sense, middle) else (middle, high)
        return high

    def _keeps(self, plan: Plan, key: str, sense: int, step: int) -> bool:
        program = self._with(key, sense, step)
        report = check(program, plan, as_of=self._oracle.as_of, reference=self._oracle.plan)
        gone = ActiveRequirements(without=self._rest)
        return not any(
            one.hard and not gone.given_up(Requirement(one.requirement, one.rule, ""))
            for one in report.violations
        )

    def _least(
        self, key: str, sense: int, enough: int, plan: Plan, guess: int | None
    ) -> tuple[int, bool, Plan]:
        """The least change for which there is a plan, whether that is proved, and the plan."""
        low, high = 0, enough  # without a change there is no plan
        steps = [high - 1] if guess is None else [high - 1, guess]
        try:
            while low + 1 < high:
                step = steps.pop(0) if steps else (low + high) // 2
                if not low < step < high:
                    continue
                found = self._plan(key, sense, step, plan)
                if found is None:
                    low = step
                else:
                    plan = found
                    high = min(step, self._needed(plan, key, sense, step) or step)
        except OutOfTime:
            return high, False, plan
        return high, True, plan

    def _plan(self, key: str, sense: int, step: int, known: Plan) -> Plan | None:
        """A plan with a change of the number; None if it is proved that there is none."""
        oracle = self._oracle
        program = self._with(key, sense, step)
        model = self._model(program, ActiveRequirements(without=self._rest))
        hint_plan(model, known)
        answer = oracle.answer(model.cp, self._until)
        if answer.infeasible:
            return None
        return self._checked(program, model, answer)

    def _checked(self, program: Program, model: SeatModel, answer: Answer) -> Plan:
        """The plan found, checked in plain Python."""
        oracle = self._oracle
        plan = read_plan(model, [answer.solver.value(one) for one in model.variables])
        report = check(program, plan, as_of=oracle.as_of, reference=oracle.plan)
        gone = ActiveRequirements(without=self._rest)
        wrong = [
            one.message
            for one in report.violations
            if one.hard and not gone.given_up(Requirement(one.requirement, one.rule, ""))
        ]
        if wrong:
            raise EngineError("the solver's plan fails the check: " + "; ".join(wrong))
        return plan
