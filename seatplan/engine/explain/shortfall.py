"""Shortfalls: how close to a rule of a conflict a plan can come that keeps all the others."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from seatplan.engine.explain.oracle import RAW_EFFORT, Oracle
from seatplan.engine.explain.relevance import reach
from seatplan.engine.model.plan_values import hint_plan, read_plan
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.engine.solver.presets import PROVE_RAW
from seatplan.explanation import Requirements, Shortfall
from seatplan.kinds import Reach, Rule
from seatplan.plan import Plan
from seatplan.requirement import Requirement
from seatplan.timeline import PlanIndex

SHARE = 0.1
"""The share of the remaining time for each shortfall."""

LARGEST_CONFLICT = 5
"""The largest number of requirements of a conflict with a shortfall."""


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
    found = nearest(oracle, active, oracle.share(SHARE), among)
    if found is None or not found.proved:
        return None
    reading = PlanIndex(oracle.program, found.plan, as_of=oracle.as_of, reference=oracle.plan)
    for finding in rule.violations(reading):
        if finding.requirement.id == one.id:
            same = finding.amount == found.amount
            return Shortfall(one.id, finding.amount, finding.found) if same else None
    return None


@frozen
class Nearest:
    """A plan that misses the measured requirements by an amount, proved to be the least or not."""

    plan: Plan
    amount: int
    proved: bool


def nearest(
    oracle: Oracle,
    active: ActiveRequirements,
    until: float,
    among: Reach | None = None,
    near: Plan | None = None,
) -> Nearest | None:
    """The plan that misses the measured requirements least, as far as it is found by then.

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
    return Nearest(read_plan(model, solution), amount, answer.proved)
