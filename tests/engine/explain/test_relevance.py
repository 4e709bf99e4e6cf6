"""Relevance: a model of only the relevant tours gives the same answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program, Window, Withdraw, explain
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.explain.relevance import reach
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.kinds import Rule
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.rules.aboard import Aboard
from seatplan.rules.apart import Apart
from seatplan.rules.backup import Backup
from seatplan.rules.backup_flies import BackupFlies
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.quota import Quota
from seatplan.rules.standby import Standby
from seatplan.testing import windowed
from tests.build import day, flight, member, program, seat
from tests.engine.judge import requirements_of
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples


@given(tight_programs(max_flights=3, max_members=4, max_rules=3), st.data())
@examples(100)
def test_a_model_of_what_is_reached_says_the_same(one: Program, data: st.DataObject) -> None:
    """Some requirements can hold together exactly if they can among the tours they reach."""
    known = requirements_of(one)
    some = data.draw(st.lists(st.sampled_from(known), unique=True)) if known else []
    oracle = Oracle(one, None, None, 60.0)
    among = reach(oracle.lookup, some)
    whole = oracle.answer(oracle.model(ActiveRequirements(only=some)).cp)
    part = oracle.answer(oracle.model(ActiveRequirements(only=some), among).cp)
    assert whole.found == part.found


def reached(one: Program, *kinds: str) -> object:
    """What the requirements of some rules reach together."""
    oracle = Oracle(one, None, None, 60.0)
    wanted = [r for r in requirements_of(oracle.program) if r.rule in kinds]
    return reach(oracle.lookup, wanted)


def test_a_quota_reaches_those_whom_it_counts() -> None:
    """A quota reaches the members that it counts; a requirement that only limits reaches no one."""
    crew = [member("ann"), member("jun", "JAXA")]
    flights = [flight("F1", 1, 11), flight("F2", 21, 31)]
    few = Quota(id="few", agencies=("JAXA",), min=1, flights=("F2",))
    most = Quota(id="most", agencies=("NASA",), max=1)
    one = program(flights, crew, rules=[few, most, Apart(members=("ann", "jun"))])
    assert reached(one, "few") == {"F2": frozenset({"jun"})}
    assert reached(one, "most", "apart", "one-place", "seat-requirements") == {}


def test_a_seat_reaches_everybody_on_its_flight() -> None:
    """A seat reaches everyone on its flight, even those whom its requirements bar."""
    one = program([flight("F1", 1, 11), flight("F2", 21, 31)], ["ann", "bob"], seats=[seat()])
    everybody = frozenset({"ann", "bob"})
    assert reached(one, "ascent-full") == {"F1": everybody, "F2": everybody}


def test_a_landing_reaches_those_who_may_come_home_on_it() -> None:
    """A landing reaches everyone who may come home on it."""
    flights = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 21)]
    one = program(flights, ["ann"], seats=[seat(critical=True)])
    critical = [r for r in requirements_of(one) if r.id == "critical-seat:F2"]
    oracle = Oracle(one, None, None, 60.0)
    assert reach(oracle.lookup, critical) == dict.fromkeys(("F1", "F2"), frozenset({"ann"}))


def test_people_aboard_reach_the_flights_to_their_station() -> None:
    """A rule about people aboard reaches the picked members on each flight to the station."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 21, station="Gateway")]
    crew = [member("ann"), member("jun", "JAXA")]
    rule = Aboard(stations=("ISS",), agencies=("JAXA",), min=1)
    assert reached(program(flights, crew, rules=[rule]), "aboard") == {"F1": frozenset({"jun"})}


@given(tight_programs(max_flights=3, max_members=3, max_rules=2), st.data())
@examples(25)
def test_what_is_reached_on_any_of_the_possible_days(one: Program, data: st.DataObject) -> None:
    """Where a flight may move, people on its other days may be those who help."""
    one = data.draw(windowed(one, most_open=2, most_days=3))
    known = requirements_of(one)
    some = data.draw(st.lists(st.sampled_from(known), unique=True)) if known else []
    oracle = Oracle(one, None, None, 60.0)
    among = reach(oracle.lookup, some)
    whole = oracle.answer(oracle.model(ActiveRequirements(only=some)).cp)
    part = oracle.answer(oracle.model(ActiveRequirements(only=some), among).cp)
    assert whole.found == part.found


def test_people_aboard_reach_a_flight_that_may_come_sooner() -> None:
    """The second flight is up on that day only if it launches before its own day."""
    flights = [flight("F1", 1, 11), flight("F2", 15, 31, launch_window=Window(day(11), day(16)))]
    rule = Aboard(min=1, since=day(2), until=day(20))
    one = program(flights, ["ann"], rules=[rule])
    oracle = Oracle(one, None, None, 60.0)
    (gap,) = (r for r in requirements_of(oracle.program) if r.subject.since == day(11))
    assert reach(oracle.lookup, [gap]) == {"F2": frozenset({"ann"})}


def test_a_quota_reaches_a_flight_that_it_picks_on_other_days_alone() -> None:
    """Ann can help only if the flight launches later; her absence is part of the conflict."""
    flights = [flight("F1", 15, 40, launch_window=Window(day(15), day(30)))]
    late = Quota(members=("ann",), min=1, since=day(20), until=day(50))
    one = program(flights, ["ann", "bob"], rules=[late]).apply(Withdraw("ann"))
    conflict = explain(one).conflict
    assert {each.rule for each in conflict} == {"quota", "availability"}


def test_a_backup_can_fly_next_on_other_days_alone() -> None:
    """If F2 launches before F1, whoever is the backup on F1 has to fly on F3."""
    flights = [
        flight("F1", 11, 16),
        flight("F2", 21, 31, launch_window=Window(day(1), day(22), step=20)),
        flight("F3", 41, 51),
    ]
    rules = [Backup(flights=("F1",), min=1), BackupFlies(flights=("F1", "F2", "F3"), within=1)]
    one = program(flights, ["ann"], rules=rules)
    wanted = Requirement("backup-flies:F1", "backup-flies", "", ("F1",))
    assert reach(ProgramIndex(one), [wanted]) is None


@pytest.mark.parametrize("limits", [False, True])
def test_limits_on_tours_make_anyone_help_a_replacement(limits: bool) -> None:
    """Standby only bars, unless a hard rule limits tours: one who breaks it may go again."""
    rest = GroundTime(days=30) if limits else Apart(members=("ann", "bob"))
    one = program([flight("F1", 1, 11)], ["ann", "bob"], rules=[Standby(), rest])
    assert reached(one, "standby") == (None if limits else {})


@pytest.mark.parametrize("bars", [False, True])
def test_a_rule_of_ones_own_says_whether_it_only_bars(bars: bool) -> None:
    """A rule that only bars reaches no one, also where a flight may move; others reach anyone."""

    class Own(Rule):
        kind = "own"
        only_bars = bars

    flights = [flight("F1", 1, 11, launch_window=Window(day(0), day(3)))]
    one = program(flights, ["ann"], rules=[Own()])
    wanted = Requirement("own:x", "own", "")
    assert reach(ProgramIndex(one), [wanted]) == ({} if bars else None)
