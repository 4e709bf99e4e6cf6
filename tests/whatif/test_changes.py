"""The difference of two plans: lines, moves, and sentences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seatplan import Assignment, Cancel, CrewMember, Plan
from seatplan.testing import plans, programs
from seatplan.whatif.changes import Change, Difference, Move
from tests.build import down, flight, plan, program, seat, tour, up
from tests.properties.effort import examples

PROGRAM = program(
    [flight("F1", 1, 11), flight("F2", 5, 21), flight("F3", 31, 41)],
    [CrewMember("ann", "NASA", "Ann Lee"), CrewMember("bob", "NASA", "Bob Ray"), "cem", "dag"],
    seats=[seat("pilot"), seat("guest", 2, optional=True)],
)


def told(old: Plan, new: Plan) -> list[str]:
    """The sentences."""
    return [one.sentence for one in Difference(old, new, PROGRAM, PROGRAM).flights]


def test_equal_plans_have_no_difference() -> None:
    found = Difference(plan(tour("ann", "F1")), plan(tour("ann", "F1")), PROGRAM, PROGRAM)
    assert (found.changes, found.moves, found.flights) == ((), (), ())


def test_lines_and_moves() -> None:
    """A member with a different seat has one move for each leg, with both seats."""
    found = Difference(plan(tour("ann", "F1")), plan(tour("ann", "F2")), PROGRAM, PROGRAM)
    assert found.changes == (
        Change("F1", "up", "pilot", "ann", "removed"),
        Change("F2", "up", "pilot", "ann", "added"),
        Change("F1", "down", "pilot", "ann", "removed"),
        Change("F2", "down", "pilot", "ann", "added"),
    )
    assert found.moves == (
        Move("ann", "up", up("ann", "F1"), up("ann", "F2")),
        Move("ann", "down", down("ann", "F1"), down("ann", "F2")),
    )
    assert [one.flight for one in found.flights] == ["F1", "F2"]


def test_one_in_place_of_another() -> None:
    assert told(plan(tour("ann", "F1")), plan(tour("bob", "F1"))) == [
        "F1: Bob Ray flies as pilot instead of Ann Lee."
    ]


def test_where_they_come_from_and_go_to() -> None:
    """If two people swap seats, the sentence shows the role if it changes."""
    old = plan(tour("ann", "F1"), tour("bob", "F3"))
    assert told(old, plan(tour("bob", "F1"), tour("ann", "F3", role="guest"))) == [
        "F1: Bob Ray (until now on F3) flies as pilot instead of Ann Lee (now on F3 as guest).",
        "F3: Bob Ray no longer flies as pilot (now on F1); "
        "Ann Lee (until now on F1 as pilot) flies as guest.",
    ]


def test_another_role() -> None:
    assert told(plan(tour("ann", "F1")), plan(tour("ann", "F1", role="guest"))) == [
        "F1: Ann Lee flies as guest, not as pilot."
    ]


def test_another_way_home() -> None:
    """The sentence mentions only the leg that changes."""
    assert told(plan(tour("ann", "F1")), plan(tour("ann", "F1", "F2"))) == [
        "F1: Ann Lee no longer comes down as pilot (now on F2).",
        "F2: Ann Lee (until now on F1) comes down as pilot.",
    ]


def test_more_come_than_go() -> None:
    old = plan(tour("ann", "F1", role="guest"))
    new = plan(tour("bob", "F1", role="guest"), tour("cem", "F1", role="guest"), up("dag", "F1"))
    assert told(old, new) == [
        "F1: Bob Ray flies as guest instead of Ann Lee; cem flies as guest; dag goes up as pilot."
    ]


def test_removed_flights_are_named() -> None:
    """Sentences mention flights that the program no longer has or never had."""
    after = PROGRAM.apply(Cancel("F2"))
    old = plan(tour("ann", "F2"), Assignment("Mir-1", "up", "pilot", "gagarin"))
    found = Difference(old, plan(tour("ann", "F3")), PROGRAM, after)
    assert [one.sentence for one in found.flights] == [
        "Mir-1 (no longer in the program): gagarin no longer goes up as pilot.",
        "F2 (no longer in the program): Ann Lee no longer flies as pilot (now on F3).",
        "F3: Ann Lee (until now on F2) flies as pilot.",
    ]
    back = Difference(plan(), plan(tour("ann", "F2")), after, PROGRAM)
    assert back.flights[0].sentence == "F2 (new): Ann Lee flies as pilot."


@given(st.data())
@examples(200)
def test_changes_are_the_symmetric_difference(data: st.DataObject) -> None:
    """Changes are the symmetric difference; moves and flights contain the same lines."""
    drawn = data.draw(programs(max_flights=3, max_members=3))
    old, new = data.draw(plans(drawn)), data.draw(plans(drawn))
    found = Difference(old, new, drawn, drawn)
    gone = {one.line for one in found.changes if one.kind == "removed"}
    come = {one.line for one in found.changes if one.kind == "added"}
    assert gone == set(old.assignments) - set(new.assignments)
    assert come == set(new.assignments) - set(old.assignments)
    assert len(found.changes) == len(gone) + len(come)
    assert {one.source for one in found.moves} - {None} == gone
    assert {one.target for one in found.moves} - {None} == come
    assert sorted(map(repr, (c for one in found.flights for c in one.changes))) == sorted(
        map(repr, found.changes)
    )
    for one in found.flights:
        assert all(change.member in one.sentence for change in one.changes)


def test_members_are_counted_once() -> None:
    """The repr counts members, not their moves."""
    one = program([flight("F1", 1, 11), flight("F2", 21, 31)], ["ann"])
    old = plan(tour("ann", "F1"), tour("ann", "F2"))
    found = Difference(old, Plan(), one, one)
    assert repr(found) == "<Difference 4 lines, 2 flights, 1 member>"
