"""Measures the engine with other solver parameters, one change at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.alone import Facts, Stopwatch
from benchmarks.answers import answer
from benchmarks.sizes import ALL

UNSET = {
    "linearization_level": 1,
    "add_lp_constraints_lazily": True,
    "root_lp_iterations": 2000,
    "cp_model_probing_level": 2,
    "symmetry_level": 2,
}
"""CP-SAT's default values of the parameters that `seatplan.engine.solver.presets` sets."""


@frozen
class Setting:
    """One way to set up the solver.

    Attributes:
        name: the name in the table.
        workers: the number of threads of the solver.
        values: parameters by name, which override those that seatplan sets.
        portfolio: whether several workers run the strategies that seatplan chose.
    """

    name: str
    workers: int = 1
    values: tuple[tuple[str, Any], ...] = ()
    portfolio: bool = True


def _changed(name: str, **values: Any) -> Setting:
    return Setting(name, values=tuple(values.items()))


SETTINGS = {
    setting.name: setting
    for setting in (
        Setting("as shipped"),
        Setting("as shipped, 2 workers", 2),
        Setting("as shipped, 8 workers", 8),
        Setting("CP-SAT's own", 1, tuple(UNSET.items()), portfolio=False),
        Setting("CP-SAT's own, 2 workers", 2, tuple(UNSET.items()), portfolio=False),
        Setting("CP-SAT's own, 8 workers", 8, tuple(UNSET.items()), portfolio=False),
        Setting("8 workers in turns", 8, (("interleave_search", True),), portfolio=False),
        _changed("linearization 0", linearization_level=0),
        _changed("linearization 1", linearization_level=1),
        _changed("rows as needed", add_lp_constraints_lazily=True),
        _changed("few steps at the root", root_lp_iterations=UNSET["root_lp_iterations"]),
        _changed("probing and symmetry", cp_model_probing_level=2, symmetry_level=2),
        _changed("no presolve", cp_model_presolve=False),
    )
}


def measure(setting: str, name: str, folder: str, limit: float) -> Facts:
    """Solves a program with a setting, and proves the optimum if time allows."""
    from seatplan.engine.answers.solving import solve
    from seatplan.engine.solver import presets, search

    asked = SETTINGS[setting]
    program, _ = ALL[name].kept(Path(folder))

    def configure(solver: Any, preset: Any, **usual: Any) -> None:
        presets.set_parameters(solver, preset, **usual)
        if not asked.portfolio:
            solver.parameters.subsolvers.clear()
        for key, value in asked.values:
            setattr(solver.parameters, key, value)

    vars(search)["set_parameters"] = configure  # the engine calls it by that name
    with Stopwatch() as watch:
        result = solve(program, time_limit=limit, workers=asked.workers)
    return {**watch.facts, **answer(program, result)}
