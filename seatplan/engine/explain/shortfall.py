"""Shortfalls: how close to a rule of a conflict a plan can come that keeps all the others."""

from __future__ import annotations

from collections.abc import Iterator

from seatplan.engine.explain.oracle import EFFORT, Oracle
from seatplan.engine.explain.relevance import reach
from seatplan.engine.model.plan_values import read_plan
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.engine.solver.presets import PROVE_RAW
from seatplan.explanation import Requirements, Shortfall
from seatplan.kinds import Rule
from seatplan.requirement import Requirement
from seatplan.timeline import PlanIndex

SHARE = 0.1
"""The share of the remaining time for each shortfall."""

MOST = 5
"""The largest number of requirements of a conflict with a shortfall."""


def shortfalls(oracle: Oracle, conflict: Requirements) -> Iterator[Shortfall]:
    """How far all plans that keep the rest of a conflict miss each of its counting rules.

    Shortfalls that are not proved in time are left out.

    Raises:
        OutOfTime: if the time is up before there is a model.
    """
    rules = {rule.name: rule for rule in oracle.program.named_rules}
    counting = [one for one in conflict if one.rule in rules and rules[one.rule].tells_how_far]
    for one in counting[:MOST]:
        found = _shortfall(oracle, conflict, one, rules[one.rule])
        if found is not None:
            yield found


def _shortfall(
    oracle: Oracle, conflict: Requirements, one: Requirement, rule: Rule
) -> Shortfall | None:
    active = ActiveRequirements(only=conflict, measured=[one])
    model = oracle.model(active, reach(oracle.lookup, conflict))
    if not model.penalty.variables:
        return None
    cp = model.cp.clone()
    cp.minimize(model.linear(model.penalty))
    until = oracle.share(SHARE)
    answer = oracle.search.run(cp, PROVE_RAW, effort=EFFORT, until=until)
    if not answer.proved:
        answer = oracle.search.run(cp, until=until)
    if not answer.found or not answer.proved:
        return None
    solution = [answer.solver.value(variable) for variable in model.variables]
    plan = read_plan(model, solution)
    reading = PlanIndex(oracle.program, plan, as_of=oracle.as_of, reference=oracle.plan)
    for finding in rule.violations(reading):
        if finding.requirement.id == one.id:
            same = finding.amount == model.value(model.penalty, solution)
            return Shortfall(one.id, finding.amount, finding.found) if same else None
    return None
