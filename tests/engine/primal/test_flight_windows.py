"""Candidate lists: the best members, not always the same, and all that are required."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Fixed, Program
from seatplan.engine.model.plan_values import decisions
from seatplan.engine.primal.flight_windows import CandidateLists
from seatplan.engine.rows.rows import Flags
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.testing import programs
from tests.build import flight, member
from tests.build import program as build_program
from tests.engine.partials import model_of
from tests.properties.effort import examples


def everything(shortlist: CandidateLists) -> Flags:
    """All decisions."""
    return np.ones(len(shortlist.partial.numbers), dtype=np.bool_)


def nothing(shortlist: CandidateLists) -> Flags:
    """No decision."""
    return np.zeros(len(shortlist.partial.numbers), dtype=np.bool_)


def drafted(names: str, flights: int = 1, fixed: tuple[Fixed, ...] = ()) -> PartialSolution:
    """A partial solution with these people, a letter each, and simultaneous flights."""
    launches = [flight(f"F{number}", 1 + number, 90 + number) for number in range(flights)]
    return PartialSolution(
        model_of(build_program(launches, [member(one) for one in names], fixed=fixed))
    )


def listed(partial: PartialSolution, shortlist: CandidateLists, picked: Flags) -> list[str]:
    """The members on the lists, flight by flight."""
    owners = [partial.members[one] for one in partial.owner.tolist()]
    order = np.argsort(shortlist.partial.first, kind="stable")
    return [owners[place] for place in order.tolist() if picked[place]]


def test_the_best_are_on_the_list() -> None:
    """Lists have the members with the best values."""
    partial = drafted("abcd")
    shortlist = CandidateLists(partial, 0)
    worth = np.array([3, 9, 5, 7])
    picked = shortlist.pick(everything(shortlist), 2, worth, nothing(shortlist))
    assert listed(partial, shortlist, picked) == ["b", "d"]


def test_not_the_same_on_all_lists() -> None:
    """Equally good members are on equally many lists."""
    partial = drafted("abcd", flights=4)
    shortlist = CandidateLists(partial, 0)
    worth = np.zeros(len(shortlist.partial.numbers), dtype=np.int64)
    picked = shortlist.pick(everything(shortlist), 1, worth, nothing(shortlist))
    assert sorted(listed(partial, shortlist, picked)) == ["a", "b", "c", "d"]


def test_some_have_lists_of_their_own() -> None:
    """Members with separate lists are listed, however good the others are."""
    partial = drafted("abcd")
    shortlist = CandidateLists(partial, 0)
    apart = nothing(shortlist)
    apart[3] = True
    picked = shortlist.pick(everything(shortlist), 1, np.array([9, 8, 7, 1]), apart)
    assert listed(partial, shortlist, picked) == ["a", "d"]


def test_who_alone_keeps_a_demand() -> None:
    """A member who is fixed in a seat is always on the list."""
    partial = drafted("abcd", fixed=(Fixed("F0", "pilot", "d", leg="up"),))
    shortlist = CandidateLists(partial, 1)
    picked = shortlist.pick(everything(shortlist), 1, np.array([9, 8, 7, 1]), nothing(shortlist))
    assert listed(partial, shortlist, picked) == ["a", "d"]


@given(programs(max_flights=4), st.data())
@examples(40)
def test_long_lists_have_everybody(program: Program, data: st.DataObject) -> None:
    """Long lists have everyone; short lists have the ways home of their members."""
    partial = PartialSolution(model_of(program))
    shortlist = CandidateLists(partial, 0)
    count = len(shortlist.partial.numbers)
    drawn = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    among = np.array(drawn, dtype=np.bool_)
    worth = np.array(
        data.draw(st.lists(st.integers(-9, 9), min_size=count, max_size=count)), dtype=np.int64
    )
    every = shortlist.pick(among, shortlist.longest + 1, worth, nothing(shortlist))
    assert np.array_equal(every, among)
    few = shortlist.pick(among, 1, worth, nothing(shortlist))
    assert not (few & ~among).any()
    made = list(decisions(partial.model).values())
    seats = partial.model.candidates.seat_of
    up = [seats.get(int(number), ("", "", ""))[1] == "up" for number in shortlist.partial.numbers]
    going = {(made[at].member, made[at].first) for at in range(count) if few[at] and up[at]}
    for at in range(count):
        if among[at] and not up[at]:
            mine = {(made[at].member, one) for one in range(made[at].first, made[at].last + 1)}
            if mine & going:
                assert few[at]
    assert shortlist.sizes(shortlist.longest).sum() == count
    assert (shortlist.sizes(1) <= shortlist.sizes(2)).all()
