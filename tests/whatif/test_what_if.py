"""What-ifs: an edited program, replanned with as little change as possible."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import (
    AddFlight,
    AddRule,
    Assignment,
    Cancel,
    ChangeRule,
    Edit,
    Explanation,
    Extend,
    Fix,
    Forbid,
    LaunchEmpty,
    Options,
    Outcome,
    Plan,
    PlanError,
    Program,
    ProgramError,
    Reseat,
    ReturnEmpty,
    Scenario,
    Seat,
    Slip,
    Status,
    Withdraw,
    check,
    solve,
    what_if,
)
from seatplan.engine.answers import repairing
from seatplan.goals.cost import Cost
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.keep_rules import KeepRules
from seatplan.goals.least_change import LeastChange
from seatplan.rules.backup import Backup
from seatplan.rules.lifeboat import Lifeboat
from seatplan.rules.quota import Quota
from seatplan.testing import TooMany, assert_best, best_by_enumeration, days, plans, programs
from seatplan.whatif.edited import edited
from seatplan.whatif.outcome import GoalChange
from seatplan.whatif.replanning import Replanner, Replanning
from seatplan.whatif.replanning_goals import with_least_change
from seatplan.worth import Term
from tests.build import day, flight, member, plan, program, seat, tour
from tests.properties.effort import examples

from .strategies import scenarios

FLIGHTS = (flight("F1", 1, 11), flight("F2", 21, 31), flight("F3", 41, 51))
QUIET = Replanning(explain=False)


def three(**keys: object) -> Program:
    """A program with three flights one after another, and three people."""
    return program(FLIGHTS, ["ann", "bob", "cem"], **keys)  # type: ignore[arg-type]


OLD = plan(tour("ann", "F1"), tour("bob", "F2"), tour("cem", "F3"))


@st.composite
def situations(draw: st.DrawFn) -> tuple[Program, Plan, date | None]:
    """A program, a plan that may break rules, and a day."""
    drawn = draw(programs(max_flights=3, max_members=3).filter(lambda one: bool(one.flights)))
    if draw(st.booleans()):
        found = draw(plans(drawn))
    else:
        solved = solve(drawn).plan
        assume(solved is not None)
        assert solved is not None
        found = solved
    return drawn, found, draw(st.one_of(st.none(), days(0, 20)))


@pytest.mark.parametrize("large", [False, True])
@given(st.data(), situations())
@examples(100)
def test_no_plan_is_better_or_changes_less(
    large: bool, data: st.DataObject, situation: tuple[Program, Plan, date | None]
) -> None:
    """Trying out every plan of the edited program finds the same: first the goals up to
    `keep-rules`, then the number of changes, then the rest. Prepared or not, it is one outcome; and
    so it is where, as in large programs, the plans near the old one come first, and what cannot
    change any more is settled in between.
    """
    drawn, old, as_of = situation
    scenario = data.draw(scenarios(drawn))
    try:
        wanted = edited(drawn, scenario.edits, as_of=as_of, finish=with_least_change)
        best = best_by_enumeration(wanted, old, as_of=as_of, limit=2000)
    except (ProgramError, TooMany):
        assume(False)
    with (
        patch.object(repairing, "SETTLED", 0 if large else 10_000),
        patch.object(repairing, "NEARBY", 0 if large else 10_000),
    ):
        outcome = Replanner(drawn, old, as_of=as_of, options=QUIET).outcome(scenario)
        assert_best(wanted, outcome.result, best, old, as_of)
        prepared = Replanner(drawn, old, as_of=as_of, options=QUIET)
        prepared.prepare()
        assert findings(prepared.outcome(scenario)) == findings(outcome)
    new = outcome.result.plan
    if new is not None:
        lines = {one.line for one in outcome.lines}
        assert lines == set(old.assignments) ^ set(new.assignments)


def findings(outcome: Outcome) -> object:
    """An outcome without its time."""
    result = outcome.result
    return result.status, result.plan, result.goals, outcome.changes, outcome.goals


@given(programs(max_flights=3, max_members=4))
@examples(60)
def test_no_edit_no_change(drawn: Program) -> None:
    """Without edits, a plan that is best in the first goals does not change."""
    best = solve(drawn).plan
    assume(best is not None)
    assert best is not None
    outcome = what_if(drawn, best)
    assert outcome.result.plan == best
    assert outcome.changes == outcome.sentences == outcome.pays == ()


def test_one_seat_changes() -> None:
    """Only one seat changes, although other plans would be equally good."""
    outcome = what_if(three(), OLD, Withdraw("bob", since=day(20)), Forbid("F2", "cem"))
    assert outcome.result.status is Status.OPTIMAL
    assert outcome.result.plan == plan(tour("ann", "F1"), tour("ann", "F2"), tour("cem", "F3"))
    assert (len(outcome.changes), outcome.seats, outcome.members) == (4, 2, ("ann", "bob"))
    assert outcome.sentences == ("F2: ann flies as pilot instead of bob.",)
    assert outcome.survives
    assert not outcome.fails


def test_a_leg_that_only_moved_in_time_is_no_change() -> None:
    assert what_if(three(), OLD, Slip("F2", 3)).changes == ()


def test_removed_flights_are_among_the_changes() -> None:
    outcome = what_if(three(), OLD, Cancel("F2"))
    assert outcome.sentences == ("F2 (no longer in the program): bob no longer flies as pilot.",)
    assert [change.kind for change in outcome.changes] == ["removed", "removed"]


def test_new_flights_are_filled() -> None:
    """New flights are filled without moving anyone."""
    outcome = what_if(three(), OLD, AddFlight(flight("F4", 61, 71)))
    assert len(outcome.sentences) == 1
    assert outcome.sentences[0].startswith("F4 (new): ")


def test_least_change_stands_right_after_keep_rules() -> None:
    """`least-change` follows `keep-rules` or comes first, and replaces the program's own."""

    def order(*goals: object, **keys: object) -> list[str]:
        made = edited(three(goals=goals, **keys), (), finish=with_least_change)
        return [goal.name for goal in made.goals]

    soft = [Quota(max=1, weight=1)]
    assert order() == ["least-change"]
    assert order(EvenTurns()) == ["least-change", "even-turns"]
    assert order(EvenTurns(), rules=soft) == ["keep-rules", "least-change", "even-turns"]
    assert order(FillSeats(), KeepRules(id="k"), EvenTurns()) == [
        "fill-seats",
        "k",
        "least-change",
        "even-turns",
    ]
    assert order(EvenTurns(), LeastChange(id="near")) == ["near", "even-turns"]
    assert order(EvenTurns(id="least-change")) == ["least-change-2", "least-change"]


