"""Ports and spacecraft first: a small model of its own, of which the seats know the outcome.

Where no date is open, who flies has no part in where ships are. Then the goals fall into two parts
that are added up, one of the ships and one of the people, and what is best for each part in the
order of the goals is best for the sum. So ships are settled before the people are looked at: the
model of the seats has no variable for them, and is searched as if there were none.

That takes moments. What is not proved within a limit in deterministic time is left to the model
of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from seatplan.engine.knowledge import Incumbent
from seatplan.engine.model import SeatModel
from seatplan.engine.objective_blocks import terms
from seatplan.engine.open_dates import setting
from seatplan.engine.plan_values import hint_values, read_plan
from seatplan.engine.presets import SHIPS
from seatplan.engine.run import Run
from seatplan.engine.traffic import TrafficChoices
from seatplan.engine.verification import is_lawful
from seatplan.goals.keep_rules import KeepRules
from seatplan.kinds import Goal
from seatplan.modelling import LinearExpr
from seatplan.result import Status
from seatplan.traffic import port_on, spacecraft_in, stays_of

EFFORT = 5.0
"""For each goal, in deterministic time."""

TIDY = 1.0
"""For what no goal requires: that ships stay where they are."""


def choose_traffic(run: Run) -> Status | None:
    """Chooses ports and spacecraft of a run, if there are any: `Run.traffic`.

    Returns:
        INFEASIBLE if it is proved that there is no plan; None for all else.

    Raises:
        OutOfTime: if the time is up.
    """
    program = run.program
    if not (run.ships_first and (program.ports or program.spacecraft)):
        return None
    if setting(program, run.plan, run.as_of).is_open:
        return None
    model = SeatModel(
        program,
        plan=run.plan,
        as_of=run.as_of,
        active=run.active,
        only_traffic=True,
        pulse=run.search.pulse,
    )
    found: list[int] | None = None
    made = [terms(model, [goal])[0] for goal in _goals(program.named_goals)]
    counted = [one for one in made if one.low < one.high]
    if any(one.goal.give for one in counted):
        return None  # what one part gives, the other may take: they are no longer apart
    open_ = [(one.goal.sense, one.expression) for one in counted]
    for sense, expression in open_ or [("max", LinearExpr())]:
        model.cp.clear_objective()
        if expression.variables:
            model.cp.maximize(model.linear(expression * (1 if sense == "max" else -1)))
        if found is not None:
            hint_values(model, found)
        answer = run.search.run(model.cp, SHIPS, effort=EFFORT)
        if answer.infeasible and found is None:
            return run.without_plan(model.cp, answer)
        if not answer.proved:
            return None
        found = run.take(model, answer)
        value = model.value(expression, found)
        model.add_linear(expression, value, value)
    assert found is not None
    found = _tidied(run, model, found)
    plan = read_plan(model, found)
    run.traffic = TrafficChoices(plan.docking, plan.spacecraft)
    _take_into_plan(run, run.traffic)
    return None


def _goals(goals: Iterable[Goal]) -> list[Goal]:
    """Those in which ships count."""
    return [one for one in goals if one.of_traffic or isinstance(one, KeepRules)]


def _tidied(run: Run, model: SeatModel, found: list[int]) -> list[int]:
    """As good in all goals, and ships stay where the given plan has them, or at one port."""
    goal = _unrest(run, model)
    if model.range(goal)[0] == model.range(goal)[1]:
        return found
    solution = found + [1] * (len(model.variables) - len(found))
    model.cp.clear_objective()
    model.cp.minimize(model.linear(goal))
    hint_values(model, solution)
    answer = run.search.run(model.cp, SHIPS, effort=TIDY)
    return run.take(model, answer) if answer.found else found


def _unrest(run: Run, model: SeatModel) -> LinearExpr:
    """How far ships are from where the given plan has them; among equals, how often they move."""
    lookup = model.lookup
    stays, named = stays_of(lookup, run.plan), spacecraft_in(lookup, run.plan)
    moved: list[int] = []
    changes: list[int] = []
    for flight in lookup.flights.values():
        mine = stays.get(flight.id, ())
        for at in model.port_variables(flight):
            told = port_on(mine, at.since)
            if told is not None and told != at.port:
                moved.append(at.literal)
        if flight.id in named:
            moved += [
                one.literal
                for one in model.spacecraft_variables(flight)
                if one.spacecraft != named[flight.id]
            ]
        changes += [one.literal for one in model.port_changes(flight)]
    return LinearExpr(moved) * (len(changes) + 1) + LinearExpr(changes)


def _take_into_plan(run: Run, choices: TrafficChoices) -> None:
    """The plan that is known has these ships, if it is one with them."""
    if run.incumbent is None:
        return
    plan = evolve(run.incumbent.plan, docking=choices.docking, spacecraft=choices.spacecraft)
    report = run.verifier.read(plan)
    if not run.verifier.wrong(report) and is_lawful(report):
        run.incumbent = Incumbent(plan, report.values, None)


def polish(run: Run, model: SeatModel) -> None:
    """Where dates are open: the ships of the best plan as well as they can be on its dates.

    Its seats and days stay. What is left is small, and the search of the whole is a long way from
    its best: where no goal counts changes of port, a plan of it has as many as there are days, and
    ships are elsewhere than in the given plan for no reason.
    """
    known, program = run.incumbent, run.program
    if not model.open_dates or not (program.ports or program.spacecraft):
        return
    if known is None or known.solution is None or known is run.polished or run.search.left <= 0:
        return
    unrest = _unrest(run, model)
    solution = known.solution + [1] * (model.size - len(known.solution))
    kept = {place.literal for places in model.candidates.places.values() for place in places}
    cp = model.cp.clone()
    for one in sorted({*kept, *model.dates.literals}):
        cp.add(model.variables[one] == solution[one])
    for goal in [*(term for term in run.todo if term.goal.of_traffic), None]:
        expression = unrest if goal is None else goal.expression
        most = goal is not None and goal.goal.sense == "max"
        cp.clear_objective()
        cp.maximize(model.linear(expression * (1 if most else -1)))
        cp.clear_hints()
        for variable, value in zip(model.variables, solution, strict=True):
            cp.add_hint(variable, value)
        answer = run.search.run(cp, SHIPS, effort=TIDY)
        if not answer.found:
            break
        solution = run.take(model, answer)
        cp.add(model.linear(expression) == model.value(expression, solution))
    if not run.offer(model, solution, sure=False) and run.incumbent is known:
        plan = run.roles.split(read_plan(model, solution))
        report = run.verifier.read(plan)
        if not run.verifier.wrong(report) and dict(report.values) == dict(known.values):
            run.incumbent = Incumbent(plan, report.values, solution)
    run.polished = run.incumbent
