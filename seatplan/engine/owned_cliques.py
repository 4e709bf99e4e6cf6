"""Clique rows with an owner literal: at most one tour, and none unless the owner counts.

A member's tours exclude each other wherever they share a day, and each such row is long: on a
thousand flights all of them have millions of entries. So where the member is counted the row that
is there is extended so that also who does not count makes none of its tours, instead of a second
one beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from seatplan.engine.row_model import RowModel
from seatplan.modelling import Variable


class OwnedCliques:
    """The rows, by number, of each member by which it is beyond question."""

    def __init__(self) -> None:
        self._of: dict[str, list[int]] = {}
        self._owned: set[int] = set()
        self._saying: dict[tuple[str, int], int] = {}
        """By member and hash of the tours, those that are owned."""

    def enter(self, member: str, row: int) -> None:
        """Remembers a row of a member: at most one of some tours."""
        self._of.setdefault(member, []).append(row)

    def own(
        self, model: RowModel, owners: Mapping[str, Variable], tours: Mapping[str, set[Variable]]
    ) -> None:
        """Demands of each member that no tour is made unless the owner is true.

        Args:
            model: whose rows they are.
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
