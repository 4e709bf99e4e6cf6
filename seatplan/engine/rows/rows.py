"""A model as rows over columns, the basis of its linear relaxation and of sub-models.

Each constraint is a row, low ≤ Σ factor · variable ≤ high, perhaps under a guard. A model consists
of rows only: CP-SAT (`cpsat.py`), the relaxation and sub-models are filled from them. Each row
records which requirement, law or goal it belongs to.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from enum import IntEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

Whole = npt.NDArray[np.int64]
"""Whole numbers, or the numbers of rows and variables."""

Flags = npt.NDArray[np.bool_]

About = tuple[str, ...]

FAR = 2**62
"""A side of a row with this value or more is open."""


class RowForm(IntEnum):
    """The form of a row, if a solver has a better constraint for it than a sum.

    A factor of -1 stands for the negation of the literal.
    """

    SUM = 0
    """A sum between two sides."""
    AT_MOST_ONE = 1
    """At most one of these literals is true."""
    EXACTLY_ONE = 2
    """Exactly one of these literals is true."""
    CLAUSE = 3
    """At least one of these literals is true; infeasible without any."""


class Rows:
    """The rows of a model, in the order in which they are posted.

    Attributes:
        about: ids of the requirement, law, rule or goal that new rows belong to; several
            requirements if one row covers them all.
    """

    def __init__(self) -> None:
        self.about: About = ()
        self._variables = array("q")
        self._factors = array("q")
        self._ends = array("q", [0])
        self._lows = array("q")
        self._highs = array("q")
        self._forms = array("b")
        self._guards = array("q")
        self._abouts: list[About] = []

    def __len__(self) -> int:
        return len(self._lows)

    @property
    def complete(self) -> bool:
        """Whether no row has a guard."""
        return not any(self._guards)

    def add(
        self,
        variables: Sequence[int],
        factors: Sequence[int],
        low: int | None,
        high: int | None,
        *,
        form: RowForm = RowForm.SUM,
        guard: int = 0,
    ) -> None:
        """Adds a row.

        Args:
            variables: by number.
            factors: of the variables.
            low, high: None where the row is open.
            form: the form of the row.
            guard: the literal under which it holds; 0, the constant 1, if it always does. Only
                sums and clauses can have one.
        """
        self._variables.extend(variables)
        self._factors.extend(factors)
        self._ends.append(len(self._variables))
        self._lows.append(-FAR if low is None else low)
        self._highs.append(FAR if high is None else high)
        self._forms.append(form)
        self._guards.append(guard)
        self._abouts.append(self.about)

    def about_row(self, row: int) -> About:
        """The ids of what a row belongs to."""
        return self._abouts[row]

    def guard(self, row: int) -> int:
        """The literal under which a row holds; 0 if it always does."""
        return self._guards[row]

    def row(self, row: int) -> tuple[dict[int, int], int | None, int | None]:
        """The factors of a row by variable, the least and the most; None where it is open."""
        part = slice(self._ends[row], self._ends[row + 1])
        factors: dict[int, int] = {}
        for variable, factor in zip(self._variables[part], self._factors[part], strict=True):
            factors[variable] = factors.get(variable, 0) + factor
        low, high = self._lows[row], self._highs[row]
        return factors, None if low == -FAR else low, None if high == FAR else high

    def variables(self, row: int) -> Sequence[int]:
        """The variables of a row."""
        return self._variables[self._ends[row] : self._ends[row + 1]]

    def own(self, rows: Sequence[int], owners: Sequence[int]) -> None:
        """Strengthens "at most one of these" rows: none of them if the owner is false.

        Args:
            rows: by number; the variables of each have the factor 1.
            owners: a literal for each row.
        """
        starts = np.array(self._ends, dtype=np.int64)
        places = starts[np.array(rows, dtype=np.int64) + 1]
        for column, more in ((self._variables, owners), (self._factors, [-1] * len(rows))):
            column[:] = array("q", np.insert(np.array(column), places, more).tobytes())
        counts = np.bincount(rows, minlength=len(self))
        starts[1:] += np.cumsum(counts)
        self._ends = array("q", starts.tobytes())
        for row in rows:
            self._highs[row] = 0

    def forget(self, count: int) -> None:
        """Removes all but the first `count` rows."""
        for column in (self._lows, self._highs, self._forms, self._guards, self._abouts):
            del column[count:]
        del self._ends[count + 1 :]
        for column in (self._variables, self._factors):
            del column[self._ends[-1] :]

    def table(self, before: Table | None = None) -> Table:
        """The rows so far as arrays; faster with an earlier table.

        Rows with a guard are open on both sides, since they need not hold.
        """
        made = self.posted()
        return evolve(
            made,
            lows=np.where(made.guarded, -FAR, made.lows),
            highs=np.where(made.guarded, FAR, made.highs),
            known=() if before is None else before.columns[:1],
        )

    def posted(self, begin: int = 0, end: int | None = None) -> Table:
        """The rows from one number to another, unchanged."""
        end = len(self) if end is None else end
        start, stop = self._ends[begin], self._ends[end]
        return Table(
            starts=np.array(self._ends[begin : end + 1], dtype=np.int64) - start,
            variables=np.array(self._variables[start:stop], dtype=np.int64),
            factors=np.array(self._factors[start:stop], dtype=np.int64),
            lows=np.array(self._lows[begin:end], dtype=np.int64),
            highs=np.array(self._highs[begin:end], dtype=np.int64),
            forms=np.array(self._forms[begin:end], dtype=np.int64),
            guards=np.array(self._guards[begin:end], dtype=np.int64),
        )


@frozen(eq=False, slots=False)
class Matrix:
    """Sums with two sides: row r has the entries from starts[r] up to starts[r + 1].

    Attributes:
        starts: one more than there are rows.
        variables, factors: of the entries.
        lows, highs: of the rows; -FAR and FAR where a row is open.
    """

    starts: Whole
    variables: Whole
    factors: Whole
    lows: Whole
    highs: Whole

    def __len__(self) -> int:
        return len(self.lows)

    @property
    def rows(self) -> Whole:
        """The row of each entry."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def entries(self, rows: Whole) -> tuple[Whole, Whole, Whole]:
        """For these rows: where each begins, and the variables and factors of all entries."""
        at, places = spans(self.starts[rows], self.starts[rows + 1])
        return at, self.variables[places], self.factors[places]

    def sides(self, rows: Whole) -> Matrix:
        """These rows alone, without anything else that is known of them."""
        return Matrix(*self.entries(rows), self.lows[rows], self.highs[rows])

    def least_and_most(self, low: Whole, high: Whole) -> tuple[Whole, Whole]:
        """Of each sum, the least and the most; `low` and `high` are the bounds of variables."""
        ends = self.factors * low[self.variables], self.factors * high[self.variables]
        return sums(np.minimum(*ends), self.starts), sums(np.maximum(*ends), self.starts)


