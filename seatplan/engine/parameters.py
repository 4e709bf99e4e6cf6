"""CP-SAT's parameters, chosen by measurement; `benchmarks/` keeps the measurements."""

from __future__ import annotations

from ortools.sat.python import cp_model

PORTFOLIO = ("max_lp", "no_lp", "reduced_costs", "quick_restart")
"""What several workers run first: the linear program does the proof, search without one the plan.

The solver's own choice for 2 or 4 workers left `iss-crossflight` open after 20 s; these need 0.6.
"""

QUICK = ("no_lp", "quick_restart_no_lp")
"""The same where any plan will do: what has a linear program brings its own, whatever is asked."""

BATCH = 5.0
"""How long local search goes on from one start, on the solver's own clock. Its own choice is 0.1,
and that ends before hundreds of flights are manned: data_0061_0551_0891_025 takes 25 s with it, 3
with 0.5 and 1.4 with this."""


def set_parameters(
    solver: cp_model.CpSolver,
    *,
    workers: int,
    seed: int,
    presolve: bool = True,
    quick: bool = False,
    light: bool = False,
    local: bool = False,
    lazy: bool = False,
) -> None:
    """Sets a solver up: one worker is deterministic, more run a portfolio.

    The models are assignments of intervals and their linear relaxation is nearly exact, so the
    linear program does the work; but `quick`, where any plan will do, there is nothing for it to
    do. It is given all constraints at once and solved to its end, since then it is often the
    answer: with the solver's own limits 130 flights and 300 people with even turns stay open after
    40 s, with these they take 3. Probing and symmetry detection cost more than they give, up to a
    factor of 20. All that is left to the solver where the search is `lazy`.
    """
    chosen = solver.parameters
    chosen.num_workers = workers
    chosen.random_seed = seed + 1  # the solver counts from 1
    chosen.cp_model_presolve = presolve
    if (
        light
    ):  # one round does most of it; on `iss-crossflight` the others cost a third of a what-if
        chosen.max_presolve_iterations = 1
    chosen.linearization_level = 0 if quick else 1 if lazy else 2
    if not lazy:
        chosen.add_lp_constraints_lazily = False
        chosen.root_lp_iterations = 1_000_000
        chosen.cp_model_probing_level = 0
        chosen.symmetry_level = 0
    chosen.catch_sigint_signal = False
    if local:
        chosen.use_ls_only = True
        chosen.feasibility_jump_batch_dtime = BATCH
    elif workers > 1:
        chosen.subsolvers.extend(QUICK if quick else PORTFOLIO)
