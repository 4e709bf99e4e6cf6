"""Real events as what-ifs on the days on which they happened."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from seatplan import (
    AddFlight,
    AddRule,
    Agency,
    Cancel,
    ChangeRule,
    CrewMember,
    DockedDays,
    DropRule,
    Edit,
    Extend,
    Fix,
    Flight,
    LaunchEmpty,
    Outcome,
    Plan,
    Program,
    Qualification,
    Reseat,
    ReturnEmpty,
    ReturnOptions,
    Seat,
    Slip,
    Status,
    Vehicle,
    Window,
    check,
    what_if,
)
from seatplan.goals.fill_seats import FillSeats
from seatplan.rules.aboard import Aboard
from seatplan.rules.handover import Handover
from seatplan.rules.lifeboat import Lifeboat
from seatplan.rules.quota import Quota

from .history import (
    CROSSFLIGHT,
    FLOWN,
    before_starliner_came_home_empty,
    before_the_leak,
    crew,
)


def on(plan: Plan | None, flight: str, leg: str) -> dict[str, str]:
    """By role, the member on one leg."""
    assert plan is not None
    return {x.member: x.role for x in plan.assignments if (x.flight, x.leg) == (flight, leg)}


def without_plan_b(outcome: Outcome) -> None:
    """Assert that the plan before the event is valid."""
    assert outcome.result.status is Status.OPTIMAL
    assert outcome.changes == ()


# Soyuz MS-22 leaks, 15 December 2022

LEAK_SEEN = date(2022, 12, 15)
LEAK: tuple[Edit, ...] = (
    ReturnEmpty("MS-22", via=("MS-23",)),
    LaunchEmpty("MS-23"),
    Slip("MS-23", -20),  # to 24 February
    Extend("MS-23", 20),
)


def test_ms_22_before_the_leak() -> None:
    program, plan = before_the_leak()
    assert check(program, plan).ok
    without_plan_b(what_if(program, plan, as_of=LEAK_SEEN))


def test_ms_22_leaks() -> None:
    """The crew of MS-22 comes home on MS-23, whose crew loses it; no one else moves."""
    program, plan = before_the_leak()
    outcome = what_if(program, plan, *LEAK, as_of=LEAK_SEEN)
    assert outcome.result.status is Status.OPTIMAL
    down = on(outcome.result.plan, "MS-23", "down")
    assert down == {
        "prokopyev": "commander",
        "petelin": "flight-engineer",
        "rubio": "flight-engineer",
    }
    assert on(outcome.result.plan, "MS-23", "up") == on(outcome.result.plan, "MS-22", "down") == {}
    assert outcome.members == ("chub", "kononenko", "ohara", "petelin", "prokopyev", "rubio")
    assert {change.flight for change in outcome.changes} == {"MS-22", "MS-23"}
    assert len(outcome.changes) == 12
    # A year in space, as Rubio's 371 days were.
    (ship,) = (one for one in program.apply(*LEAK).flights if one.id == "MS-23")
    assert (ship.launch, ship.landing) == (date(2023, 2, 24), date(2023, 9, 27))


def test_ms_22_as_it_was_done() -> None:
    """As in reality, the crew of MS-23 flies on MS-24: three more seats change."""
    program, plan = before_the_leak()
    done = (
        Fix("MS-24", "commander", "kononenko"),
        Fix("MS-24", "flight-engineer", "chub"),
        Fix("MS-24", "flight-engineer", "ohara"),
    )
    outcome = what_if(program, plan, *LEAK, *done, as_of=LEAK_SEEN)
    assert outcome.result.status is Status.OPTIMAL
    assert on(outcome.result.plan, "MS-24", "up") == on(FLOWN, "MS-24", "up")
    assert len(outcome.changes) == 12 + 12
    assert {"ovchinin", "platonov", "dyson"} < set(outcome.members)


def test_ms_22_without_a_ship_to_come_home_on() -> None:
    """Without another ship, the crew has no way home, and there is no plan."""
    program, plan = before_the_leak()
    outcome = what_if(program, plan, ReturnEmpty("MS-22"), as_of=LEAK_SEEN)
    assert outcome.fails
    assert outcome.explanation is not None
    assert outcome.explanation.feasible is False
    assert outcome.explanation.conflict == ()


# Shenzhou-20 is struck by debris, 5 November 2025

STRUCK = date(2025, 11, 4)
RESCUE = Flight(
    "SZ-22",
    "Shenzhou",
    date(2025, 11, 25),
    date(2026, 5, 29),
    station="Tiangong",
    ascent="empty",
)


def before_the_strike() -> tuple[Program, Plan]:
    """4 November 2025: two crews are aboard Tiangong, and the first is about to return."""
    flights = {
        "SZ-20": (date(2025, 4, 24), date(2025, 11, 5), "chen-dong chen-zhongrui wang-jie"),
        "SZ-21": (date(2025, 10, 31), date(2026, 4, 30), "zhang-lu wu-fei zhang-hongzhang"),
        "SZ-23": (date(2026, 4, 24), date(2026, 10, 31), "c1 c2 c3"),
    }
    seats = (Seat("commander", requires=("cdr",), critical=True), Seat("operator", 2))
    people: list[CrewMember] = []
    lines = set()
    for name, (_, _, members) in flights.items():
        commander, *operators = members.split()
        people.append(CrewMember(commander, "CMSA", qualifications=(Qualification("cdr"),)))
        people += [CrewMember(member, "CMSA") for member in operators]
        lines |= crew(name, commander=commander, operator=" ".join(operators))
    program = Program(
        agencies=(Agency("CMSA"),),
        vehicles=(Vehicle("Shenzhou", "CMSA", seats=seats),),
        flights=tuple(
            Flight(name, "Shenzhou", launch, landing, station="Tiangong")
            for name, (launch, landing, _) in flights.items()
        ),
        crew=tuple(people),
        rules=(Aboard(min=3),),
        goals=(FillSeats(),),
    )
    return program, Plan(lines)


HOME_ON_SZ_21: tuple[Edit, ...] = (
    Extend("SZ-20", 75),
    ReturnEmpty("SZ-20", via=("SZ-21",)),
    Extend("SZ-21", -167),  # to 14 November
    AddFlight(RESCUE),
)


def test_shenzhou_20_as_it_was_done() -> None:
    """As in reality, its crew takes the next ship, whose crew waits for an empty one."""
    program, plan = before_the_strike()
    stay = ReturnOptions("SZ-21", add=("SZ-22",))
    outcome = what_if(program, plan, *HOME_ON_SZ_21, stay, as_of=STRUCK)
    assert outcome.result.status is Status.OPTIMAL
    new = outcome.result.plan
    assert on(new, "SZ-21", "down") == on(plan, "SZ-20", "up")
    assert on(new, "SZ-22", "down") == on(plan, "SZ-21", "up")
    assert len(outcome.changes) == 12


def test_shenzhou_20_without_a_ship_for_those_who_lend_theirs() -> None:
    """Two crews cannot return on one ship: there is no plan."""
    program, plan = before_the_strike()
    outcome = what_if(program, plan, *HOME_ON_SZ_21, as_of=STRUCK)
    assert outcome.fails


# Starliner comes home empty, 24 August 2024

DECIDED = date(2024, 8, 24)
TWO_UP_FOUR_DOWN = (
    Seat("commander", requires=("dragon-commander",), critical=True),
    Seat("mission-specialist", 3, requires=("dragon",), optional=True),
)


def test_starliner_before() -> None:
    program, plan = before_starliner_came_home_empty()
    assert check(program, plan).ok
    without_plan_b(what_if(program, plan, as_of=DECIDED))


def test_starliner_comes_home_empty() -> None:
    """As in reality, Hague commands, Gorbunov flies, and Cardman and Wilson stay on the ground."""
    program, plan = before_starliner_came_home_empty()
    outcome = what_if(
        program,
        plan,
        ReturnEmpty("CFT", via=("Crew-9",)),
        Reseat("Crew-9", TWO_UP_FOUR_DOWN),
        as_of=DECIDED,
    )
    assert outcome.result.status is Status.OPTIMAL
    new = outcome.result.plan
    assert on(new, "Crew-9", "up") == on(FLOWN, "Crew-9", "up")
    assert set(on(new, "Crew-9", "down")) == set(on(FLOWN, "Crew-9", "down"))
    assert on(new, "CFT", "down") == {}
    assert outcome.members == ("cardman", "hague", "s-williams", "s-wilson", "wilmore")
    assert {change.flight for change in outcome.changes} == {"CFT", "Crew-9"}


def test_starliner_with_four_up() -> None:
    """With four up, six people would need the four seats home: there is no plan."""
    program, plan = before_starliner_came_home_empty()
    edits = ReturnEmpty("CFT", via=("Crew-9",))
    assert what_if(program, plan, edits, as_of=DECIDED, explain=False).fails


# Crew-11 comes home early, 8 January 2026

ILL = date(2026, 1, 8)
SOMEBODY_FOR_THE_US_SEGMENT = Aboard(
    id="us-segment", holding="usos", min=1, since=date(2025, 1, 1), until=date(2026, 10, 1)
)
AS_PLANNED = (
    Extend("Crew-11", 36),
    Slip("Crew-12", 2),
    Extend("CRS-33", -20),  # two crews at once need both adapters
    AddRule(SOMEBODY_FOR_THE_US_SEGMENT),
)
ZENITH = "IDA-3 zenith"
HOME_EARLY = (Extend("Crew-11", -36), Slip("Crew-12", -2))


def test_crew_11_comes_home_early() -> None:
    """No seat changes: the crew leaves, and Williams of MS-28 staffs the US segment."""
    program = CROSSFLIGHT.apply(*AS_PLANNED)
    without_plan_b(what_if(program, FLOWN, as_of=ILL))
    without_plan_b(what_if(program, FLOWN, *HOME_EARLY, as_of=ILL))


# A launch abort takes MS-26 away, 11 September 2024

ABORT = date(2024, 9, 11)


def test_an_abort_on_the_way_up() -> None:
    """After an abort of MS-26 there is no plan; docs/what-if.md shows why."""
    outcome = what_if(CROSSFLIGHT, FLOWN, Cancel("MS-26"), as_of=ABORT, explain=False)
    assert outcome.fails


def test_an_abort_and_a_seat_of_credit() -> None:
    """With one more seat of tolerance, no one else has to move."""
    edits = (Cancel("MS-26"), ChangeRule("exchange", tolerance=3))
    outcome = what_if(CROSSFLIGHT, FLOWN, *edits, as_of=ABORT)
    assert outcome.result.status is Status.OPTIMAL
    assert outcome.members == ("ovchinin", "pettit", "vagner")
    assert outcome.seats == 6
    fills = next(goal for goal in outcome.goals if goal.id == "fill-seats")
    assert fills.gain == -3


# The exchange agreement lapses, November 2024

NO_NEW_AGREEMENT = date(2024, 11, 15)
LAPSES = date(2025, 7, 1)


def lapse() -> tuple[Edit, ...]:
    """The edits after which each side flies only its own people from a day on."""
    rules = ("nasa-on-soyuz", "roscosmos-on-dragon", "integrated-crew")
    nobody = (
        Quota(id="no-nasa", agencies=("NASA",), vehicles=("Soyuz MS",), since=LAPSES, max=0),
        Quota(id="no-rsa", agencies=("Roscosmos",), vehicles=("Crew Dragon",), since=LAPSES, max=0),
    )
    return (
        DropRule("exchange"),
        *(ChangeRule(rule, until=LAPSES) for rule in rules),
        *map(AddRule, nobody),
    )


def test_the_agreement_lapses() -> None:
    """Five people lose their seats; Platonov gets one on a Soyuz, as Roscosmos had named him."""
    outcome = what_if(CROSSFLIGHT, FLOWN, *lapse(), as_of=NO_NEW_AGREEMENT)
    assert outcome.result.status is Status.OPTIMAL
    assert {change.flight for change in outcome.changes} == {
        "Crew-11",
        "MS-28",
        "Crew-12",
        "MS-29",
        "Crew-13",
    }
    assert outcome.seats == 10
    gone = {change.member for change in outcome.changes if change.kind == "removed"}
    assert gone == {"platonov", "c-williams", "fedyaev", "menon", "teteryatnikov"}
    new = outcome.result.plan
    assert "platonov" in {**on(new, "MS-28", "up"), **on(new, "MS-29", "up")}


@pytest.mark.parametrize("flight", ["MS-28", "MS-29", "Crew-11", "Crew-12", "Crew-13"])
def test_nobody_flies_with_the_other_side(flight: str) -> None:
    outcome = what_if(CROSSFLIGHT, FLOWN, *lapse(), as_of=NO_NEW_AGREEMENT)
    agencies = {one.id: one.agency for one in CROSSFLIGHT.crew}
    aboard = {agencies[member] for member in on(outcome.result.plan, flight, "up")}
    assert aboard.isdisjoint({"Roscosmos"} if flight.startswith("Crew") else {"NASA"})


# The same with open dates


def test_ms_23_flies_on_the_days_on_which_it_flew() -> None:
    """With few days without a seat home and a handover, MS-23 flies on its real days."""
    program, plan = before_the_leak()
    open_ship = evolve(
        program.flight("MS-23"),
        launch_window=Window(date(2023, 2, 24), date(2023, 3, 26)),
        landing_window=Window(date(2023, 9, 17), date(2023, 10, 7)),
        docked_days=DockedDays(max=215),
    )
    flights = tuple(open_ship if one.id == "MS-23" else one for one in program.flights)
    edits = (
        ReturnEmpty("MS-22", via=("MS-23",)),
        LaunchEmpty("MS-23"),
        AddRule(Lifeboat(id="seats-home", since=LEAK_SEEN, weight=1)),
        AddRule(Handover(flights=("MS-23", "MS-24"), min=7, max=12)),
    )
    outcome = what_if(evolve(program, flights=flights), plan, *edits, as_of=LEAK_SEEN)
    new = outcome.result.plan
    assert outcome.result.status is Status.OPTIMAL
    assert new is not None
    there = outcome.program.at(new).flight("MS-23")
    assert (there.launch, there.landing) == (date(2023, 2, 24), date(2023, 9, 27))
    assert on(new, "MS-23", "down").keys() == {"prokopyev", "petelin", "rubio"}
    assert [one.sentence for one in outcome.dates] == [
        "MS-23: launches on 2023-02-24 instead of 2023-03-16 (20 days earlier)."
    ]
