"""Clique rows with an owner literal: at most one tour, and none unless the owner counts.

A member's tours exclude each other if they share a day, and each such row is long: for a thousand
flights, all of them have millions of entries. If the member is counted, the existing row gets an
owner literal, instead of a second row: a member who does not count makes none of its tours.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from seatplan.engine.rows.row_model import RowModel
from seatplan.modelling import Variable


class OwnedCliques:
    """The unconditional rows of each member, by number."""

    def __init__(self) -> None:
        self._of: dict[str, list[int]] = {}
        self._owned: set[int] = set()
        self._saying: dict[tuple[str, int], int] = {}
        """The owned rows, by member and hash of the tours."""

    def enter(self, member: str, row: int) -> None:
        """Records a row of a member: at most one of some tours."""
        self._of.setdefault(member, []).append(row)

    def own(
        self, model: RowModel, owners: Mapping[str, Variable], tours: Mapping[str, set[Variable]]
    ) -> None:
        """Requires, for each member, that tours are made only if the owner is true.

        Args:
            model: with the rows.
            owners: by member a literal.
            tours: by member the literals of the tours that need it.
        """
        rows: list[int] = []
        literals: list[Variable] = []
        for member, owner in owners.items():
            mine = tours.get(member, set())
            left = set(mine)
            part: list[Variable] = []
            for one in self._of.get(member, ()):
                among = model.rows.variables(one)
                if one not in self._owned and mine.issuperset(among):
                    rows.append(one)
                    self._owned.add(one)
                    literals.append(owner)
                    self._saying[member, _key(among)] = one
                else:  # some tours may be made without counting, or another owner has the row
                    before, part = part, [literal for literal in among if literal in mine]
                    if part and part != before:
                        model.at_most_one_of(owner, part)
                left.difference_update(among)
            for literal in sorted(left):
                model.at_most_one_of(owner, [literal])
        model.own(rows, literals)

    def saying(
        self, model: RowModel, member: str, owner: Variable, tours: Collection[Variable]
    ) -> int | None:
        """The row about just these tours, if there is one."""
        found = self._saying.get((member, _key(tours)))
        if found is None or {*model.rows.variables(found)} != {owner, *tours}:
            return None
        return found


def _key(tours: Collection[Variable]) -> int:
    return hash(frozenset(tours))
