"""CP-SAT's parameters, chosen by measurement; `benchmarks/` keeps the measurements."""

from __future__ import annotations

from ortools.sat.python import cp_model


def set_parameters(
    solver: cp_model.CpSolver, *, seconds: float, workers: int, seed: int, presolve: bool = True
) -> None:
    """Sets a solver up: one worker is deterministic, more run the portfolio."""
    chosen = solver.parameters
    chosen.num_workers = workers
    chosen.random_seed = seed
    chosen.max_time_in_seconds = max(seconds, 0.001)
    chosen.cp_model_presolve = presolve
    if workers == 1:
        chosen.linearization_level = 2
    chosen.catch_sigint_signal = False
