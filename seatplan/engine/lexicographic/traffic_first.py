"""Chooses ports and spacecraft first, in a small model of their own.

If no date is open, the positions of ships do not depend on who flies. Then each goal is a sum of a
part for ships and a part for people, and the best plan for each part, in the order of the goals, is
best for the sum. So ships are settled before people: the model of the seats has no variables for
ships.

This takes moments. If it is not proved within a limit in deterministic time, the whole model
chooses the ships.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from seatplan.engine.lexicographic.knowledge import Incumbent
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import terms
from seatplan.engine.model.open_dates import setting
from seatplan.engine.model.plan_values import hint_values, read_plan
from seatplan.engine.solver.presets import SHIPS
from seatplan.engine.solver.verification import is_lawful
from seatplan.goals.keep_rules import KeepRules
from seatplan.kinds import Goal, Rule
from seatplan.modelling import LinearExpr
from seatplan.plan import ChosenSpacecraft, Docking, Plan
from seatplan.program_index import ProgramIndex
from seatplan.result import Status
from seatplan.structure import LAWS
from seatplan.structure.law import Law
from seatplan.timeline import PlanIndex
from seatplan.traffic import needs_port, port_on, spacecraft_in, stays_of

EFFORT = 5.0
"""The effort for each goal, in deterministic time."""

TIDY = 1.0
"""The effort for keeping ships where they are, which no goal requires, in deterministic time."""


def choose_traffic(run: Run) -> Status | None:
    """Chooses ports and spacecraft of a run, if there are any: `Run.traffic`.

    Returns:
        INFEASIBLE if it is proved that there is no plan, otherwise None.

    Raises:
        OutOfTime: if the time is up.
    """
    program = run.program
    if not (run.ships_first and (program.ports or program.spacecraft)):
        return None
    if setting(program, run.plan, run.as_of).is_open:
        return None
    given = _as_given(run)
    if given is not None:
        run.traffic = given
        _take_into_plan(run, given)
        return None
    model = run.model(program, only_traffic=True)
    found: list[int] | None = None
    made = [terms(model, [goal])[0] for goal in _goals(program.named_goals)]
    counted = [one for one in made if one.low < one.high]
    if any(one.goal.give for one in counted):
        return None  # the other part may use what one part gives: they are not independent
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
        found = answer.values(len(model.variables))
        value = model.value(expression, found)
        model.add_linear(expression, value, value)
    assert found is not None
    run.traffic = read_plan(model, _tidied(run, model, found))
    _take_into_plan(run, run.traffic)
    return None


def _as_given(run: Run) -> Plan | None:
    """The ships of the given plan, if a search would certainly end with them; None if not.

    That is so if they break nothing that is about ships, cost nothing in any goal, and the plan has
    a port for each ship on each day: then no choice is better, and no other choice is as near to
    the plan.
    """
    plan, program = run.plan, run.program
    if plan is None or plan.dates or any(one.has_window for one in program.flights):
        return None
    goals = _goals(program.named_goals)
    if not run.active.all or any(one.give for one in goals):
        return None
    lookup = ProgramIndex(program)
    stays, named = stays_of(lookup, plan), spacecraft_in(lookup, plan)
    docking: list[Docking] = []
    chosen: list[ChosenSpacecraft] = []
    for flight in lookup.flights.values():
        if needs_port(lookup, flight):
            mine = stays.get(flight.id, ())
            if not mine or mine[0].since != flight.launch:
                return None
            for at in mine:
                since = None if at.since == flight.launch else at.since
                docking.append(Docking(flight.id, at.port, since))
        listed = [one.id for one in lookup.spacecraft_of(flight)]
        if listed:
            if named.get(flight.id) not in listed:
                return None
            if named[flight.id] != flight.spacecraft:
                chosen.append(ChosenSpacecraft(flight.id, named[flight.id]))
    ships = Plan((), program.name, docking=tuple(docking), spacecraft=tuple(chosen))
    reading = PlanIndex(program, ships, as_of=run.as_of, reference=plan, lookup=lookup)
    laws: list[Law | Rule] = [one for one in LAWS if one.of_traffic]
    laws += [one for one in program.named_rules if one.of_traffic]
    if any(True for one in laws for _ in one.violations(reading)):
        return None
    if any(one.value(reading) != one.least for one in goals if one.of_traffic):
        return None
    return ships


def _goals(goals: Iterable[Goal]) -> list[Goal]:
    """The goals in which ships count."""
    return [one for one in goals if one.of_traffic or isinstance(one, KeepRules)]


def _tidied(run: Run, model: SeatModel, found: list[int]) -> list[int]:
    """A solution that is as good in all goals, with ships that move as little as possible."""
    goal = _unrest(run, model)
    if model.range(goal)[0] == model.range(goal)[1]:
        return found
    solution = found + [1] * (len(model.variables) - len(found))
    model.cp.clear_objective()
    model.cp.minimize(model.linear(goal))
    hint_values(model, solution)
    answer = run.search.run(model.cp, SHIPS, effort=TIDY)
    return answer.values(len(model.variables)) if answer.found else found


def _unrest(run: Run, model: SeatModel) -> LinearExpr:
    """The differences from the ships of the given plan; among equals, the number of moves."""
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


def _take_into_plan(run: Run, choices: Plan) -> None:
    """Give the known plan these ships, if it is still a plan with them."""
    if run.incumbent is None:
        return
    plan = evolve(run.incumbent.plan, docking=choices.docking, spacecraft=choices.spacecraft)
    report = run.verifier.read(plan)
    if not run.verifier.wrong(report) and is_lawful(report):
        run.incumbent = Incumbent(plan, report.values, None)


def polish(run: Run, model: SeatModel) -> None:
    """If dates are open, optimize the ships of the best plan on its dates.

    Its seats and days stay the same, so the remaining problem is small. The search of the whole
    model leaves ships far from their best: if no goal counts changes of port, its plans may have
    one on each day, and ships are elsewhere than in the given plan for no reason.
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
    for one in sorted({*kept, *model.day_literals}):
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
        solution = answer.values(len(model.variables))
        cp.add(model.linear(expression) == model.value(expression, solution))
    if not run.offer(model, solution) and run.incumbent is known:
        plan = run.roles.split(read_plan(model, solution))
        report = run.verifier.read(plan)
        if not run.verifier.wrong(report) and dict(report.values) == dict(known.values):
            run.incumbent = Incumbent(plan, report.values, solution)
    run.polished = run.incumbent
