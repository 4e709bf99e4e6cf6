"""The linear relaxation of a model, solved to its end, and a bound from it that is exact.

The solver's own linear program answers with a bound alone. Solved here by itself (GLOP, from the
same package) it tells also where it stands: which seats are taken and which are not, and on large
programs nine in ten of them are whole. Constraints that hold only on a condition are left out, and
so is any kind that is not linear: what remains is a relaxation all the same.

The bound is not believed as it comes out of floating-point arithmetic. Every choice of multipliers
for the rows gives a bound (weak duality; Neumaier and Shcherbina, "Safe bounds in linear and
mixed-integer programming", Mathematical Programming 99, 2004): the multipliers that were found are
rounded to whole numbers, and it is added up again from them without any rounding.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress

from attrs import frozen
from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

from seatplan.engine.model import SeatModel
from seatplan.engine.search import Search
from seatplan.modelling import Sum

SCALE = 2**24
"""Of the multipliers when they are rounded to whole numbers."""

WHOLE = 1e-6
"""How far from a whole number the value of a literal may be to count as one."""

FAR = 2**62
"""From here on an end of a domain is none."""

EFFORT = 60.0
"""A limit on the linear solver's own clock, which every run reaches at the same point."""


@frozen
class Relaxed:
    """The optimum of the relaxation.

    Attributes:
        bound: no plan has an objective above it.
        values: of the model's variables, by number.
    """

    bound: int
    values: Sequence[float]


@frozen
class Row:
    """low ≤ Σ factor · variable ≤ high, variables by their place in the solver's model."""

    variables: list[int]
    factors: list[int]
    low: int | None
    high: int | None


def relax(model: SeatModel, objective: Sum, search: Search) -> Relaxed | None:
    """The relaxation under an objective that is maximised; None if time ran out before its end.

    Raises:
        OutOfTime: if that is while it is built.
    """
    rows = []
    for row in _rows(model.cp):
        search.pulse()
        rows.append(row)
    lows, highs = _ranges(model.cp)
    places = [variable.index for variable in model.variables]
    costs = [0] * len(lows)
    for variable, factor in zip(objective.variables, objective.factors, strict=True):
        costs[places[variable]] += factor
    linear = model_builder.Model()
    columns = [linear.new_num_var(low, high, "") for low, high in zip(lows, highs, strict=True)]
    infinity = float("inf")
    for row in rows:
        search.pulse()
        linear.add_linear_constraint(
            model_builder.LinearExpr.weighted_sum(
                [columns[at] for at in row.variables], [float(one) for one in row.factors]
            ),
            -infinity if row.low is None else row.low,
            infinity if row.high is None else row.high,
        )
    linear.maximize(model_builder.LinearExpr.weighted_sum(columns, [float(one) for one in costs]))
    solver = model_builder.Solver("glop")
    if search.left <= 0 or not _solved(solver, linear, search):
        return None
    # The solver's multipliers belong to the problem turned round to a minimum or not; whichever
    # way they are meant, a bound is a bound, and the better of the two is the one.
    duals = [float(one) for one in solver.dual_values(linear.get_linear_constraints())]
    bound = min(
        exact_bound(rows, lows, highs, costs, [round(sign * one * SCALE) for one in duals])
        for sign in (1, -1)
    )
    values = solver.values(linear.get_variables()).to_numpy()
    return Relaxed(bound + objective.constant, [float(values[at]) for at in places])


def exact_bound(
    rows: Sequence[Row],
    lows: Sequence[int],
    highs: Sequence[int],
    costs: Sequence[int],
    multipliers: Sequence[int],
) -> int:
    """The most that Σ cost · variable can be, from multipliers of the rows in units of 1 / SCALE.

    A multiplier that would lean on a side that its row has not counts as 0.
    """
    left = [SCALE * cost for cost in costs]
    total = 0
    for row, multiplier in zip(rows, multipliers, strict=True):
        side = row.high if multiplier > 0 else row.low
        if not multiplier or side is None:
            continue
        total += multiplier * side
        for at, factor in zip(row.variables, row.factors, strict=True):
            left[at] -= multiplier * factor
    for cost, low, high in zip(left, lows, highs, strict=True):
        total += cost * (high if cost > 0 else low)
    return total // SCALE


def _solved(solver: model_builder.Solver, linear: model_builder.Model, search: Search) -> bool:
    """Solves in a thread of its own, so that a Ctrl-C is noticed at once.

    It has no limit in seconds: see `Search`. Where it fails there is no start, and no harm.
    """
    solver.set_solver_specific_parameters(f"max_deterministic_time: {EFFORT}")
    found: list[model_builder.SolveStatus] = []

    def work() -> None:
        with suppress(RuntimeError):
            found.append(solver.solve(linear))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive():
        try:
            thread.join(0.05)
            if search.left <= 0:
                solver.stop_search()
        except KeyboardInterrupt:
            search.interrupted = True
    return found == [model_builder.SolveStatus.OPTIMAL]


def _ranges(cp: cp_model.CpModel) -> tuple[list[int], list[int]]:
    domains = [variable.domain for variable in cp.proto.variables]
    return [one[0] for one in domains], [one[len(one) - 1] for one in domains]


def _rows(cp: cp_model.CpModel) -> Iterator[Row]:
    for constraint in cp.proto.constraints:
        condition = list(constraint.enforcement_literal)
        if constraint.has_at_most_one():
            if not condition:
                yield _literals(constraint.at_most_one.literals, None, 1)
        elif constraint.has_bool_or():
            unless = [-literal - 1 for literal in condition]
            yield _literals([*constraint.bool_or.literals, *unless], 1, None)
        elif constraint.has_bool_and():
            unless = [-literal - 1 for literal in condition]
            for literal in constraint.bool_and.literals:
                yield _literals([literal, *unless], 1, None)
        elif constraint.has_linear() and not condition:
            linear = constraint.linear
            domain = list(linear.domain)  # which itself does not count from its end
            low, high = domain[0], domain[-1]
            yield Row(
                list(linear.vars),
                list(linear.coeffs),
                low if low > -FAR else None,
                high if high < FAR else None,
            )


def _literals(literals: Sequence[int], low: int | None, high: int | None) -> Row:
    """A sum of literals, of which -1 - v is the contrary of the variable v."""
    literals = list(literals)
    if not literals or min(literals) >= 0:  # as nearly all are
        return Row(literals, [1] * len(literals), low, high)
    contrary = sum(literal < 0 for literal in literals)
    return Row(
        [literal if literal >= 0 else -literal - 1 for literal in literals],
        [1 if literal >= 0 else -1 for literal in literals],
        None if low is None else low - contrary,
        None if high is None else high - contrary,
    )
