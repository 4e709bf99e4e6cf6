"""No answer leaves the engine that the check or a known plan contradicts."""

from __future__ import annotations

from collections.abc import Mapping
from unittest.mock import patch

import pytest
from attrs import evolve

from seatplan import EngineError, Plan, Program, check
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.solver import verification
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import Search
from seatplan.engine.solver.verification import Reached, Verifier, is_lawful
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.least_change import LeastChange
from seatplan.goals.longest_waiting import LongestWaiting
from seatplan.requirement import Requirement
from seatplan.rules.quota import Quota
from tests.build import flight, member, plan, program, seat, tour

FULL = plan(tour("ann", "F0"), tour("bob", "F1"))
UNEVEN = plan(tour("ann", "F0"), tour("ann", "F1"))
LESS = plan(tour("ann", "F0"))
TWICE = plan(tour("ann", "F0"), tour("bob", "F0"))


def turns(**keys: object) -> Program:
    """Two flights for two people: full flights first, then even turns."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(2)]
    given = {"goals": [FillSeats(), EvenTurns()], "seats": [seat(optional=True)], **keys}
    return program(flights, [member("ann"), member("bob")], **given)  # type: ignore[arg-type]


def verifier(
    given: Plan | None = None,
    one: Program | None = None,
    *,
    active: ActiveRequirements | None = None,
    worst: Mapping[str, int] | None = None,
) -> Verifier:
    """A verifier of one case."""
    case = Case(one or turns(), given)
    return Verifier(Search(0.0, case), active or ActiveRequirements(), worst or {})


def reached(*facts: tuple[int, int, int]) -> list[Reached]:
    """What the solver returns about the goals: value, bound and the worst that is allowed."""
    return [Reached(goal, *fact) for goal, fact in zip(turns().named_goals, facts, strict=False)]


TRUE = reached((2, 2, 2), (2, 2, 2))


def test_an_honest_answer_is_passed_on() -> None:
    """With the values of the check and the bounds of the solver, whatever plan is given."""
    for given in (None, FULL, UNEVEN, LESS, TWICE):
        found = verifier(given).values(FULL, TRUE, {})
        assert [(one.id, one.value, one.bound) for one in found] == [
            ("fill-seats", 2, 2),
            ("even-turns", 2, 2),
        ]


@pytest.mark.parametrize(
    ("claimed", "message"),
    [
        (reached((2, 1, 2)), "finds 2, at best 1, for 'fill-seats'; the check reads 2"),
        (reached((3, 3, 3)), "finds 3, at best 3, for 'fill-seats'; the check reads 2"),
        (reached((2, 2, 2), (1, 1, 1)), "finds 1, at best 1, for 'even-turns'; the check reads 2"),
        (reached((2, 2, 2), (3, 3, 3)), "finds 3, at best 3, for 'even-turns'; the check reads 2"),
    ],
)
def test_a_value_that_the_check_does_not_read(claimed: list[Reached], message: str) -> None:
    """A plan that is better than its bound, or worse than what is proved, is an error."""
    with pytest.raises(EngineError, match=message):
        verifier().values(FULL, claimed, {})


def test_a_last_value_that_the_check_does_not_read() -> None:
    """A goal that gives has a value at the end, which must be that of the plan."""
    assert verifier().values(FULL, TRUE, {"fill-seats": 2})
    with pytest.raises(EngineError, match="for 'fill-seats'; the check reads 2"):
        verifier().values(FULL, TRUE, {"fill-seats": 1})


def test_a_plan_that_breaks_a_requirement() -> None:
    """Two in one seat: an error, unless that requirement has been given up."""
    message = "the solver's plan fails the check: "
    with pytest.raises(EngineError, match=message):
        verifier().values(TWICE, TRUE, {})
    limit = turns(rules=[Quota(members=("ann", "bob"), max=1)])
    broken = check(limit, FULL).violations
    with pytest.raises(EngineError, match=message):
        verifier(one=limit).values(FULL, TRUE, {})
    given_up = [Requirement(one.requirement, one.rule, "") for one in broken]
    without = verifier(one=limit, active=ActiveRequirements(without=given_up))
    assert len(without.values(FULL, TRUE, {})) == 2
    whole = ActiveRequirements(without=[Requirement("quota", "quota", "")])
    assert verifier(one=limit, active=whole).wrong(check(limit, FULL)) == []


def test_a_plan_that_breaks_a_law_that_was_given_up() -> None:
    """Its values are those of the check, and only those of proved goals are claimed to be best."""
    untrained = turns(seats=[seat(optional=True, requires="eva")])
    broken = check(untrained, FULL).violations
    given_up = [Requirement(one.requirement, one.rule, "") for one in broken]
    one = verifier(one=untrained, active=ActiveRequirements(without=given_up))
    found = one.values(FULL, reached((3, 3, 3), (1, 0, 1)), {})
    assert [(goal.value, goal.optimal) for goal in found] == [(2, True), (2, False)]
    assert one.values(FULL, reached((0, 1, 0)), {})[0].bound > 2, "a bound on another value"


def test_a_plan_that_is_worse_than_required() -> None:
    """A value that was demanded is a requirement like others."""
    report = check(turns(), LESS)
    assert verifier(worst={"fill-seats": 1}).wrong(report) == []
    assert verifier(worst={"fill-seats": 2}).wrong(report) == [
        "'fill-seats' must be no worse than 2"
    ]
    assert verifier(worst={"even-turns": 0}).wrong(report) == [
        "'even-turns' must be no worse than 0"
    ]


@pytest.mark.parametrize(("given", "known"), [(None, 0), (TWICE, 0), (FULL, 1), (LESS, 1)])
def test_that_there_is_no_plan(given: Plan | None, known: bool) -> None:
    """A given plan contradicts it, if it passes the check itself."""
    if not known:
        verifier(given).must_be_infeasible()
        return
    with pytest.raises(EngineError, match="claims that there is no plan, and the check finds noth"):
        verifier(given).must_be_infeasible()


def test_a_given_plan_of_another_program_is_no_plan() -> None:
    """It names someone who is not there."""
    assert verifier(plan(tour("zoe", "F0"))).known() is None


@pytest.mark.parametrize(
    ("given", "claimed", "message"),
    [
        (FULL, reached((1, 1, 1)), "no plan is better than 1 in 'fill-seats'; .* has 2"),
        (FULL, reached((2, 2, 2), (4, 4, 4)), "no plan is better than 4 in 'even-turns'; .* has 2"),
        (FULL, reached((2, 2, 2), (4, 3, 4)), "no plan is better than 3 in 'even-turns'; .* has 2"),
        (LESS, reached((2, 2, 2), (4, 4, 4)), ""),  # it is worse in the goal before
        (FULL, reached((2, 3, 2), (4, 4, 4)), "no plan is better than 4 in 'even-turns'; .* has 2"),
        (FULL, reached((1, 2, 1), (4, 4, 4)), ""),  # better in the open goal before: no bound holds
    ],
)
def test_a_bound_that_the_given_plan_beats(
    given: Plan, claimed: list[Reached], message: str
) -> None:
    """A bound counts under the goals before it: only a plan that is as good in these shows that it
    is wrong."""
    report = check(turns(), given)
    if not message:
        verifier(given)._must_be_as_good(claimed, {}, report)
        return
    with pytest.raises(EngineError, match=message):
        verifier(given)._must_be_as_good(claimed, {}, report)


def test_what_a_goal_gives_is_counted_at_the_end() -> None:
    """A given plan that is as good in all goals may not be better in the last value of one that
    gives."""
    gives = evolve(FillSeats(), give=1)
    claimed = [Reached(gives, 2, 2, 1), *reached((2, 2, 2), (2, 2, 2))[1:]]
    report = check(turns(), FULL)
    verifier(FULL)._must_be_as_good(claimed, {"fill-seats": 2}, report)
    with pytest.raises(EngineError, match="no plan is better than 1 in 'fill-seats'"):
        verifier(FULL)._must_be_as_good(claimed, {"fill-seats": 1}, report)


def test_a_plan_is_read_once() -> None:
    """Of many plans the given one stays known, and the last few."""
    one = turns(goals=[LongestWaiting()])
    reader = verifier(FULL, one)
    others = [plan(tour(who, f"F{k}")) for who in ("ann", "bob") for k in range(2)]
    with patch.object(verification, "check", wraps=check) as checked:
        first = reader.read(FULL)
        for other in others:
            assert reader.read(other) == reader.read(other)
        assert reader.read(FULL) is first
        assert checked.call_count == 1 + len(others)
        assert len(reader._read) == reader.MOST_READ
        reader.read(others[0])
        assert checked.call_count == 2 + len(others), "it was the oldest but the given one"


def test_only_laws_make_values_meaningless() -> None:
    """A plan that breaks a hard rule still has values; one with two in a seat has none."""
    assert is_lawful(check(turns(), FULL))
    assert is_lawful(check(turns(rules=[Quota(members=("ann",), max=0)]), FULL))
    assert not is_lawful(check(turns(), TWICE))


def test_what_changes_is_counted_from_the_given_plan() -> None:
    """The check of a plan of the solver compares it with the one that was given."""
    one = turns(goals=[LeastChange()])
    assert verifier(FULL, one).read(FULL).values["least-change"] == 0
    assert verifier(FULL, one).read(LESS).values["least-change"] == 2


def test_a_goal_has_the_best_that_is_proved_for_it() -> None:
    """That of a goal that gives may be better than its value in the plan."""
    gives = [Reached(evolve(FillSeats(), give=1), 3, 3, 2)]
    (found,) = verifier().values(FULL, gives, {"fill-seats": 2})
    assert (found.value, found.bound, found.best) == (2, 3, 3)
    (found,) = verifier().values(FULL, reached((1, 3, 1)), {})
    assert (found.value, found.bound, found.best) == (2, 3, 2)
    with pytest.raises(EngineError, match="at best 3, at last 1, for 'fill-seats'"):
        verifier().values(FULL, gives, {"fill-seats": 1})