def test_soft_rules_come_before_few_changes() -> None:
    """A plan that keeps soft rules better is worth any number of changes."""
    soft = three(rules=[Quota(members=("ann",), max=0, weight=1)])
    outcome = what_if(soft, OLD)
    assert outcome.seats == 2
    assert outcome.goals == (GoalChange("keep-rules", "min", 1, 0),)
    assert outcome.goals[0].gain == 1


def test_what_the_goals_gain_and_lose() -> None:
    """Goals are those of the old plan in the old program and of the new plan in the new one."""
    cost = Cost(terms=(Term(members=("ann",), value=5),), id="money")
    full = three(goals=[FillSeats(), cost])
    outcome = what_if(full, OLD, Withdraw("bob"), Withdraw("cem", since=day(1)))
    assert [(goal.id, goal.before, goal.after, goal.gain) for goal in outcome.goals] == [
        ("fill-seats", 3, 3, 0),
        ("money", 5, 15, -10),
    ]
    assert [goal.id for goal in outcome.pays] == ["money"]
    gone = what_if(full, OLD, Cancel("F1"), AddRule(Quota(max=9, weight=1)))
    assert [(goal.id, goal.before, goal.after) for goal in gone.goals] == [
        ("fill-seats", 3, 2),
        ("money", 5, 0),
        ("keep-rules", None, 0),
    ]