@frozen(eq=False, slots=False)
class Table(Matrix):
    """Rows of a model as arrays.

    Attributes:
        forms, guards: of the rows, as `Rows.add` takes them.
        known: `columns` of the first entries, from an earlier table.
    """

    forms: Whole
    guards: Whole
    known: tuple[tuple[Whole, Whole], ...] = ()

    @property
    def guarded(self) -> Flags:
        """Flags of the rows that hold only under a literal."""
        guarded: Flags = self.guards != 0
        return guarded

    @cached_property
    def exclusive(self) -> Flags:
        """Flags of the rows that demand that at most one of some literals is true."""
        exclusive: Flags = (self.forms == RowForm.AT_MOST_ONE) & (self.highs == 1)
        return exclusive

    @cached_property
    def columns(self) -> tuple[tuple[Whole, Whole], ...]:
        """The variables and the rows of all entries, sorted by variable, in one part or in two."""
        begin = sum(len(rows) for _, rows in self.known)
        # One number for each entry: sorting these takes a third of the time of an argsort.
        count = max(len(self), 1)
        entries = np.sort(self.variables[begin:] * count + self.rows[begin:])
        return (*self.known, np.divmod(entries, count))

    def rows_of_entries(self, variables: Whole) -> Whole:
        """The row of each entry of these variables."""
        found = []
        for own, rows in self.columns:
            starts, ends = (np.searchsorted(own, variables, side) for side in ("left", "right"))
            found.append(rows[spans(starts, ends)[1]])
        return np.concatenate(found)

    def with_any_of(self, variables: Whole) -> Flags:
        """Flags of the rows with any of these variables."""
        rows: Flags = np.zeros(len(self), dtype=np.bool_)
        rows[self.rows_of_entries(variables)] = True
        return rows

    def part(self, rows: Whole) -> Table:
        """These rows alone."""
        lows, highs, forms = self.lows[rows], self.highs[rows], self.forms[rows]
        return Table(*self.entries(rows), lows, highs, forms, self.guards[rows])


def spans(starts: Whole, ends: Whole) -> tuple[Whole, Whole]:
    """Where each of these ranges begins once they are concatenated, and all their numbers."""
    lengths = ends - starts
    at = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(lengths)))
    return at, np.repeat(starts - at[:-1], lengths) + np.arange(at[-1])


def sums(values: Whole | Flags, at: Whole) -> Whole:
    """The sum of the values of each range; `at` as `spans` returns it."""
    return np.diff(sums_before(values, at))


def sums_before(values: Whole | Flags, at: Whole) -> Whole:
    """The sum of all values before each of these positions."""
    total = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(values, dtype=np.int64)))
    return total[at]
