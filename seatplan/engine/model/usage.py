"""Usage indicators: one literal for each member who makes any of some tours.

A member makes at most one of the tours that share a day. So for that day, the literals of the tours
and "does not count" form one row: at most one of them is true. The rows that keep members from
being in two places at once already say this, except for "does not count", which is added to them:
each such row is long, and for a thousand flights, all of them have millions of entries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import field, frozen

from seatplan.engine.model.program_model import ProgramModel
from seatplan.engine.rows.active_requirements import TRUE
from seatplan.intervals import cliques
from seatplan.modelling import LinearExpr, TourVariable, Variable


@frozen(eq=False)
class Usage:
    """People who are counted.

    Attributes:
        total: the number of people who count.
        literals: by member, whether the member counts; it can be true without a tour.
        tours: each pair of flights with tours of counted members, and the literals of these tours.
        days: the maximal sets of tours, by number, that share a day.
        one_at_a_time: whether certainly no one makes two of them at once.
    """

    total: LinearExpr
    literals: dict[str, Variable]
    tours: Sequence[Sequence[TourVariable]]
    days: Sequence[Sequence[int]]
    one_at_a_time: bool
    _pairs: list[list[tuple[str, Variable]]] = field(init=False)

    @_pairs.default
    def _paired(self) -> list[list[tuple[str, Variable]]]:
        return [[(way.member.id, way.literal) for way in group] for group in self.tours]

    def by_member(self, tours: Iterable[int]) -> Mapping[str, list[Variable]]:
        """The literals of these tours, member by member."""
        mine: defaultdict[str, list[Variable]] = defaultdict(list)
        for number in tours:
            for member, literal in self._pairs[number]:
                mine[member].append(literal)
        return mine


def count_usage(
    model: ProgramModel, ways: Iterable[TourVariable], certain: Collection[str]
) -> Usage:
    """Make the literals, and require each if its member makes one of the tours."""
    alone: list[TourVariable] = []
    tours: dict[tuple[str, str], list[TourVariable]] = {}
    literals = dict.fromkeys(sorted(certain), TRUE)
    single: dict[str, bool] = {}
    for way in ways:
        member = way.member.id
        if member not in single:
            single[member] = model.one_at_a_time(way.member)
        # Past tours may overlap, and tours with open dates are not intervals.
        if way.literal == TRUE or not single[member] or model.open_dates:
            alone.append(way)
        else:
            tours.setdefault((way.up.id, way.down.id), []).append(way)
    for member in sorted(single.keys() - literals.keys()):
        literals[member] = model.literal()
    for way in alone:
        model.only_if(way.literal, [literals[way.member.id]])
    groups = sorted(tours.values(), key=lambda group: (group[0].up.launch, group[0].down.landing))
    days = list(
        cliques(
            (
                (group[0].up.launch.toordinal(), group[0].down.landing.toordinal(), number)
                for number, group in enumerate(groups)
            ),
            least=1,
        )
    )
    total = LinearExpr(one for one in literals.values() if one != TRUE) + len(certain)
    count = Usage(total, literals, groups, days, not alone)
    mine = {
        member: set(of_member)
        for member, of_member in count.by_member(range(len(groups))).items()
        if literals[member] != TRUE
    }
    own_tours(model, {member: literals[member] for member in sorted(mine)}, mine)
    return count


def own_tours(
    model: ProgramModel, owners: Mapping[str, Variable], tours: Mapping[str, set[Variable]]
) -> None:
    """Requires, for each member, that tours are made only if the owner is true.

    Args:
        model: with the rows that keep members from being in two places at once.
        owners: by member a literal.
        tours: by member the literals of the tours that need it.
    """
    rows: list[int] = []
    literals: list[Variable] = []
    for member, owner in owners.items():
        mine = tours.get(member, set())
        left = set(mine)
        part: list[Variable] = []
        for row in model.exclusive_rows.get(member, ()):
            among = model.rows.variables(row)
            if row not in model.owned_rows and mine.issuperset(among):
                model.owned_rows.add(row)
                rows.append(row)
                literals.append(owner)
            else:  # some tours may be made without counting, or another owner has the row
                before, part = part, [literal for literal in among if literal in mine]
                if part and part != before:
                    model.at_most_one_of(owner, part)
            left.difference_update(among)
        for literal in sorted(left):
            model.at_most_one_of(owner, [literal])
    model.own(rows, literals)