def test_a_rule_that_requires_backups_allows_plans() -> None:
    """A backup of the old plan can stay once a rule requires it: nothing changes."""
    one = three(goals=[FillSeats()], seats=[seat(optional=True)])
    old = plan(tour("ann", "F1"), Assignment("F1", "backup", "pilot", "bob"))
    result = what_if(one, old, AddRule(Backup(flights=("F1",), min=0))).result
    assert [goal.value for goal in result.goals] == [0, 3]


def test_where_nothing_works_it_says_why() -> None:
    """If there is no plan, the outcome has the explanation of the edited program."""
    outcome = what_if(three(), OLD, *(Withdraw(name) for name in ("ann", "bob", "cem")))
    assert outcome.result.status is Status.INFEASIBLE
    assert outcome.fails
    assert outcome.changes == outcome.sentences == ()
    assert outcome.explanation is not None
    assert {one.rule for one in outcome.explanation.conflict} >= {"ascent-full", "availability"}
    quiet = what_if(three(), OLD, *(Withdraw(x) for x in ("ann", "bob", "cem")), explain=False)
    assert quiet.explanation is None


def test_a_ship_is_no_lifeboat_from_the_day_of_the_question() -> None:
    """`return-empty` ends a lifeboat from `as_of` on, unless the edit has its own day."""
    flights = (flight("F1", 1, 31), flight("F2", 21, 51, ascent="empty"))
    wish = Lifeboat(weight=1)
    one = program(flights, ["ann"], rules=[wish])
    old = plan(tour("ann", "F1"))
    edit = ReturnEmpty("F1", via=("F2",))
    for as_of, since, short in ((11, None, 10), (2, None, 19), (11, 16, 5), (11, 6, 15)):
        asked = evolve(edit, since=None if since is None else day(since))
        outcome = what_if(one, old, asked, as_of=day(as_of))
        assert outcome.result.plan == plan(tour("ann", "F1", "F2"))
        assert outcome.result.goals[0].value == short
        assert outcome.scenario.edits == (asked,)
    hard = evolve(one, rules=(evolve(wish, until=day(21)),))
    assert what_if(hard, old, edit, as_of=day(11)).result.goals[0].value == 10
    assert what_if(one, old, edit).result.goals[0].value == 20


def test_the_past_stays() -> None:
    """With `as_of`, the past stays: Bob has launched, so only later flights change."""
    assert what_if(three(), OLD, Withdraw("bob"), as_of=day(25)).changes == ()
    later = what_if(three(), OLD, Withdraw("cem"), as_of=day(25))
    assert {change.flight for change in later.changes} == {"F3"}


@pytest.mark.parametrize(
    "edit",
    [
        Slip("F2", 3),
        Slip("F1", -3),
        Cancel("F2"),
        LaunchEmpty("F2"),
        ReturnEmpty("F1", ("F2",)),
        Reseat("F2", (Seat("pilot"),)),
        Extend("F1", 2),
        Slip("F3", -20),
        Extend("F2", -8),
    ],
)
def test_no_edit_changes_the_past(edit: Edit) -> None:
    """Edits that change the past, or move something into it, are errors."""
    with pytest.raises(ProgramError, match="past on") as caught:
        what_if(three(), OLD, edit, as_of=day(25))
    assert caught.value.problems[0].place == ("edits", 0, "flight")


@pytest.mark.parametrize(
    "edit",
    [
        Extend("F2", 5),
        Extend("F2", -6),
        ReturnEmpty("F2", ("F3",)),
        Slip("F3", -5),
        Cancel("F3"),
        Slip("F1", 0),
        Withdraw("ann"),
        Forbid("F1", "ann"),
        ChangeRule("quota", max=8),
    ],
)
def test_what_is_to_come_may_change(edit: Edit) -> None:
    """Events on or after `as_of` can change."""
    what_if(three(rules=[Quota(max=9)]), OLD, edit, as_of=day(25), explain=False)


