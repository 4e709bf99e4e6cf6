"""How far a rule is from leaving a plan: how near plans come to it, and the least change of its
number that helps as much as giving it up: at most 6 instead of 5.

Looser numbers allow every plan that tighter numbers allow, so the least change is found by trying
some, between a change that is known to leave no plan and one that a known plan needs. For a rule
that counts, a plan that misses it least is found first; then only one trial is left, with one less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from attrs import evolve, fields_dict

from seatplan.checking import check
from seatplan.engine.explain.oracle import RAW_EFFORT, Oracle, local
from seatplan.engine.explain.relevance import reach
from seatplan.engine.model.plan_values import hint_plan, read_plan
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.solver.presets import PROVE_RAW
from seatplan.engine.solver.search import OutOfTime
from seatplan.engine.solver.verification import broken
from seatplan.explanation import Requirements, Shortfall
from seatplan.kinds import NoEditError, Reach, Rule
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Loosened, Requirement, requirement_id
from seatplan.timeline import PlanIndex

SHARE = 0.2
"""The share of the remaining time that the numbers of one fix may take."""

LARGEST_CHANGE = 2**20
"""The largest change of a number."""

SHORTFALL_SHARE = 0.1
"""The share of the remaining time for each shortfall."""

LARGEST_CONFLICT = 5
"""The largest number of requirements of a conflict with a shortfall."""


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
    with oracle.search.until_stopped():
        for at, one in enumerate(fix):
            rule = next((rule for rule in program.named_rules if rule.name == one.rule), None)
            if rule is None or not rule.looser or not _is_for_the_rule(oracle.lookup, rule, one):
                continue
            rest = (*(done for done in told[:at] if done.loosened is None), *fix[at + 1 :])
            guess = shortfalls.get(one.id)
            found = _Least(oracle, program, rule, rest, until).find(one, plan, guess)
            if found is not None:
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


def bisected(low: int, high: int, enough: Callable[[int], bool]) -> int | None:
    """The least sufficient number above `low`, which is too small; None if `high` is too."""
    if high <= low or not enough(high):
        return None
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


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

    def find(
        self, one: Requirement, plan: Plan | None, guess: int | None
    ) -> tuple[Loosened, Program, Plan] | None:
        """The number, the program with it, and a plan for it; None if no number is known.

        Args:
            one: the requirement to give up otherwise.
            plan: one that keeps the rest, if known.
            guess: a change that is often the least: no plan misses the requirement by less.

        Raises:
            OutOfTime: if the time is up.
        """
        keys = [key for key in self._rule.looser if getattr(self._rule, key) is not None]
        exact = None
        if guess and len(keys) == 1 and guess <= self._most(keys[0]):
            exact = self._plan(keys[0], guess, None)
        plan = exact or self._nearer(one, plan)
        for key in keys:
            most = self._most(key)
            enough = self._needed(plan, key, most)
            if enough is None or plan is None:
                continue
            step, least, known = self._least(key, enough, plan, guess)
            before, changed = getattr(self._rule, key), self._with(key, step)
            after = before + self._rule.looser[key] * step
            if after == 0 and step == most:
                return None  # "at least 0" requires nothing: the rule is given up
            return Loosened(key, str(before), str(after), least), changed, known
        return None

    def _most(self, key: str) -> int:
        """The largest change of a number."""
        before, limits = getattr(self._rule, key), fields_dict(type(self._rule))[key].metadata
        if self._rule.looser[key] > 0:
            return min(int(limits.get("most", before + LARGEST_CHANGE) - before), LARGEST_CHANGE)
        return min(int(before - limits.get("least", 0)), LARGEST_CHANGE)

    def _nearer(self, one: Requirement, plan: Plan | None) -> Plan | None:
        """A plan that misses a counting requirement by less, if one is found soon."""
        if plan is None or not self._rule.tells_how_far or one.id == requirement_id(one.rule):
            return plan
        active = ActiveRequirements(without=self._rest, measured=[one])
        found = nearest(self._oracle.on(self._program), active, self._until, near=plan)
        return plan if found is None else found[0]

    def _with(self, key: str, step: int) -> Program:
        value = getattr(self._rule, key) + self._rule.looser[key] * step
        changed = evolve(self._rule, **{key: value})
        rules = tuple(
            changed if rule.name == self._rule.name else rule for rule in self._program.named_rules
        )
        return evolve(self._program, rules=rules)

    def _needed(self, plan: Plan | None, key: str, most: int) -> int | None:
        """The least change of the number that allows this plan; None if no change does."""
        return None if plan is None else bisected(0, most, lambda k: self._keeps(plan, key, k))

    def _keeps(self, plan: Plan, key: str, step: int) -> bool:
        oracle = self._oracle
        report = check(self._with(key, step), plan, as_of=oracle.as_of, reference=oracle.plan)
        return not any(broken(report, ActiveRequirements(without=self._rest)))

    def _least(
        self, key: str, enough: int, plan: Plan, guess: int | None
    ) -> tuple[int, bool, Plan]:
        """The least change for which there is a plan, whether that is proved, and the plan."""
        low, high = 0, enough  # without a change there is no plan
        steps = [high - 1] if guess is None else [high - 1, guess]
        try:
            while low + 1 < high:
                step = steps.pop(0) if steps else (low + high) // 2
                if not low < step < high:
                    continue
                found = self._plan(key, step, plan)
                if found is None:
                    low = step
                else:
                    plan = found
                    high = min(step, self._needed(plan, key, step) or step)
        except OutOfTime:
            return high, False, plan
        return high, True, plan

    def _plan(self, key: str, step: int, near: Plan | None) -> Plan | None:
        """A plan with a change of the number; None if it is proved that there is none.

        Without a plan that it is near to, only local search is tried, and proves nothing.
        """
        if not self._oracle.before(self._until):
            raise OutOfTime
        oracle = self._oracle.on(self._with(key, step))
        model = oracle.model(ActiveRequirements(without=self._rest))
        if near is None:
            answer = oracle.tried(model.cp, *local(model.cp))
        else:
            hint_plan(model, near)
            answer = oracle.answer(model.cp, self._until)
        return None if answer is None or answer.infeasible else oracle.checked(model, answer)


def shortfalls(oracle: Oracle, conflict: Requirements) -> Iterator[Shortfall]:
    """How far all plans that keep the rest of a conflict miss each of its counting rules.

    Shortfalls that are not proved in time are left out.

    Raises:
        OutOfTime: if the time is up before there is a model.
    """
    rules = {rule.name: rule for rule in oracle.program.named_rules}
    counting = [one for one in conflict if one.rule in rules and rules[one.rule].tells_how_far]
    for one in counting[:LARGEST_CONFLICT]:
        found = _shortfall(oracle, conflict, one, rules[one.rule])
        if found is not None:
            yield found


def _shortfall(
    oracle: Oracle, conflict: Requirements, one: Requirement, rule: Rule
) -> Shortfall | None:
    active = ActiveRequirements(only=conflict, measured=[one])
    among = reach(oracle.lookup, conflict)
    found = nearest(oracle, active, oracle.share(SHORTFALL_SHARE), among)
    if found is None:
        return None
    plan, amount, proved = found
    reading = PlanIndex(oracle.program, plan, as_of=oracle.as_of, reference=oracle.plan)
    for finding in rule.violations(reading) if proved else ():
        if finding.requirement.id == one.id:
            same = finding.amount == amount
            return Shortfall(one.id, finding.amount, finding.found) if same else None
    return None


def nearest(
    oracle: Oracle,
    active: ActiveRequirements,
    until: float,
    among: Reach | None = None,
    near: Plan | None = None,
) -> tuple[Plan, int, bool] | None:
    """The plan that misses the measured requirements least, as far as it is found by then.

    With it, the amount by which it misses them, and whether that is proved to be the least.

    None if no plan is found, or if the requirements are not measured.

    Raises:
        OutOfTime: if the time is up before there is a model.
    """
    model = oracle.model(active, among)
    if not model.penalty.variables:
        return None
    if near is not None:
        hint_plan(model, near)
    model.cp.minimize(model.linear(model.penalty))
    answer = None
    if near is None:  # otherwise the model is of everyone, which presolve halves
        answer = oracle.search.run(model.cp, PROVE_RAW, effort=RAW_EFFORT, until=until)
    if answer is None or not answer.proved:
        answer = oracle.search.run(model.cp, until=until)
    if not answer.found:
        return None
    solution = answer.values(len(model.variables))
    amount = model.value(model.penalty, solution)
    return read_plan(model, solution), amount, answer.proved
