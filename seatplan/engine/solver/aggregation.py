"""Aggregation of identical members in the linear relaxation.

Rows may be added up, because a solution of each row is a solution of their sum. Once all identical
members share their rows, only the member distinguishes the same seat of two of them, so these seats
become one column: how many of the members take it. Rows about several members are unchanged, and
rows about different seats or tours are never added: otherwise the rows that tie the way down to the
way up would let anyone come down for anyone else. The bound loses only restrictions that apply to
one member and not to the group; on all programs measured it loses nothing.

Color refinement finds the rows that can be added up without any loss (Grohe, Kersting, Mladenov
and Selman, "Dimension reduction via colour refinement", ESA 2014). But hardly any two members can
be on exactly the same flights, so it leaves six columns in ten; this method leaves one in seven.

Measured in docs/decisions/0005.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.rows import FAR, Flags, Whole
from seatplan.engine.solver.linear_program import LinearProgram, Real
from seatplan.engine.solver.partial_solution import PartialSolution


@frozen(eq=False)
class Aggregated:
    """A linear program whose rows and columns represent several of a larger one.

    Attributes:
        linear: the smaller one.
        column: for each column of the larger one, the column that represents it.
    """

    linear: LinearProgram
    column: Whole

    def spread(self, values: Real) -> Real:
        """Values for the larger program: the same for all columns that one column represents."""
        shared: Real = (values / np.bincount(self.column))[self.column]
        return shared


def identical(partial: PartialSolution, linear: LinearProgram) -> Whole:
    """For each row, the number of the sum that it is added to.

    Rows with the same sides are added up if each is about one member, these members belong to one
    agency and have the same qualifications at the same times, and the rows are about the same seats
    and tours. A row that matters to its member alone, such as the tours that make up an even share,
    may be about other flights, since few members could fly on the same ones.

    Args:
        partial: of the model, as it was when the rows were read.
        linear: the rows of the model.
    """
    members = [partial.model.lookup.members[one] for one in partial.members]
    kinds: dict[object, int] = {}
    kind = np.array(
        [
            kinds.setdefault((one.agency, frozenset(one.qualifications)), len(kinds))
            for one in members
        ]
    )
    owner = partial.owners
    decided = owner[linear.variables] >= 0
    owners = owner[linear.variables[decided]]
    whose = _shared_by(owners, linear.rows[decided], len(linear.lows))
    private = _private(linear, owner, whose)
    label = _labels(partial.model, len(linear.costs))
    order = np.lexsort((linear.factors, label[linear.variables], linear.rows))
    labels, factors = label[linear.variables[order]], linear.factors[order]
    known: dict[tuple[int | bytes, ...], int] = {}
    sums = []
    for row, (one, low, high, counts) in enumerate(
        zip(
            whose.tolist(),
            linear.lows.tolist(),
            linear.highs.tolist(),
            private.tolist(),
            strict=True,
        )
    ):
        key: tuple[int | bytes, ...] = (-1, row)
        if one >= 0:
            key = (int(kind[one]), low, high)
            if not counts:
                entries = slice(linear.starts[row], linear.starts[row + 1])
                key = (*key, labels[entries].tobytes(), factors[entries].tobytes())
        sums.append(known.setdefault(key, len(known)))
    return np.array(sums, dtype=np.int64)


def _private(linear: LinearProgram, owner: Whole, whose: Whole) -> Flags:
    """For each row, whether it has a column that is no decision and only in rows of one member.

    Args:
        linear: whose rows they are.
        owner: of each column the member who decides it; -1 where no one does.
        whose: of each row the member that it is about; -1 where it is about several or none.
    """
    columns = (owner < 0) & (_shared_by(whose[linear.rows], linear.variables, len(owner)) >= 0)
    rows = np.zeros(len(whose), dtype=np.bool_)
    rows[linear.rows[columns[linear.variables]]] = True
    return rows


def _shared_by(values: Whole, groups: Whole, count: int) -> Whole:
    """For each of so many groups, the value of all its entries; -1 if there is no such value."""
    most = np.full(count, -1)
    least = np.full(count, values.max(initial=-1))
    np.maximum.at(most, groups, values)
    np.minimum.at(least, groups, values)
    whose: Whole = np.where(least == most, most, -1)
    return whose


def _labels(model: SeatModel, count: int) -> Whole:
    """For each column, the number of the seat or tour that it represents, for any member.

    Columns that represent neither have a number of their own.
    """
    label = np.arange(count)
    known: dict[tuple[tuple[str, ...], ...], int] = {}
    for variable, names in model.candidates.meanings().items():
        label[variable] = count + known.setdefault(tuple(names), len(known))
    return label


def aggregate(linear: LinearProgram, sums: Whole) -> Aggregated:
    """Adds up rows, then merges the columns that have become identical.

    Args:
        linear: whose rows they are.
        sums: for each row, the number of the sum that it is added to, from 0.
    """
    count = int(sums.max(initial=-1)) + 1
    lows, highs = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    np.add.at(lows, sums, np.where(linear.lows > -FAR, linear.lows, 0))
    np.add.at(highs, sums, np.where(linear.highs < FAR, linear.highs, 0))
    lows[sums[linear.lows <= -FAR]] = -FAR
    highs[sums[linear.highs >= FAR]] = FAR
    # The entries, column by column; each row occurs once.
    places, entry = np.unique(linear.variables * count + sums[linear.rows], return_inverse=True)
    factors = np.zeros(len(places), dtype=np.int64)
    np.add.at(factors, entry, linear.factors)
    places, factors = places[factors != 0], factors[factors != 0]
    owner, rows = np.divmod(places, max(count, 1))
    column, first = _alike_columns(linear, owner, rows, factors)
    least, most = np.zeros(len(first), dtype=np.int64), np.zeros(len(first), dtype=np.int64)
    np.add.at(least, column, linear.least)
    np.add.at(most, column, linear.most)
    stands = np.zeros(len(column), dtype=np.bool_)
    stands[first] = True
    kept = np.flatnonzero(stands[owner])
    kept = kept[np.lexsort((column[owner[kept]], rows[kept]))]
    return Aggregated(
        LinearProgram(
            starts=np.searchsorted(rows[kept], np.arange(count + 1)),
            variables=column[owner[kept]],
            factors=factors[kept],
            lows=lows,
            highs=highs,
            least=least,
            most=most,
            costs=linear.costs[first],
            constant=linear.constant,
        ),
        column,
    )


def _alike_columns(
    linear: LinearProgram, owner: Whole, rows: Whole, factors: Whole
) -> tuple[Whole, list[int]]:
    """For each column, the merged one representing it, and the first column of each merged one."""
    starts = np.searchsorted(owner, np.arange(len(linear.costs) + 1)).tolist()
    known: dict[tuple[int, int, int, bytes, bytes], int] = {}
    first: list[int] = []
    column = np.empty(len(linear.costs), dtype=np.int64)
    for at, (cost, least, most) in enumerate(
        zip(linear.costs.tolist(), linear.least.tolist(), linear.most.tolist(), strict=True)
    ):
        entries = slice(starts[at], starts[at + 1])
        key = cost, least, most, rows[entries].tobytes(), factors[entries].tobytes()
        column[at] = known.setdefault(key, len(known))
        if len(known) > len(first):
            first.append(at)
    return column, first


def shared_by(values: Whole, groups: Whole, count: int) -> Whole:
    """For each of so many groups, the value of all its entries; -1 if there is no such value."""
    most = np.full(count, -1)
    least = np.full(count, values.max(initial=-1))
    np.maximum.at(most, groups, values)
    np.minimum.at(least, groups, values)
    whose: Whole = np.where(least == most, most, -1)
    return whose


def alone(owner: Whole, at: Whole) -> Whole:
    """For each row, the member who makes all decisions in it; -1 if there is no such member.

    Args:
        owner: of the variable of each entry; -1 where no one decides it.
        at: where each row's entries begin, as `Table.entries` gives it.
    """
    row = np.repeat(np.arange(len(at) - 1), np.diff(at))
    return shared_by(owner[owner >= 0], row[owner >= 0], len(at) - 1)
