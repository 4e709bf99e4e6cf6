"""Notices: words that match nothing are reported, and words that match are not."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from attrs import evolve
from hypothesis import given

import seatplan
from seatplan import (
    Agency,
    Notice,
    Outage,
    Port,
    Program,
    Spacecraft,
    Unavailable,
    Window,
    catalog,
)
from seatplan.errors import path_of
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.prefer import Prefer, Term
from seatplan.rules.aboard import Aboard
from seatplan.rules.apart import Apart
from seatplan.rules.blackout import Blackout, Period
from seatplan.rules.count import Count
from seatplan.rules.experience import Experience
from seatplan.rules.handover import Handover
from seatplan.rules.integrated_crew import IntegratedCrew
from seatplan.rules.lifeboat import Lifeboat
from seatplan.rules.quota import Quota
from seatplan.rules.spacing import Spacing
from seatplan.whatif.editing import names_in
from tests.build import day, flight, held, member, program, seat
from tests.files.strategies import programs as drawn_programs
from tests.properties.effort import examples

FLIGHTS = [flight("F1", 1, 11), flight("F2", 21, 31)]


def notices(
    crew: list[Any] | None = None, flights: list[Any] | None = None, **keys: Any
) -> list[Notice]:
    """Return the notices of a program with two flights."""
    people = crew if crew is not None else [member("ann", "NASA", "geology")]
    return list(program(flights if flights is not None else FLIGHTS, people, **keys).notices)


def only(found: list[Notice]) -> tuple[str, str, str, str]:
    """Return kind, place, message and hint of the only notice."""
    (one,) = found
    return one.kind, path_of(one.place), one.message, one.hint


def test_rules_about_ships() -> None:
    """Rules about ships need no members, and a handover with `min = 0` does require something."""
    rules = [
        Blackout(periods=(Period(since=day(5)),)),
        Spacing(days=1),
        Handover(min=0, flights=("F1", "F2")),
    ]
    assert notices(rules=rules) == []


def test_days_are_not_looked_at_where_flights_may_move() -> None:
    """A flight with a window can move to days that a rule picks, so there is no notice."""
    rule = Quota(since=day(40), max=1)
    assert only(notices(rules=[rule]))[0] == "no-flight"
    flights = [evolve(FLIGHTS[0], launch_window=Window(day(1), day(9))), FLIGHTS[1]]
    assert notices(flights=flights, rules=[rule]) == []


@pytest.mark.parametrize("name", catalog.names())
def test_shipped_programs_have_none(name: str) -> None:
    """The shipped programs have no notices."""
    assert catalog.load(name).notices == ()


def test_every_slip_in_a_shipped_program_is_found() -> None:
    """If two letters of a required qualification are exchanged, the hint is the right one."""
    whole = catalog.load("iss-crossflight")
    tried = 0
    for at, vehicle in enumerate(whole.vehicles):
        for number, one in enumerate(vehicle.seats):
            for word in one.requires:
                slip = word[:1] + word[2] + word[1] + word[3:]
                wrong = evolve(one, requires=tuple(slip if x == word else x for x in one.requires))
                seats = (*vehicle.seats[:number], wrong, *vehicle.seats[number + 1 :])
                others = list(whole.vehicles)
                others[at] = evolve(vehicle, seats=seats)
                (found,) = evolve(whole, vehicles=tuple(others)).notices
                assert (found.kind, found.ids) == ("unheld", (slip,))
                assert repr(word) in found.hint
                tried += 1
    assert tried > 5


def test_no_one_holds_it() -> None:
    """Qualifications required by seats, rules and goals that no one holds have a hint."""
    message = "no one holds 'geolgy', which is required"
    assert only(notices(rules=[Quota(holding="geolgy", max=1)])) == (
        "unheld", "rules[0].holding", message, "'geology'?",
    )  # fmt: skip
    assert only(notices(rules=[IntegratedCrew(of=("geolgy",))])) == (
        "unheld", "rules[0].of[0]", message, "'geology'?",
    )  # fmt: skip
    assert only(notices(seats=[seat(requires="geolgy")])) == (
        "unheld", "vehicles[0].seats[0].requires[0]", message, "'geology'?",
    )  # fmt: skip
    goal = Prefer(terms=(Term(holding="geolgy", value=1),))
    found = notices(rules=[Quota(holding="geolgy", max=1)], goals=[goal, FillSeats()])
    assert only(found)[2] == f"{message} here and in 1 more place"


def test_a_word_of_another_sort() -> None:
    """A role or an agency instead of a qualification has a hint about its kind."""
    assert only(notices(rules=[Quota(holding="pilto", max=1)]))[3] == "a role, 'pilot'?"
    assert only(notices(rules=[Quota(holding="NASA", max=1)]))[3] == "an agency? 'NASA' is one."


def test_no_one_holds_it_in_time() -> None:
    """A qualification that no one holds on a day on which it is required is reported."""
    late = held("geology", since=22)
    crew = [member("ann", "NASA", late)]
    assert notices(crew, rules=[Quota(holding="geology", max=1)]) == notices(crew)
    found = notices(crew, rules=[Quota(holding="geology", max=1, until=day(20))])
    assert only(found)[:2] == ("untimely", "rules[0].holding")
    of = IntegratedCrew(of=("geology",), flights=("F2",))
    assert notices(crew, rules=[of, Aboard(holding="geology", min=0, max=3)]) == []


def test_held_and_probably_meant_for_another() -> None:
    """A qualification that is not required is reported only if it is similar to one that is."""
    crew = [member("ann", "NASA", "geology", "geolgy", "poetry")]
    assert only(notices(crew, rules=[Quota(holding="geology", max=1)])) == (
        "unasked", "crew[0].qualifications[1]", "'geolgy' is not required anywhere", "'geology'?",
    )  # fmt: skip
    assert notices(crew) == []


@pytest.mark.parametrize("between", [", ", "; ", "/", " and ", " + "])
def test_several_in_one(between: str) -> None:
    """A word that joins several qualifications, of which one is required, is reported."""
    word = f"poetry{between}geology"
    rules = [Quota(holding="geology", max=1)]
    crew = [member("ann", "NASA", "geology", word)]
    assert only(notices(crew, rules=rules)) == (
        "unasked", "crew[0].qualifications[1]",
        f"{word!r} is not required anywhere, and looks like several qualifications",
        "'poetry', 'geology'?",
    )  # fmt: skip
    assert notices([member("ann", "NASA", "geology", "poetry and prose")], rules=rules) == []
    assert notices([member("ann", "NASA", word)], rules=[Quota(holding=word, max=1)]) == []


def test_an_agency_holds_for_its_members() -> None:
    """A qualification of an agency counts as held if the agency has members."""
    assert notices([member("ann")], rules=[Quota(holding="usos", max=1)]) != []
    granting = Agency("NASA", ("usos",))
    one = program(FLIGHTS, [member("ann")], rules=[Quota(holding="usos", max=1)])
    others = tuple(each for each in one.agencies if each.id != "NASA")
    memberless = (one.agencies[0], *(evolve(each, qualifications=("usos",)) for each in others))
    assert only(list(evolve(one, agencies=memberless).notices))[0] == "unheld"
    assert evolve(one, agencies=(granting, *others)).notices == ()


def test_no_flight() -> None:
    """The notice names the key that picks no flight alone, or else the keys that do together."""
    assert only(notices(rules=[Quota(max=1, since=day(50))])) == (
        "no-flight", "rules[0].since", f"since {day(50)} picks no flight", "",
    )  # fmt: skip
    found = only(notices(rules=[Quota(max=1, flights=("F1",), since=day(15))]))
    assert found[:2] == ("no-flight", "rules[0]")
    assert found[2] == f"flights ['F1'] and since {day(15)} together pick no flight"
    term = Term(value=1, operators=("JAXA",))
    assert only(notices(goals=[Prefer(terms=(term,))]))[1] == "goals[0].terms[0].operators"
    assert notices(rules=[Quota(max=1, since=day(5))]) == []


def test_only_empty_ascents() -> None:
    """Only some rules count flights on which no one goes up; for the others it is a notice."""
    flights = [FLIGHTS[0], flight("F2", 5, 31, ascent="empty")]
    found = only(notices(flights=flights, rules=[Quota(max=1, flights=("F2",))]))
    assert found[2] == "flights ['F2'] picks only flights that go up empty"
    crew = [member("ann", "NASA", "eva")]
    of = IntegratedCrew(of=("eva",), flights=("F2",))
    assert notices(crew, flights, rules=[of, Quota(max=1)]) == []


def test_no_member() -> None:
    """Agencies without members, and keys that exclude each other, are reported."""
    assert only(notices(rules=[Quota(max=1, agencies=("JAXA",))])) == (
        "no-member", "rules[0].agencies", "agencies ['JAXA'] picks no member", "",
    )  # fmt: skip
    crew = [member("ann", "NASA"), member("aki", "JAXA", "geology")]
    both = Quota(max=1, agencies=("JAXA",), members=("ann",))
    assert only(notices(crew, rules=[both]))[1:3] == (
        "rules[0]", "members ['ann'] and agencies ['JAXA'] together pick no member",
    )  # fmt: skip
    trained = Quota(max=1, agencies=("NASA",), holding="geology")
    assert only(notices(crew, rules=[trained]))[0] == "no-member"


def test_no_role() -> None:
    """Roles that none of the picked flights has are reported."""
    flights = [FLIGHTS[0], evolve(FLIGHTS[1], seats=(seat("guest"),))]
    term = Term(value=1, roles=("guest",), flights=("F1",))
    found = only(notices(flights=flights, goals=[Prefer(terms=(term,))]))
    assert found[:2] == ("no-role", "goals[0].terms[0].roles")
    assert notices(flights=flights, goals=[Prefer(terms=(evolve(term, flights=None),))]) == []


def test_one_alone() -> None:
    """A rule `apart` with one member is reported."""
    assert only(notices(rules=[Apart(members=("ann",))]))[0] == "idle"


def test_nothing_is_required() -> None:
    """A `min` of 0 without a `max` is reported, unless the sum can be negative."""
    assert only(notices(rules=[Quota(min=0)]))[:2] == ("idle", "rules[0].min")
    compared = (Term(agencies=("NASA",)), Term(members=("ann",), value=-2))
    assert notices(rules=[Count(terms=compared, min=0)]) == []
    assert notices(rules=[Quota(min=0, max=1), Experience(min=1)]) == []
    assert only(notices(rules=[Aboard(min=0)]))[0] == "idle"


def test_no_day() -> None:
    """A window before the first launch, after the last landing or between two is reported."""
    for keys in ({"until": day(1)}, {"since": day(31)}, {"since": day(11), "until": day(21)}):
        assert only(notices(rules=[Aboard(min=1, **keys)]))[0] == "no-flight"
        assert len(notices(rules=[Lifeboat(**keys)])) == 1
    assert notices(rules=[Lifeboat(since=day(11), until=day(22)), Lifeboat()]) == []


def test_a_station_of_one_flight() -> None:
    """A station with one flight is reported only if others fly to one with nearly its name."""
    flights = [*FLIGHTS, flight("F3", 41, 51, station="Iss")]
    assert only(notices(flights=flights)) == (
        "station", "flights[2].station", "only 'F3' flies to 'Iss'", "'ISS'?",
    )  # fmt: skip
    assert notices(flights=[*FLIGHTS, flight("F3", 41, 51, station="CSS")]) == []
    pair = [flight("F1", 1, 11, station="Gateway"), flight("F2", 21, 31, station="Gatewya")]
    assert only(notices(flights=pair))[1] == "flights[1].station"
    for slip in ("IIS", "SIS", "ISSS", "IS"):
        odd = [*FLIGHTS, flight("F3", 41, 51, station=slip)]
        assert only(notices(flights=odd))[3] == "'ISS'?"


def test_a_forgotten_station() -> None:
    """One flight to the default station is reported if all others go to another one."""
    there = [flight(f"F{at}", 10 * at, 10 * at + 5, station="Gateway") for at in range(1, 5)]
    lone = flight("F5", 50, 55)
    assert only(notices(flights=[*there, lone]))[2:] == (
        "only 'F5' flies to 'ISS', the station of flights that name none; all others fly to "
        "'Gateway'",
        'station = "Gateway".',
    )
    assert notices(flights=[*there[:2], lone]) == []
    assert notices(flights=[*there, evolve(lone, station="Mir")]) == []


def test_never_available() -> None:
    """An absence or outage without days is one of all days; with one of the two days it is not."""
    ports = [Port("P", vehicles=("ship",), unavailable=(Outage(),))]
    craft = [Spacecraft("C", vehicle="ship", unavailable=(Outage(until=day(3)), Outage()))]
    crew = [
        member("ann", unavailable=(Unavailable(),)),
        member("bob", unavailable=(Unavailable(since=day(50)),)),
    ]
    found = evolve(program(FLIGHTS, crew), ports=ports, spacecraft=craft).notices
    assert [(path_of(one.place), one.message) for one in found if one.kind == "never"] == [
        ("crew[0].unavailable[0]", "without since and until, 'ann' is never available"),
        ("ports[0].unavailable[0]", "without since and until, 'P' can never be used"),
        ("spacecraft[0].unavailable[1]", "without since and until, 'C' never launches"),
    ]
    assert {one.hint for one in found if one.kind == "never"} == {"a since or an until."}


@pytest.mark.parametrize(("end", "said"), [("2032-01-01", []), ("2300-01-01", ["wide"])])
def test_windows_with_a_wrong_year(end: str, said: list[str]) -> None:
    """A window of two years is none; one of three centuries is, unless its days are few."""
    flights = [evolve(FLIGHTS[0], launch_window=Window("2030-01-01", end)), FLIGHTS[1]]
    flights[0] = evolve(flights[0], landing_window=Window("2030-01-01", end, step=400))
    found = notices(flights=flights)
    assert [one.kind for one in found] == said
    if said:
        assert only(found)[1:3] == (
            "flights[0].launch_window", "the launch of 'F1' has 98,615 possible days",
        )  # fmt: skip


def test_ids_that_look_alike() -> None:
    """Similar ids of members, flights, qualifications and roles are reported, each pair once."""
    crew = [member("kim"), member("Kim"), member("kim-2")]
    assert only(notices(crew)) == (
        "alike", "crew[1].id", "the member ids 'kim' and 'Kim' differ only in case", "",
    )  # fmt: skip
    flights = [flight("MS-1", 1, 11), flight("MS\N{EN DASH}1", 21, 31)]
    assert only(notices(flights=flights))[1] == "flights[1].id"
    both = [seat(requires="EVA"), seat("guest", requires="eva", optional=True)]
    assert only(notices([member("ann", "NASA", "eva", "EVA")], seats=both))[2] == (
        "the qualification ids 'EVA' and 'eva' differ only in case"
    )
    seats = [seat("pilot"), seat("Pilot", optional=True)]
    assert only(notices(seats=seats))[1] == "vehicles[0].seats[1].role"


def test_without_crew_or_flights() -> None:
    """Without crew or flights, there are no notices about qualifications or picks."""
    assert notices([], rules=[Quota(holding="usos", agencies=("JAXA",), max=1)]) == []
    assert Program().notices == ()
    assert notices(flights=[], rules=[Quota(holding="geology", since=day(1), max=1)]) == []


def test_not_part_of_the_value() -> None:
    """Notices are not part of the data of a program or of its equality."""
    one = program(FLIGHTS, [member("ann")], rules=[Quota(holding="usos", max=1)])
    assert "notices" not in {each.name for each in attrs.fields(Program)}
    assert one.notices == Program.from_dict(one.to_dict()).notices != ()
    assert isinstance(one.notices[0], seatplan.Notice)
    assert str(one.notices[0]).startswith("rules[0].holding: no one holds 'usos'")


@given(drawn_programs())
@examples(25)
def test_of_any_program(one: Program) -> None:
    """Each notice has a place and ids of the program, and there is no notice twice."""
    found = one.notices
    assert len(set(found)) == len(found)
    words = set(names_in(one)) | {
        word for thing in (*one.rules, *one.goals) for word in names_in(thing)
    }
    for notice in found:
        there: Any = one
        for step in notice.place:
            there = there[step] if isinstance(step, int) else getattr(there, step)
        assert set(notice.ids) <= words
        assert notice.message
        assert not notice.message.endswith(".")
