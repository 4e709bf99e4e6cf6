"""Counts of people and of their tours: one literal for each member who makes any of some tours,
and rows that link how several rules and goals count one member's tours.

A member makes at most one of the tours that share a day. So for that day, the literals of the tours
and "does not count" form one row: at most one of them is true. The rows that keep members from
being in two places at once already say this, except for "does not count", which is added to them:
each such row is long, and for a thousand flights, all of them have millions of entries.

Rules and goals have their own variables for a member: even turns for the number of tours, longest
waiting for the path from one tour to the next, experience for having flown before, fewest members
for flying at all. Each of these formulations is tight by itself, but together they are not: half a
tour now and half a tour later is one tour for even turns, and also the launch of a veteran for
experience. Integer plans have no such halves, so the count of each rule or goal bounds those of the
others. `post_link` expresses that; it excludes no plan. Links are not posted before
`SeatModel.post_links` is called, because a search of the sum of all goals takes longer with them if
it is enough by itself.

Measured in docs/decisions/0013.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import field, frozen

from seatplan.engine.rows.row_model import RowModel
from seatplan.intervals import cliques
from seatplan.modelling import ALWAYS, LinearExpr, Model, TourVariable, Turns, Variable

Counted = Turns | Variable
"""How a rule or goal counts a member's tours, or a literal that is true if there are any; the
literal can also be true if there are none."""


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

    Those of tours that are no intervals are required here; `own_tours` does it for the others.
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


def own_tours(
    model: RowModel,
    exclusive: Mapping[str, Sequence[int]],
    literals: Mapping[str, Variable],
    tours: Mapping[str, Iterable[Variable]],
) -> None:
    """Requires, for each member, that these tours are made only if the member's literal is true.

    Args:
        model: whose rows they are.
        exclusive: by member, the rows that keep the member from being in two places at once.
        literals, tours: by member.
    """
    rows: list[int] = []
    owners: list[Variable] = []
    for member in sorted(tours):
        owner, mine = literals[member], set(tours[member])
        if owner == ALWAYS:
            continue
        left = set(mine)
        part: list[Variable] = []
        for row in exclusive.get(member, ()):
            among = model.rows.variables(row)
            if mine.issuperset(among):
                rows.append(row)
                owners.append(owner)
            else:  # some tours may be made without counting, or another owner has the row
                before, part = part, [literal for literal in among if literal in mine]
                if part and part != before:
                    model.at_most_one_of(owner, part)
            left.difference_update(among)
        for literal in sorted(left):
            model.at_most_one_of(owner, [literal])
    model.own(rows, owners)


def post_link(model: RowModel, counted: Counted, known: Sequence[Counted]) -> None:
    """Links a new count of a member's tours to the earlier ones."""
    turns = [one for one in known if isinstance(one, Turns)]
    if not isinstance(counted, Turns):
        for one in turns:
            _own(model, counted, one)
        return
    for one in turns:
        _link(model, counted, one)
        _link(model, one, counted)
    _link(model, counted, counted)
    for used in known:
        if not isinstance(used, Turns):
            _own(model, used, counted)


def _link(model: RowModel, one: Turns, other: Turns) -> None:
    """Bounds the later tours that one rule or goal counts by those of the other."""
    if other.levels:
        for later in (one.again, one.goes_on):
            if later:
                _at_most(model, [literal for _, literal in later], other.levels[1:])
    if one.again and other.goes_on:  # up to each day, no more launches than tours that went on
        for day in sorted({day for day, _ in one.again}):
            again, goes_on = (
                [literal for when, literal in dated if when <= day]
                for dated in (one.again, other.goes_on)
            )
            _at_most(model, again, goes_on)


def _own(model: RowModel, used: Variable, turns: Turns) -> None:
    """Requires that nothing is counted for a member who makes no tour."""
    for level in turns.levels:
        _at_most(model, [level], [used])
    if turns.first:
        _at_most(model, turns.first, [used])


def _at_most(model: RowModel, some: Sequence[Variable], others: Sequence[Variable]) -> None:
    model.add(LinearExpr(some) <= LinearExpr(others))
