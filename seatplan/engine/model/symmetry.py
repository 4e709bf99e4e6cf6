"""Symmetry breaking: members, and agencies, that no row can distinguish fly in a fixed order.

Two members are interchangeable if a permutation of the columns that swaps them maps the rows, and
the objective, onto themselves: an automorphism of the model. Every plan then has an image of equal
worth with the two swapped, and one of the images is enough. The same holds for two agencies whose
members can be swapped one for one, such as guests who share seats equally.

Candidates come from color refinement of the bipartite graph of columns and rows (McKay and
Piperno, "Practical graph isomorphism, II", Journal of Symbolic Computation 60, 2014). Colors are
hashes and prove nothing: each swap is verified row by row, in exact integers. Of units that are
interchangeable, the next flies for the first time no earlier than the one before, as in an orbitope
(Kaibel and Pfetsch, "Packing and partitioning orbitopes", Mathematical Programming 114, 2008).

Measured in docs/decisions/0015.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt
from attrs import evolve

from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.rows import Table, Whole, sums
from seatplan.modelling import ALWAYS, LinearExpr, SeatVariable, TourVariable, Variable
from seatplan.plan import Plan
from seatplan.program import Flight

REFINEMENTS = 6
"""Of color refinement. Colors that are too coarse cost only a swap that is not verified."""

MOST_ENTRIES = 20_000_000
"""The effort of looking for swaps: entries of rows that are colored. About three seconds."""

Colors = npt.NDArray[np.uint64]

Unit = tuple[str, ...]
"""A member, or the members of one agency: those of interchangeable units correspond in order."""

Row = tuple[int, int, tuple[tuple[int, int], ...]]
"""Both sides of a row, and its entries in the order of columns."""

AS_GUARD = 2**61
"""The factor of a guard, as an entry of its row: no other entry has one as large."""

Class = tuple[Unit, ...]
"""Units any two of which are interchangeable, in the order in which they are to fly."""


def classes_of(model: SeatModel, objective: LinearExpr) -> tuple[Class, ...]:
    """Those who are interchangeable in all plans of a model, with respect to an objective.

    Every permutation within one class is an automorphism, and so are all of them together:
    first agencies, whose members may then be swapped among themselves.
    """
    if model.open_dates or model.puts_off:
        return ()
    return _Search(model, objective).found()


def break_symmetry(model: SeatModel, classes: Iterable[Class]) -> None:
    """Posts rows that keep one plan, at least, of those that differ only in interchangeable units.

    The sums of the tours that a unit begins on each flight, in the order of flights, are to be
    lexicographically no smaller than those of the next unit. What that implies: who begins a tour
    is in the first unit, or someone of the unit before began one on that flight or an earlier one.
    """
    table = model.rows.table()
    for one in classes:
        for unit, after in pairwise(one):
            before = _by_flight(model, unit)
            begun = [_by_flight(model, (member,)) for member in after]
            for at, on_flight in enumerate(zip(*begun, strict=True)):
                earlier = [literal for each in before[: at + 1] for literal in each]
                together = [literal for each in on_flight for literal in each]
                whole = len(on_flight) > 1 and _exclude_each_other(model, table, together)
                for tours in [together] if whole else on_flight:
                    if tours:
                        model.add(LinearExpr(tours) <= LinearExpr(earlier))


def _exclude_each_other(model: SeatModel, table: Table, literals: Sequence[Variable]) -> bool:
    """Whether a row demands that at most one of these is true."""
    low, _ = model.ranges()
    rows, times = np.unique(table.rows_of_entries(_whole(literals)), return_counts=True)
    rows = rows[(times >= len(literals)) & (table.highs[rows] == 1) & ~table.guarded[rows]]
    for row in rows.tolist():
        _, own, factors = table.entries(_whole([row]))
        if factors.min() >= 1 and low[own].min() >= 0 and {*own.tolist()}.issuperset(literals):
            return True
    return False


def in_order(model: SeatModel, classes: Iterable[Class], plan: Plan) -> Plan:
    """The image of a plan that keeps the rows of `break_symmetry`."""
    flights = [flight.id for flight in _flights(model)]
    for one in classes:
        unit_of = {member: unit for unit in one for member in unit}
        ups = Counter(
            (unit_of.get(line.member), line.flight) for line in plan.assignments if line.leg == "up"
        )
        order = sorted(
            one, key=lambda unit: [ups[unit, flight] for flight in flights], reverse=True
        )
        instead = {
            member: other
            for unit, place in zip(order, one, strict=True)
            for member, other in zip(unit, place, strict=True)
        }
        lines = (
            evolve(line, member=instead.get(line.member, line.member)) for line in plan.assignments
        )
        plan = evolve(plan, assignments=tuple(lines))
    return plan


def _flights(model: SeatModel) -> list[Flight]:
    return sorted(model.lookup.flights.values(), key=lambda flight: (flight.launch, flight.id))


def _by_flight(model: SeatModel, unit: Unit) -> list[list[Variable]]:
    """The seats of a unit on the way up, on each flight in order: each begins a tour."""
    return [
        [one.literal for one in model.seat_variables(flight, "up") if one.member.id in unit]
        for flight in _flights(model)
    ]


class _Search:
    """Looks for swaps among the rows of a model and an objective."""

    def __init__(self, model: SeatModel, objective: LinearExpr) -> None:
        self._model = model
        posted = model.rows.posted(0)
        count = len(posted.lows)  # the objective is one more row
        guards = np.flatnonzero(posted.guards)
        variables = (posted.variables, posted.guards[guards], _whole(objective.variables))
        factors = (posted.factors, np.full(len(guards), AS_GUARD), _whole(objective.factors))
        rows = np.concatenate((posted.rows, guards, np.full(len(objective.variables), count)))
        order = np.argsort(rows, kind="stable")
        self._rows = rows[order]
        self._variables = np.concatenate(variables)[order]
        self._factors = np.concatenate(factors)[order]
        self._starts = np.searchsorted(self._rows, np.arange(count + 2))
        # No other row has its highest value below its lowest.
        self._lows, self._highs = np.append(posted.lows, 1), np.append(posted.highs, 0)
        self._sides = _mixed(self._lows, self._highs)
        self._low, self._high = model.ranges()
        self._by_column = np.argsort(self._variables, kind="stable")
        ends = np.cumsum(np.bincount(self._variables, minlength=len(self._low)))
        self._column_starts = np.concatenate(([0], ends))
        self._canonical: dict[int, Row] = {}
        self._left = MOST_ENTRIES
        self._labels = {
            one: tuple(sorted(map(str, meant)))
            for one, meant in model.candidates.meanings().items()
        }
        self._own: dict[str, dict[Variable, None]] = {}
        found: Iterator[TourVariable | SeatVariable] = chain(model.tours, model.candidates.seats)
        for decision in found:
            self._own.setdefault(decision.member.id, {})[decision.literal] = None

    def found(self) -> tuple[Class, ...]:
        """The classes that could be verified: of agencies, then of members."""
        colors = self._refined(self._first_colors())
        groups: dict[object, list[str]] = {}
        agencies: dict[str, list[tuple[object, str]]] = {}
        for member in self._model.lookup.members.values():
            own = self._own.get(member.id)
            if not own or ALWAYS in own or not self._model.tours_of(member.id):
                continue
            signature = tuple(sorted((self._labels[one], int(colors[one])) for one in own))
            groups.setdefault((signature, member.agency), []).append(member.id)
            if isinstance(member.agency, str):
                agencies.setdefault(member.agency, []).append((signature, member.id))
        corps: dict[object, list[Unit]] = {}
        for of_agency in agencies.values():
            of_agency.sort()
            key = tuple(signature for signature, _ in of_agency)
            corps.setdefault(key, []).append(tuple(member for _, member in of_agency))
        found: list[Class] = []
        for units in corps.values():
            found += self._classes(colors, units)
        for members in groups.values():
            found += self._classes(colors, [(member,) for member in members])
        return tuple(found)

    def _classes(self, colors: Colors, units: Sequence[Unit]) -> Iterable[Class]:
        """Units in classes: each is compared with the one before it."""
        classes = [[units[0]]]
        for unit in units[1:]:
            if self._swaps(colors, classes[-1][-1], unit):
                classes[-1].append(unit)
            else:
                classes.append([unit])
        return [tuple(one) for one in classes if len(one) > 1]

    # Colors

    def _first_colors(self) -> Colors:
        labels = {label: at for at, label in enumerate(sorted(set(self._labels.values())))}
        number = np.zeros(len(self._low), dtype=np.int64)
        for one, label in self._labels.items():
            number[one] = labels[label] + 1
        number[ALWAYS] = -1
        return _mixed(self._low, self._high, number)

    def _refined(self, colors: Colors) -> Colors:
        for _ in range(REFINEMENTS):
            entries = _mixed(colors[self._variables], self._factors)
            rows = _mixed(_sums(entries, self._starts), self._sides)
            entries = _mixed(rows[self._rows], self._factors)[self._by_column]
            colors = _mixed(colors, _sums(entries, self._column_starts))
        self._left -= REFINEMENTS * len(self._variables)
        return colors

    # Swaps

    def _swaps(self, colors: Colors, unit: Unit, other: Unit) -> bool:
        """Whether an automorphism swaps two units, and moves no other tour or seat."""
        if self._left < 0:
            return False
        known = self._tours_swapped(unit, other)
        if known is None:
            return False
        marks = np.zeros(len(colors), dtype=np.int64)
        images = marks.copy()
        for at, (one, swapped) in enumerate(known.items()):
            marks[one], images[swapped] = at + 1, at + 1
        here = self._refined(_mixed(colors, marks))
        there = self._refined(_mixed(colors, images))
        order, other_order = np.argsort(here, kind="stable"), np.argsort(there, kind="stable")
        if not np.array_equal(here[order], there[other_order]):
            return False
        image = np.empty(len(colors), dtype=np.int64)
        image[order] = other_order
        return self._is_automorphism(image, known)

    def _tours_swapped(self, unit: Unit, other: Unit) -> dict[Variable, Variable] | None:
        """The columns of tours and seats of both units, each with its image."""
        known: dict[Variable, Variable] = {}
        for member, counterpart in zip(unit, other, strict=True):
            mine = sorted(self._own[member], key=lambda one: (self._labels[one], one))
            theirs = sorted(self._own[counterpart], key=lambda one: (self._labels[one], one))
            if [self._labels[one] for one in mine] != [self._labels[one] for one in theirs]:
                return None
            known |= zip(mine, theirs, strict=True)
            known |= zip(theirs, mine, strict=True)
        return known

    def _is_automorphism(self, image: Whole, known: Mapping[int, int]) -> bool:
        """Whether a permutation of the columns maps the model onto itself: exact."""
        moved = np.flatnonzero(image != np.arange(len(image))).tolist()
        to = {one: int(image[one]) for one in moved}
        if sorted(to) != sorted(to.values()):
            return False
        if any(to.get(one, one) != known.get(one, one) for one in self._labels):
            return False
        for one, other in to.items():
            if (self._low[one], self._high[one]) != (self._low[other], self._high[other]):
                return False
        touched = np.unique(self._rows[np.isin(self._variables, moved)]).tolist()
        rows = [self._row(row) for row in touched]
        images = (
            (low, high, tuple(sorted((to.get(one, one), factor) for one, factor in entries)))
            for low, high, entries in rows
        )
        return Counter(images) == Counter(rows)

    def _row(self, row: int) -> Row:
        if row not in self._canonical:
            part = slice(self._starts[row], self._starts[row + 1])
            entries = zip(self._variables[part].tolist(), self._factors[part].tolist(), strict=True)
            sides = int(self._lows[row]), int(self._highs[row])
            self._canonical[row] = (*sides, tuple(sorted(entries)))
        return self._canonical[row]


def _whole(values: Sequence[int]) -> Whole:
    return np.array(values, dtype=np.int64)


def _mixed(*parts: Whole | Colors) -> Colors:
    """A hash of several numbers, the same for equal ones: wraps around."""
    total = np.zeros(len(parts[0]), dtype=np.uint64)
    for part in parts:
        total = (total ^ part.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        total ^= total >> np.uint64(29)
        total *= np.uint64(0xBF58476D1CE4E5B9)
        total ^= total >> np.uint64(32)
    return total


def _sums(values: Colors, starts: Whole) -> Colors:
    """The sum of the values of each range: wraps around."""
    return sums(values.view(np.int64), starts).view(np.uint64)
