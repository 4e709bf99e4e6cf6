"""People who cannot come home, and the reasons for each ship."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from seatplan import Fixed, Plan, Program, Status, catalog, explain, solve, what_if
from seatplan.engine.model.building import build_model
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.program_index import ProgramIndex
from seatplan.stranded import stranded
from seatplan.whatif.edits.return_empty import ReturnEmpty
from tests.build import day, down, flight, member, plan, program, seat, tour, up
from tests.losing import losses

CAP = [seat(critical=True), seat("crew", optional=True)]


@given(losses(), st.data())
@settings(max_examples=80)
def test_who_is_stranded_leaves_no_plan(drawn: tuple[Program, Plan, date], data: st.DataObject):
    """If someone is named as stranded, the named requirements alone have no plan."""
    program, plan, as_of = drawn
    active = ActiveRequirements(assume=True)
    build_model(program, plan=plan, as_of=as_of, active=active)
    every = list(active.requirements.values())
    some = data.draw(st.lists(st.sampled_from(every), unique_by=id)) if every else []
    named = stranded(ProgramIndex(program), plan, as_of, some)
    alone = evolve(program, goals=())
    status = solve(alone, plan, as_of=as_of, only=some).status
    if named:
        assert status is Status.INFEASIBLE
    if not some and status is Status.INFEASIBLE:
        assert named or _muddled(plan)


def _muddled(plan: Plan) -> bool:
    """Return whether someone is in two ships at once, which is not about seats."""
    legs = [(line.flight, line.leg, line.member) for line in plan.assignments]
    ups = [line.member for line in plan.assignments if line.leg == "up"]
    return len(set(legs)) < len(legs) or len(set(ups)) < len(ups)


def test_in_orbit_with_no_way_home() -> None:
    """The three of MS-22 are named, with their ship and the next ones that bring people home."""
    program, plan = catalog.load("iss-crossflight"), catalog.flown("iss-crossflight")
    lost = what_if(program, plan, ReturnEmpty("MS-23"), as_of=date(2023, 5, 1))
    assert lost.result.status is Status.INFEASIBLE
    assert lost.explanation is not None
    assert lost.explanation.feasible is False
    assert lost.explanation.conflict == ()
    (one,) = lost.explanation.stranded
    assert one.members == ("petelin", "prokopyev", "rubio")
    assert one.flights == ("MS-22", "MS-23")
    assert one.message == (
        "Dmitry Petelin, Sergey Prokopyev and Frank Rubio (in orbit since 2022-09-21, MS-22) "
        "cannot come home: MS-22 (2023-03-28) comes down empty; MS-23 (2023-09-27) comes down "
        "empty. Not among their return options: Ax-2 (2023-05-31), Crew-6 (2023-09-04) and Ax-3 "
        "(2024-02-09)."
    )
    assert one.message in str(lost.explanation)


@pytest.mark.parametrize(
    ("home", "reason"),
    [
        ({}, "F1 (2030-01-11) comes down empty, and F1 has no return options"),
        ({"launch": -9, "landing": 1}, "F2 lands on 2030-01-01, no later than F1 launches"),
        ({"descent": "empty"}, "F2 (2030-01-15) comes down empty"),
        ({"seats": ()}, "F2 (2030-01-15) has no seats"),
    ],
)
def test_whoever_goes_up(home: dict[str, object], reason: str) -> None:
    """The conflict is the seat that must be taken; the text has the ship and its obstacle."""
    flights = [flight("F1", 1, 11, descent="empty", return_options=("F2",) if home else ())]
    keys = {"launch": 5, "landing": 15, "ascent": "empty", **home}
    if home:
        flights.append(flight("F2", **keys))  # type: ignore[arg-type]
    found = explain(program(flights, ["ann"], seats=CAP))
    assert [one.rule for one in found.conflict] == ["ascent-full"]
    (one,) = found.stranded
    assert one.members == ()
    assert one.message.startswith("Whoever goes up on F1 (2030-01-01) cannot come home: ")
    assert reason in one.message


def test_fewer_seats_home_than_people() -> None:
    """Three members are fixed up and the ship home has two seats."""
    flights = [
        flight(
            "F1",
            1,
            11,
            descent="empty",
            return_options=("F2",),
            seats=(seat("any", 3, optional=True),),
        ),
        flight("F2", 5, 15, ascent="empty"),
    ]
    one = program(flights, ["ann", "bob", "cem"], seats=CAP)
    wishes = tuple(Fixed("F1", "any", who, "up") for who in ("ann", "bob", "cem"))
    found = explain(evolve(one, fixed=wishes))
    assert [one.message for one in found.stranded] == [
        "ann, bob and cem (to go up on F1, 2030-01-01) cannot all come home: F1 (2030-01-11) "
        "comes down empty; F2 (2030-01-15) has 2 seats for them."
    ]


def test_a_seat_that_does_not_admit_them() -> None:
    """The seat home requires a qualification that ann lacks, and the conflict shows it."""
    flights = [
        flight("F1", 1, 11, descent="empty", return_options=("F2",)),
        flight("F2", 5, 15, ascent="empty", seats=(seat("pilot", requires="soyuz"),)),
    ]
    found = explain(program(flights, [member("ann")]), plan(up("ann", "F1")), as_of=day(3))
    assert [one.id for one in found.conflict] == ["seat-requirements:F2:pilot"]
    assert "F2 (2030-01-15) has no seat that they may take" in found.stranded[0].message


def test_a_seat_that_someone_else_must_have() -> None:
    """Bob is fixed in the only seat in which ann could come down."""
    flights = [
        flight("F1", 1, 11, descent="empty", return_options=("F2",)),
        flight("F2", 5, 15, seats=(seat("pilot", optional=True),)),
    ]
    one = evolve(program(flights, ["ann", "bob"]), fixed=(Fixed("F2", "pilot", "bob", "down"),))
    found = explain(one, plan(up("ann", "F1")), as_of=day(3))
    (group,) = found.stranded
    assert group.members == ("ann", "bob")
    assert "F2 (2030-01-15) has 1 seat for them" in group.message


def test_who_can_come_home_is_not_named() -> None:
    """An explanation about something else names no one as stranded."""
    one = program([flight("F1", 1, 11)], ["ann"], seats=[seat("pilot", requires="eva")])
    found = explain(one)
    assert found.conflict
    assert not found.stranded
    later = plan(tour("ann", "F1"), down("ann", "F1"))
    assert stranded(ProgramIndex(one), later, day(5)) == ()
