"""Named solver presets: CP-SAT's parameters, chosen by measurement.

Measured in docs/decisions/0001, and `BATCH` in 0007.
"""

from __future__ import annotations

from attrs import evolve, frozen
from ortools.sat.python import cp_model

PORTFOLIO = ("max_lp", "no_lp", "reduced_costs", "quick_restart")
"""What several workers run first: the linear program does the proof, search without one the plan.

The solver's own choice for 2 or 4 workers left `iss-crossflight` open after 20 s; these need 0.6.
"""

WITHOUT_LP = ("no_lp", "quick_restart_no_lp")
"""The same where any plan will do: what has a linear program brings its own in any case."""

BATCH = 5.0
"""How long local search goes on from one start, on the solver's own clock. Its own choice is 0.1,
and that ends before hundreds of flights are manned: data_0061_0551_0891_025 takes 25 s with it, 3
with 0.5 and 1.4 with this."""


@frozen
class Preset:
    """One way to set CP-SAT up.

    Attributes:
        name: for the log.
        linearization: CP-SAT's `linearization_level`: 0 has no linear program.
        all_rows: whether the linear program gets all rows at once and is solved to its end.
        probing: whether presolve probes and detects symmetry; that costs more than it gives on
            most programs, up to a factor of 20, and saves others.
        presolve: whether the solver may rewrite the model first.
        light: one round of presolve does most of it; on `iss-crossflight` the others cost a third
            of a what-if.
        local: local search (feasibility jump) alone: often at once, and without any proof.
        step: a step of a longer search, too small to share: one worker whatever there are.
        core: whether the bound comes from cores.
        ordered: whether it branches on the variables in their order, by launch.
    """

    name: str
    linearization: int = 2
    all_rows: bool = True
    probing: bool = False
    presolve: bool = True
    light: bool = False
    local: bool = False
    step: bool = False
    core: bool = False
    ordered: bool = False


PROVE = Preset("prove")
"""The models are assignments of intervals and their linear relaxation is nearly exact, so it
does the work. With the solver's own limits 130 flights and 300 people with even turns stay
open after 40 s, with these they take 3."""

REOPTIMIZE = evolve(PROVE, name="reoptimize", light=True)
"""Where a good plan is known."""

STEP = evolve(PROVE, name="step", light=True, step=True)
"""For one neighborhood, or one sub-model of relax-and-fix."""

EXPLORE = Preset("explore", all_rows=False, probing=True)
"""CP-SAT's own choice of rows, with probing and symmetry: slower on most programs, and the one that
proves where `PROVE` does not move."""

FEASIBLE = Preset("feasible", linearization=0)
"""For any plan, with no goal: there is nothing for a linear program to do."""

FEASIBLE_RAW = evolve(FEASIBLE, name="feasible-raw", presolve=False)
"""The same without presolve, which takes longer than the search where the model is large."""

PROPAGATE = evolve(FEASIBLE, name="propagate", light=True)
"""The same with one round of presolve: a proof that few rows are enough for."""

LOCAL = evolve(FEASIBLE, name="local", local=True)
"""Feasibility jump alone."""

ORDERED = evolve(FEASIBLE, name="ordered", ordered=True)
"""Seats one after the other, by launch."""

LOCAL_RAW = evolve(LOCAL, name="local-raw", presolve=False)

PROVE_RAW = evolve(PROVE, name="prove-raw", presolve=False)

SHIPS = Preset("ships", linearization=1, all_rows=False, light=True)
"""For ports and spacecraft alone: propagation does nearly all of it. With the rows of `PROVE` the
44 flights of `iss-crossflight` take ten times as long."""

SET_PACKING = Preset("set-packing", linearization=1, all_rows=False, probing=True)
"""For independent sets, where constraints are many and weak: the linear program gets them as
it needs them."""


def set_parameters(solver: cp_model.CpSolver, preset: Preset, *, workers: int, seed: int) -> None:
    """Sets a solver up: one worker is deterministic, more run a portfolio."""
    chosen = solver.parameters
    chosen.num_workers = 1 if preset.step else workers
    chosen.random_seed = seed + 1  # the solver counts from 1
    chosen.cp_model_presolve = preset.presolve
    if preset.light:
        chosen.max_presolve_iterations = 1
    chosen.linearization_level = preset.linearization
    if preset.all_rows:
        chosen.add_lp_constraints_lazily = False
        chosen.root_lp_iterations = 1_000_000
    if not preset.probing:
        chosen.cp_model_probing_level = 0
        chosen.symmetry_level = 0
    chosen.optimize_with_core = preset.core
    if preset.ordered:
        chosen.search_branching = cp_model.FIXED_SEARCH
    chosen.catch_sigint_signal = False
    if preset.local:
        chosen.use_ls_only = True
        chosen.feasibility_jump_batch_dtime = BATCH
    elif chosen.num_workers > 1:
        chosen.subsolvers.extend(PORTFOLIO if preset.linearization else WITHOUT_LP)
