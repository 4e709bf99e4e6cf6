"""Longest waiting: those who have waited longest fly first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, combinations
from typing import Any

import pytest
from attrs import evolve

from seatplan import Fixed, Status, Window, solve
from seatplan.goals.longest_waiting import LongestWaiting
from seatplan.program_index import ProgramIndex
from seatplan.structure import ONE_PLACE
from seatplan.testing import agrees
from tests.build import day, flight, flying, member, plan, program, seat, solved, tour, value

FLIGHTS = [flight("F1", 11, 21), flight("F2", 26, 31)]


@pytest.mark.parametrize(
    ("keys", "wait"),
    [
        ({}, 0),
        ({"selected": 1}, 10),
        ({"selected": 12}, 0),
        ({"flights_before": 1, "last_landing": 4, "selected": 1}, 7),
        ({"flights_before": 1, "last_landing": 11}, 0),
    ],
)
def test_since_when(keys: Any, wait: int) -> None:
    """The first wait starts at the last landing, else the selection, else the first launch."""
    one = program(FLIGHTS[:1], [member("ann", **keys)], goals=[LongestWaiting()])
    assert value(one, plan(tour("ann", "F1"))) == wait
    assert solved(one) == [wait]


def test_between_two_tours() -> None:
    """The wait for a second tour starts at the landing of the first."""
    one = program(FLIGHTS, [member("ann", selected=1)], goals=[LongestWaiting()])
    assert value(one, plan(tour("ann", "F1"), tour("ann", "F2"))) == 15
    assert solved(one) == [15]


@pytest.mark.parametrize("selected", [12, 20, 24])
def test_selected_after_the_first_of_two_launches(selected: int) -> None:
    """A member selected after the first launch has no wait before it."""
    one = program(FLIGHTS, [member("ann", selected=selected)], goals=[LongestWaiting()])
    assert value(one, plan(tour("ann", "F1"), tour("ann", "F2"))) == 5
    assert solved(one) == [5]


def test_landing_and_launch_on_one_day() -> None:
    """A launch on the day of the previous landing has a wait of 0."""
    flights = [FLIGHTS[0], flight("F2", 21, 31)]
    one = program(flights, [member("ann", selected=1)], goals=[LongestWaiting()])
    assert solved(one) == [10]


def test_tours_that_overlapped() -> None:
    """Between past tours that overlap, there is no wait."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 15), flight("F3", 20, 25)]
    records = plan(tour("ann", "F1"), tour("ann", "F2"))
    one = program(flights, ["ann"], goals=[LongestWaiting()])
    assert solved(one, records, as_of=16) == [5]


def test_selected_between_two_launches() -> None:
    """A wait does not start at a launch before the selection."""
    wishes = [Fixed("F1", "pilot", "bob"), Fixed("F2", "pilot", "ann")]
    crew = [member("ann", selected=24), member("bob")]
    goals = [LongestWaiting(members=("ann",))]
    assert solved(program(FLIGHTS, crew, goals=goals, fixed=wishes)) == [2]


def test_who_waited_longest_flies() -> None:
    """The member with the longest wait flies."""
    crew = [member("ann", selected=1), member("bob", selected=-4)]
    one = program(FLIGHTS[:1], crew, goals=[LongestWaiting()])
    assert flying(one) == {"F1": "bob"}


def test_nobody_flies() -> None:
    """Without tours, the value is 0."""
    one = program(FLIGHTS, [], seats=[seat(optional=True)], goals=[LongestWaiting()])
    assert solved(one) == [0]


def test_which_day_counts() -> None:
    """The first wait starts at the last landing, the selection, or the program's first launch."""
    goal = LongestWaiting()
    lookup = ProgramIndex(program(FLIGHTS, []))
    landed = member("ann", flights_before=1, last_landing=4, selected=1)
    assert goal.waits_since(lookup, landed) == day(4)
    assert goal.waits_since(lookup, member("bob", selected=1)) == day(1)
    assert goal.waits_since(lookup, member("cem")) == day(11)
    assert goal.waits_since(ProgramIndex(program([], [])), member("cem")) == date.min


SPANS = ((3, 5), (5, 8), (8, 9), (13, 14), (20, 21))
CHAIN = program(
    [flight(f"F{n}", *span) for n, span in enumerate(SPANS)],
    ["ann"],
    seats=[seat(optional=True)],
    goals=[LongestWaiting()],
)


def subsets(numbers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Every subset of the numbers."""
    return chain.from_iterable(combinations(numbers, k) for k in range(len(numbers) + 1))


@pytest.mark.parametrize("selected", [None, -3, 11])
def test_the_wait_of_every_choice(selected: int | None) -> None:
    """For every choice of flights, the solver's value equals the best over all completions."""
    keys = {} if selected is None else {"selected": selected}
    one = evolve(CHAIN, crew=(member("ann", **keys),))
    for must in subsets(range(len(SPANS))):
        agrees(evolve(one, fixed=tuple(Fixed(f"F{n}", "pilot", "ann") for n in must)))


def test_the_wait_after_every_past() -> None:
    """The same holds if three of the flights are past."""
    for flown in subsets(range(3)):
        agrees(CHAIN, plan(*(tour("ann", f"F{n}") for n in flown)), as_of=day(10))


def test_in_two_places_at_once() -> None:
    """If `one-place` is given up, a launch before the previous landing has no wait."""
    flights = [flight("F1", 11, 21), flight("F2", 15, 25), flight("F3", 30, 31)]
    one = program(flights, [member("ann", selected=1)], goals=[LongestWaiting()])
    twice = solve(one, without=[ONE_PLACE.requirement(ProgramIndex(one), one.crew[0])])
    assert [goal.value for goal in twice.goals] == [10 + 0 + 5]


def test_in_two_places_at_once_on_open_dates() -> None:
    """Each of 900 choices of dates counts without a look of its own, also two launches on a day."""
    window = Window(day(1), day(31))
    flights = [
        evolve(flight(f"F{n}", 11 + n, 41 + n), launch_window=window, return_options=())
        for n in range(2)
    ]
    one = program(flights, [member("ann", selected=1)], goals=[LongestWaiting()])
    twice = solve(one, without=[ONE_PLACE.requirement(ProgramIndex(one), one.crew[0])])
    assert twice.status is Status.OPTIMAL
    assert twice.statistics.runs < 20
    same = [evolve(one, launch_window=Window(day(11), day(12))) for one in flights[:1]]
    same.append(evolve(same[0], id="F1"))
    one = evolve(one, flights=same)
    assert solve(one, without=[ONE_PLACE.requirement(ProgramIndex(one), one.crew[0])]).plan
