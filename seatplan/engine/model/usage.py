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

from seatplan.intervals import cliques
from seatplan.modelling import ALWAYS, LinearExpr, Model, TourVariable, Variable


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
        return [[(tour.member.id, tour.literal) for tour in group] for group in self.tours]

    def by_member(self, tours: Iterable[int]) -> Mapping[str, list[Variable]]:
        """The literals of these tours, member by member."""
        mine: defaultdict[str, list[Variable]] = defaultdict(list)
        for number in tours:
            for member, literal in self._pairs[number]:
                mine[member].append(literal)
        return mine


def count_usage(model: Model, tours: Iterable[TourVariable], certain: Collection[str]) -> Usage:
    """Makes the literals.

    Those of tours that are no intervals are required here; `SeatModel.own_tours` does it for the
    others.
    """
    alone: list[TourVariable] = []
    grouped: dict[tuple[str, str], list[TourVariable]] = {}
    literals = dict.fromkeys(sorted(certain), ALWAYS)
    single: dict[str, bool] = {}
    for tour in tours:
        member = tour.member.id
        if member not in single:
            single[member] = model.one_at_a_time(tour.member)
        # Past tours may overlap, and tours with open dates are not intervals.
        if tour.literal == ALWAYS or not single[member] or model.open_dates:
            alone.append(tour)
        else:
            grouped.setdefault((tour.up.id, tour.down.id), []).append(tour)
    for member in sorted(single.keys() - literals.keys()):
        literals[member] = model.literal()
    for tour in alone:
        model.only_if(tour.literal, [literals[tour.member.id]])
    groups = sorted(grouped.values(), key=lambda group: (group[0].up.launch, group[0].down.landing))
    days = list(
        cliques(
            (
                (group[0].up.launch.toordinal(), group[0].down.landing.toordinal(), number)
                for number, group in enumerate(groups)
            ),
            least=1,
        )
    )
    total = LinearExpr(one for one in literals.values() if one != ALWAYS) + len(certain)
    return Usage(total, literals, groups, days, not alone)
