"""Return: everyone who goes up comes down once, on the same flight or on a return option."""

from __future__ import annotations

from seatplan import Assignment, Program, check, solve
from seatplan.requirement import Finding, Requirement
from tests.build import (
    broken,
    day,
    down,
    findings,
    flight,
    member,
    plan,
    program,
    seat,
    solved,
    tour,
    up,
)

PAIR = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 15, ascent="empty")]

SEATS = [seat("pilot"), seat("guest", optional=True)]


def returns(one: Program, *parts: Assignment | tuple[Assignment, ...]) -> list[Finding]:
    """What this law alone finds."""
    return [found for found in findings(one, plan(*parts)) if found.requirement.rule == "return"]


def test_up_without_down_and_down_without_up() -> None:
    """Each unpaired leg is a violation."""
    one = program([flight("F1", 1, 11)], ["ann"])
    assert broken(one, plan(up("ann", "F1"))) == {"return": 1}
    assert broken(one, plan(down("ann", "F1"))) == {"ascent-full": 1, "return": 1}


def test_on_one_day_the_down_comes_first() -> None:
    """A landing on the day of the launch belongs to an earlier tour, and here there is none."""
    one = program([flight("F1", 1, 5), flight("F2", 5, 10)], ["ann"], seats=[seat(optional=True)])
    assert broken(one, plan(down("ann", "F1"), tour("ann", "F2"))) == {"return": 1}


def test_on_a_return_option_in_any_role() -> None:
    """On another flight someone may sit in another role than on the way up."""
    own = flight("F2", 5, 15, ascent="empty", seats=(seat("guest"),))
    one = program([PAIR[0], own], ["ann"])
    assert broken(one, plan(tour("ann", "F1", "F2", back="guest"))) == {}


def test_options_lead_one_way() -> None:
    """F1 lists F2; that does not let people of F2 come down on F1."""
    back = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 15)]
    one = program(back, ["ann", "bob"])
    assert broken(one, plan(tour("ann", "F1", "F2"), tour("bob", "F2", "F1"))) == {"return": 1}


def test_no_chain_of_options() -> None:
    """The return option of a return option does not count."""
    flights = [
        flight("F1", 1, 11, return_options=("F2",)),
        flight("F2", 1, 11, return_options=("F3",), ascent="empty"),
        flight("F3", 1, 21, ascent="empty"),
    ]
    one = program(flights, ["ann"])
    assert broken(one, plan(tour("ann", "F1", "F3"))) == {"return": 1}


def test_the_role_is_kept_on_the_same_flight() -> None:
    """Who returns on the flight that took them up does so in the same role."""
    one = program([flight("F1", 1, 11)], ["ann"], seats=[seat(), seat("guest", optional=True)])
    assert broken(one, plan(tour("ann", "F1", back="guest"))) == {"return": 1}


def test_a_landing_on_the_launch_day_is_no_way_home() -> None:
    """The flight home lands after the launch, not on its day."""
    for landing, answer in ((5, None), (6, [])):
        flights = [
            flight("F1", 5, 11, descent="empty", return_options=("F2",)),
            flight("F2", 1, landing, ascent="empty"),
        ]
        assert solved(program(flights, ["ann"])) == answer


def test_a_swap_of_two_crews() -> None:
    """Two who take each other's seat home keep everything."""
    flights = [
        flight("F1", 1, 11, return_options=("F2",)),
        flight("F2", 5, 15, return_options=("F1",)),
    ]
    one = program(flights, ["ann", "bob"])
    assert broken(one, plan(tour("ann", "F1", "F2"), tour("bob", "F2", "F1"))) == {}


def test_with_all_landings_past_it_is_history() -> None:
    """A member without a way home is a problem for as long as one of the flights home is up."""
    one = program(PAIR, ["ann"])
    lost = plan(up("ann", "F1"))
    assert broken(one, lost, as_of=15) == {"return": 1}
    assert broken(one, lost, as_of=16) == {}
    assert solved(one, lost, as_of=16) == []


def swapped(two: str = "crewed", *options: str) -> Program:
    """Ann went up on F1, on which zoe came home; F2 is to bring her, F3 follows."""
    flights = [
        flight("F0", 1, 20, descent="empty", return_options=("F1",)),
        flight("F1", 10, 30, return_options=("F2", *options)),
        flight("F2", 25, 60, ascent="empty", descent=two),
        flight("F3", 55, 90, ascent="empty"),
    ]
    return program(flights, ["ann", "zoe"])


HOME_ON_F2 = plan(tour("zoe", "F0", "F1"), tour("ann", "F1", "F2"))


def test_who_comes_down_in_the_given_plan_has_to_come_down() -> None:
    """All landings that are possible for ann are past, but the plan did not leave her in orbit."""
    lost = swapped("empty")
    assert solved(swapped(), HOME_ON_F2, as_of=40) == []
    assert solved(lost, HOME_ON_F2, as_of=40) is None
    # With her leg down taken out by hand it is no better, where the check knows the plan before.
    without = plan(tour("zoe", "F0", "F1"), up("ann", "F1"))
    assert not check(lost, without, as_of=day(40), reference=HOME_ON_F2).ok
    assert check(lost, without, as_of=day(40)).ok
    assert solve(lost, without, as_of=day(40)).plan == without


