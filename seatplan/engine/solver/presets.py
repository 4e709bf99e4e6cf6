"""Named solver presets: CP-SAT's parameters, chosen by measurement.

Measured in docs/decisions/0001 and 0016, and `BATCH` in 0007.
"""

from __future__ import annotations

from attrs import evolve, frozen
from ortools.sat.python import cp_model

PORTFOLIO = ("max_lp", "no_lp", "reduced_costs", "quick_restart")
"""The first strategies of several workers: those with a linear program prove, others find plans.

The solver's own choice for 2 or 4 workers left `iss-crossflight` open after 20 s; these need 0.6.
"""

WITHOUT_LP = ("no_lp", "quick_restart_no_lp")
"""The same if any plan is good enough."""

BATCH = 5.0
"""How long local search continues from one start, in deterministic time. The default of 0.1 ends
before hundreds of flights have their crews: data_0061_0551_0891_025 takes 25 s with it, 3 s with
0.5 and 1.4 s with this."""


@frozen
class Preset:
    """One configuration of CP-SAT.

    Attributes:
        name: for the log.
        linearization: CP-SAT's `linearization_level`: 0 has no linear program.
        all_rows: whether the linear program gets all rows at once and is solved to optimality.
        probing: whether presolve probes and detects symmetry; on most programs
            this costs time, up to a factor of 20, but others need it.
        presolve: whether the solver may rewrite the model first.
        light: whether presolve stops after one round, which does most of the work; on
            `iss-crossflight` the others cost a third of a what-if.
        local: whether to use only local search (feasibility jump): fast, but without any proof.
        step: whether it is a step of a longer search, too small for more than one worker.
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
    ordered: bool = False


PROVE = Preset("prove")
"""The models assign intervals, and their linear relaxation is nearly exact, so it does most of the
work. With CP-SAT's default limits, 130 flights and 300 people with even turns are unproved after
40 s; with these they take 3 s."""

REOPTIMIZE = evolve(PROVE, name="reoptimize", light=True)
"""For a search from a good plan."""

STEP = evolve(PROVE, name="step", light=True, step=True)
"""For one neighborhood, or one sub-model of relax-and-fix."""

EXPLORE = Preset("explore", all_rows=False, probing=True)
"""CP-SAT's own choice of rows, with probing and symmetry: slower on most programs, but it proves
some on which `PROVE` makes no progress."""

FEASIBLE = Preset("feasible", linearization=0)
"""For any plan, without a goal: a linear program has nothing to do."""

FEASIBLE_RAW = evolve(FEASIBLE, name="feasible-raw", presolve=False)
"""The same without presolve, which takes longer than the search for large models."""

PROPAGATE = evolve(FEASIBLE, name="propagate", light=True)
"""The same with one round of presolve: for proofs that need only a few rows."""

LOCAL = evolve(FEASIBLE, name="local", local=True)
"""Feasibility jump alone."""

ORDERED = evolve(FEASIBLE, name="ordered", ordered=True)
"""Seats one after the other, by launch."""

LOCAL_LIGHT = evolve(LOCAL, name="local-light", light=True)

LOCAL_RAW = evolve(LOCAL, name="local-raw", presolve=False)

PROVE_RAW = evolve(PROVE, name="prove-raw", presolve=False)

SHIPS = Preset("ships", linearization=1, all_rows=False, light=True)
"""For ports and spacecraft alone: propagation does nearly all the work. With the rows of `PROVE`,
the 44 flights of `iss-crossflight` take ten times as long."""

SET_PACKING = Preset("set-packing", linearization=1, all_rows=False, probing=True)
"""For independent sets, with many weak constraints: the linear program gets them on demand."""


def set_parameters(
    solver: cp_model.CpSolver,
    preset: Preset,
    *,
    workers: int,
    seed: int,
    effort: float | None,
    gap: int,
) -> None:
    """Configures a solver: one worker is deterministic, several run a portfolio.

    The limits are as `Search.run` takes them.
    """
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
    if preset.ordered:
        chosen.search_branching = cp_model.FIXED_SEARCH
    chosen.catch_sigint_signal = False
    if preset.local:
        chosen.use_ls_only = True
        chosen.feasibility_jump_batch_dtime = BATCH
    elif chosen.num_workers > 1:
        chosen.subsolvers.extend(PORTFOLIO if preset.linearization else WITHOUT_LP)
    if gap:
        chosen.absolute_gap_limit = gap
    if effort is not None:
        chosen.max_deterministic_time = effort
        # Local search checks the limit only between two batches.
        batch = min(effort, chosen.feasibility_jump_batch_dtime)
        chosen.feasibility_jump_batch_dtime = batch