def test_an_edit_is_judged_by_what_the_edits_before_it_left() -> None:
    """Each edit is checked against the result of the edits before it."""
    with pytest.raises(ProgramError, match="would move to"):
        what_if(three(), OLD, Slip("F3", -20), Slip("F3", 20), as_of=day(25))


def test_the_plan_may_name_what_is_no_more() -> None:
    """The plan may name things that no longer exist, but not before `as_of`."""
    old = plan(tour("ann", "F1"), tour("bob", "F2"), tour("zoe", "F3"))
    outcome = what_if(three(), old)
    assert outcome.sentences[0].endswith("flies as pilot instead of zoe.")
    with pytest.raises(PlanError, match="unknown member 'zoe'"):
        what_if(three(), old, as_of=day(45))


def test_a_deadline_that_is_over_at_once() -> None:
    """With an expired deadline, nothing is claimed."""
    outcome = what_if(three(goals=[EvenTurns()]), OLD, Fix("F1", "pilot", "bob"), time_limit=1e-9)
    assert outcome.result.status in (Status.UNKNOWN, Status.FEASIBLE)
    assert outcome.explanation is None


def test_one_time_limit_for_the_proof_and_its_explanation() -> None:
    """The explanation gets only the time that the proof leaves."""
    given: list[float] = []

    def explained(*args: object, options: Options, **keys: object) -> Explanation:
        given.append(options.seconds)
        return Explanation(feasible=False)

    with patch("seatplan.engine.explain.explaining.explain", explained):
        outcome = what_if(three(), OLD, *map(Withdraw, ("ann", "bob", "cem")), time_limit=30)
    assert outcome.result.status is Status.INFEASIBLE
    assert outcome.result.seconds <= 30 - given[0]


def test_faults_that_leave_the_best_plan_the_best_are_not_searched() -> None:
    """If the old plan was not the best, the plan without edits is found only once."""
    one = program(FLIGHTS, [*"abcdef"], rules=[Quota(members=("c",), max=0, weight=3)])
    old = plan(tour("a", "F1"), tour("b", "F2"), tour("c", "F3"))
    replanner = Replanner(one, old, options=QUIET)
    found = [replanner.outcome(Scenario("", [Withdraw(each)])) for each in "abcdef"]
    best = replanner.outcome(Scenario("")).result.plan
    assert best is not None
    flying = {line.member for line in best.assignments}
    for each, outcome in zip("abcdef", found, strict=True):
        assert outcome.result.status is Status.OPTIMAL
        if each not in flying:
            assert outcome.result.plan == best
    with patch.object(repairing, "repair", side_effect=AssertionError("it searches")):
        for each in set("def") - flying:
            replanner.outcome(Scenario("", [Withdraw(each)]))


def test_equal_arguments_equal_answers() -> None:
    """Equal arguments give equal answers, whatever was solved before."""
    replanner = Replanner(three(goals=[EvenTurns()]), OLD)
    scenario = Scenario("bob", [Withdraw("bob")])
    first = findings(replanner.outcome(scenario))
    replanner.outcome(Scenario("cem", [Withdraw("cem")]))
    assert findings(replanner.outcome(scenario)) == first


def test_the_new_plan_passes_the_check_of_the_edited_program() -> None:
    edits = (Withdraw("bob"), Slip("F3", 10))
    outcome = what_if(three(), OLD, *edits)
    assert outcome.result.plan is not None
    assert check(three().apply(*edits), outcome.result.plan).ok


def test_progress_is_told() -> None:
    phases = []
    what_if(three(), OLD, Withdraw("bob"), on_progress=lambda moment: phases.append(moment.phase))
    assert phases[0] == "build"
    assert phases[-1] == "check"


def test_members_of_no_agency_change_nothing() -> None:
    """Withdrawing a member who is in no plan needs no search."""
    people = program(FLIGHTS, ["ann", "bob", "cem", member("dag", "JAXA")])
    phases: list[object] = []
    outcome = what_if(people, OLD, Withdraw("dag"), on_progress=phases.append)
    assert outcome.result.status is Status.OPTIMAL
    assert phases == []