def test_who_comes_down_on_a_flight_that_is_no_more_has_to_come_down() -> None:
    """A line on a canceled flight is a leg down all the same."""
    one = swapped()
    flights = [
        flight("F0", 1, 20, descent="empty", return_options=("F1",)),
        flight("F1", 10, 30),
        one.flights[3],
    ]
    assert solved(program(flights, ["ann", "zoe"]), HOME_ON_F2, as_of=40) is None


def test_who_has_another_way_home_takes_it() -> None:
    """With F3 among her options ann comes down on it."""
    rescued = solve(swapped("empty", "F3"), HOME_ON_F2, as_of=day(40))
    assert rescued.plan == plan(tour("zoe", "F0", "F1"), tour("ann", "F1", "F3"))


def test_who_went_up_first_takes_the_next_down() -> None:
    """Of two legs up that wait the plan closes the first, so only the second may stay open."""
    flights = [flight("F1", 1, 10), flight("F2", 3, 12), flight("F3", 4, 40, ascent="empty")]
    muddle = plan(up("ann", "F1"), up("ann", "F2"), down("ann", "F3"))
    assert solved(program(flights, ["ann"]), muddle, as_of=20) is None
    later = plan(up("ann", "F1"), up("ann", "F2"))
    assert solved(program(flights, ["ann"]), later, as_of=20) == []


def test_down_on_an_option_that_lands_empty_is_one_fault() -> None:
    """The empty descent is what is broken, not the way home."""
    flights = [
        flight("F1", 1, 11, return_options=("F2",)),
        flight("F2", 5, 15, ascent="empty", descent="empty"),
    ]
    one = program(flights, ["ann"])
    assert broken(one, plan(tour("ann", "F1", "F2"))) == {"empty-leg": 1}


def test_in_orbit_one_comes_home_on_what_is_left() -> None:
    """On day 12 the flight up has landed without ann: she takes the other."""
    one = program(PAIR, ["ann"])
    result = solve(one, plan(up("ann", "F1")), as_of=day(12))
    assert result.plan == plan(tour("ann", "F1", "F2"))


def test_who_never_landed_does_not_fly_again() -> None:
    """The earliest up that still waits takes the next down: no later tour would be whole."""
    flights = [flight("F1", 1, 5), flight("F2", 10, 15)]
    one = program(flights, ["ann", "bob"])
    lost = plan(up("ann", "F1"))
    assert broken(one, plan(lost.assignments, tour("ann", "F2")), as_of=6) == {"return": 2}
    assert solve(one, lost, as_of=day(6)).plan == plan(lost.assignments, tour("bob", "F2"))
    assert solved(program(flights, ["ann"]), lost, as_of=6) is None
    elsewhere = [
        flights[0],
        flight("F2", 10, 15, descent="empty", return_options=("F3",)),
        flight("F3", 12, 20, ascent="empty"),
    ]
    assert solved(program(elsewhere, ["ann"]), lost, as_of=6) is None


def test_who_waits_from_before_comes_home_yet() -> None:
    """Up on F1, and in the records also on F2, which has landed: the next down ends the first."""
    flights = [flight("F1", 1, 20), flight("F2", 3, 5)]
    one = program(flights, ["ann"])
    muddle = plan(up("ann", "F1"), up("ann", "F2"))
    result = solve(one, muddle, as_of=day(6))
    assert result.plan == plan(muddle.assignments, down("ann", "F1"))


def test_what_it_says() -> None:
    """The sentence names the member and the flights home, and the finding the actual flight."""
    who = member("ann", name="Ann A.")
    one = program([*PAIR, flight("F3", 20, 30)], [who, "bob", "cem"], seats=SEATS)
    here = Requirement(
        "return:F1:ann",
        "return",
        "Ann A. must come down on F1 or F2 after going up on F1 (2030-01-01)",
        ("F1",),
        ("ann",),
    )
    assert returns(one, up("ann", "F1")) == [Finding(here, 1, "no way down", day(15))]
    elsewhere = Finding(here, 1, "down on F3 (2030-01-30)", day(30))
    assert returns(one, tour("ann", "F1", "F3")) == [elsewhere]
    another = Finding(here, 1, "up as pilot, down as guest", day(11))
    assert returns(one, tour("ann", "F1", back="guest")) == [another]
    only_down = Requirement(
        "return:F3:ann:down",
        "return",
        "Ann A. must go up before coming down on F3",
        ("F3",),
        ("ann",),
    )
    found = "down on F3 (2030-01-30) without a leg up"
    assert returns(one, down("ann", "F3")) == [Finding(only_down, 1, found, day(30))]


def test_up_on_a_flight_that_lands_empty() -> None:
    """Without any way home the landing of the flight itself is when it is too late."""
    one = program([flight("F1", 1, 11, descent="empty")], ["ann"])
    (lost,) = returns(one, up("ann", "F1"))
    assert lost.settled == day(11)
    assert lost.message == (
        "ann must come down after going up on F1 (2030-01-01), but no flight can bring them:"
        " no way down"
    )
    # Down on it is what another law forbids.
    assert returns(one, tour("ann", "F1")) == []
