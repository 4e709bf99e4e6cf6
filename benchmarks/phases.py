"""The phases of work with a program. Each phase checks its answer and returns its time.

Each function takes the name of a size, the folder of its files, and a limit in seconds.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from attrs import evolve

import seatplan
from benchmarks.alone import Facts, Stopwatch
from benchmarks.answers import answer
from benchmarks.sizes import ALL
from seatplan import Plan, Program, Scenario, Status, Withdraw
from seatplan.program_index import ProgramIndex
from seatplan.rules.integrated_crew import IntegratedCrew
from seatplan.rules.quota import Quota


def start(what: str) -> Facts:
    """Starts a new Python that runs one line; the time includes the start of the interpreter."""
    with Stopwatch() as watch:
        ran = subprocess.run(
            [sys.executable, "-c", f"{what}; import sys; print('ortools' in sys.modules)"],
            check=True,
            capture_output=True,
            text=True,
        )
    loaded = ran.stdout.strip() == "True"
    assert loaded == ("engine" in what), "the solver loads when it is first asked for"
    return watch.facts


def load(name: str, folder: str, limit: float) -> Facts:
    """Loads a program from a TOML file."""
    program, _ = ALL[name].kept(Path(folder))
    file = Path(folder) / f"{name}.toml"
    program.save(file)
    with Stopwatch() as watch:
        loaded = seatplan.load(file)
    assert loaded == program
    return {**watch.facts, "file_mb": file.stat().st_size / 2**20}


def validate(name: str, folder: str, limit: float) -> Facts:
    """Makes a program from data, with all checks for contradictions."""
    program, _ = ALL[name].kept(Path(folder))
    with Stopwatch() as watch:
        validated = evolve(program)
    assert validated == program
    return watch.facts


def build(name: str, folder: str, limit: float) -> Facts:
    """Builds the model with its goals, without solving it."""
    from seatplan.engine.model.building import build_model
    from seatplan.engine.model.objective_blocks import blocks

    program, _ = ALL[name].kept(Path(folder))
    with Stopwatch() as watch:
        model = build_model(program, patient=True)
        blocks(model, program.named_goals)
    assert model.cp.validate() == ""
    return {**watch.facts, "variables": len(model.variables)}


def first_plan(name: str, folder: str, limit: float) -> Facts:
    """Finds any plan that keeps every hard rule, without goals and soft rules."""
    program, _ = ALL[name].kept(Path(folder))
    hard = tuple(rule for rule in program.named_rules if rule.weight is None)
    return _solved(evolve(program, rules=hard, goals=()), limit)


def optimum(name: str, folder: str, limit: float, workers: int = 1) -> Facts:
    """Finds the best plan, with its proof."""
    program, _ = ALL[name].kept(Path(folder))
    return _solved(program, limit, workers)


def optimum_all_cores(name: str, folder: str, limit: float) -> Facts:
    """Finds the best plan with one worker for each core."""
    return optimum(name, folder, limit, os.cpu_count() or 1)


def _solved(program: Program, limit: float, workers: int = 1) -> Facts:
    from seatplan.engine.answers.solving import solve  # loads the solver, which is not to be timed

    with Stopwatch() as watch:
        result = solve(program, time_limit=limit, workers=workers)
    return {**watch.facts, **answer(program, result)}


def check(name: str, folder: str, limit: float) -> Facts:
    """Checks a plan against the structure, rules and goals, without the solver."""
    program, plan = ALL[name].kept(Path(folder))
    with Stopwatch() as watch:
        report = seatplan.check(program, plan)
    assert report.ok, report.violations[:3]
    short = seatplan.check(program, Plan(plan.assignments[1:], plan.program))
    assert not short.ok, "a line is missing"
    return watch.facts


def explain(name: str, folder: str, limit: float) -> Facts:
    """Explains why there is no plan, with one fix.

    An operator wants all the seats of one flight, which must carry specialists of both segments.
    """
    from seatplan.engine.answers.solving import solve
    from seatplan.engine.explain.explaining import explain as explained

    program, _ = ALL[name].kept(Path(folder))
    broken = evolve(program, rules=(*program.rules, _all_seats(program)))
    with Stopwatch() as watch:
        explanation = explained(broken, time_limit=limit, max_fixes=1)
    assert explanation.feasible is not True, "it has no plan"
    for conflict in explanation.conflicts:
        alone = solve(broken, only=conflict, time_limit=min(limit, 60.0))
        assert alone.plan is None, "the conflict has a plan"
    for fix in explanation.fixes:
        mended = solve(evolve(broken, goals=()), without=fix, time_limit=min(limit, 60.0))
        assert mended.status is not Status.INFEASIBLE, "the fix leaves no plan"
    return {
        **watch.facts,
        "status": "optimal" if explanation.proved else "feasible" * bool(explanation.conflicts),
        "conflict": len(explanation.conflict),
        "fix": [len(fix) for fix in explanation.fixes],
    }


def _all_seats(program: Program) -> Quota:
    lookup = ProgramIndex(program)
    mixed = [rule for rule in program.rules if isinstance(rule, IntegratedCrew)][-1]
    free = [
        flight
        for flight in mixed.flights_in(lookup)
        if flight.ascent == "crewed" and all(one.flight != flight.id for one in program.fixed)
    ]
    flight = free[len(free) // 2]
    return Quota(
        id="all-seats",
        flights=(flight.id,),
        agencies=(lookup.operator(flight),),
        min=lookup.capacity(flight),
    )


def what_if(name: str, folder: str, limit: float) -> Facts:
    """Replans with as few changes as possible after a planned member is lost."""
    import seatplan.engine.answers.repairing

    size = ALL[name]
    program, plan = size.kept(Path(folder))
    (fault,) = _faults(name, program, plan, 1)
    with Stopwatch() as watch:
        outcome = seatplan.what_if(
            program, plan, *fault.edits, as_of=size.as_of, time_limit=limit, explain=False
        )
    if outcome.result.plan is not None:
        edited = program.apply(*fault.edits)
        assert seatplan.check(edited, outcome.result.plan, as_of=size.as_of).ok
        assert outcome.changes, "somebody who is gone must be replaced"
    return {
        **watch.facts,
        "status": outcome.result.status.value,
        "changes": len(outcome.changes),
    }


def sweep(name: str, folder: str, limit: float) -> Facts:
    """Runs ten such faults one after the other in one process; all share the limit."""
    import seatplan.engine.answers.repairing

    size = ALL[name]
    program, plan = size.kept(Path(folder))
    faults = _faults(name, program, plan, 10)
    each = limit / len(faults)
    with Stopwatch() as watch:
        outcomes = list(
            seatplan.sweep(program, plan, faults, as_of=size.as_of, time_limit=each, explain=False)
        )
    assert {one.scenario.name for one in outcomes} == {one.name for one in faults}
    for outcome in outcomes:
        if outcome.result.plan is not None:
            edited = program.apply(*outcome.scenario.edits)
            assert seatplan.check(edited, outcome.result.plan, as_of=size.as_of).ok
    ended = Counter(one.result.status.value for one in outcomes)
    return {**watch.facts, "statuses": dict(ended)}


def _faults(name: str, program: Program, plan: Plan, count: int) -> list[Scenario]:
    """Faults that lose planned members, spread over the future flights."""
    as_of = ALL[name].as_of
    pinned = {one.member for one in program.fixed}
    launches = {flight.id: flight.launch for flight in program.flights}
    lines = sorted(
        (launches[line.flight], line.flight, line.member)
        for line in plan.assignments
        if line.leg == "up" and launches[line.flight] > as_of and line.member not in pinned
    )
    chosen = [lines[(2 * at + 1) * len(lines) // (2 * count)] for at in range(count)]
    return [
        Scenario(f"{member} falls out before {flight}", (Withdraw(member, since=as_of),))
        for _, flight, member in chosen
    ]
