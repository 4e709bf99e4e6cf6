"""Relevance: the hard part in one order, goals as rules, and a model of only the relevant tours."""

from __future__ import annotations

import random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Fixed, Forbidden, Program, Status, Window, Withdraw, check, explain, solve
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.explain.relevance import Worth, hard_part_of, reach, without_soft
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.keep_rules import KeepRules
from seatplan.kinds import Goal, Rule
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.rules.aboard import Aboard
from seatplan.rules.apart import Apart
from seatplan.rules.backup import Backup
from seatplan.rules.backup_flies import BackupFlies
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.quota import Quota
from seatplan.rules.standby import Standby
from seatplan.testing import programs, windowed
from tests.build import away, day, flight, member, plan, program, seat, tour
from tests.engine.broken_history import with_a_quota
from tests.engine.explain.test_explaining_laws import shuffled
from tests.engine.judge import requirements_of
from tests.engine.runs import enumerated
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


@given(tight_programs(), st.randoms(use_true_random=False))
@examples(20)
def test_the_order_of_a_file_is_no_part_of_its_program(drawn: Program, chance: object) -> None:
    """Shuffled lists are put in the same order; soft rules and goals are left out."""
    assert isinstance(chance, random.Random)
    turned = hard_part_of(shuffled(drawn, chance))
    assert turned == hard_part_of(drawn)
    assert turned.goals == ()
    assert all(rule.weight is None for rule in turned.rules)


def short(**keys: object) -> Program:
    """Two flights at the same time, and two people; one is away."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 15)]
    crew = [member("ann"), member("bob", unavailable=(away(3, 4),))]
    return program(flights, crew, seats=[seat(optional=True)], **keys)  # type: ignore[arg-type]


def test_soft_rules_stay_where_their_cost_is_required() -> None:
    """`keep-rules` counts all of them; other goals only those that ask for backups."""
    soft = [Quota(id="q", members=("ann",), max=0, weight=1), Backup(id="b", weight=1)]

    def kept(*demands: Worth) -> set[str]:
        return {rule.name for rule in hard_part_of(short(rules=[*soft, *demands])).named_rules}

    assert kept() == set()
    cost = Worth(id="cost", goal=KeepRules(), value=0)
    assert kept(cost) == {"q", "b", "cost"}
    assert kept(Worth(id="turns", goal=EvenTurns(), value=0)) == {"b", "turns"}


def test_without_soft_rules_and_entries() -> None:
    """Soft rules and soft entries are gone, and hard ones are there."""
    hard, soft = Quota(id="hard", min=0), Quota(id="soft", min=3, weight=2)
    one = evolve(
        short(),
        rules=(hard, soft),
        fixed=(Fixed("F1", "pilot", "ann"), Fixed("F2", "pilot", "ann", weight=1)),
        forbidden=(Forbidden("F1", "bob"), Forbidden("F2", "bob", weight=1)),
    )
    left = without_soft(one)
    assert [rule.name for rule in left.named_rules] == ["hard"]
    assert (left.fixed, left.forbidden) == (one.fixed[:1], one.forbidden[:1])


def test_the_names_of_rules_choose_no_conflict() -> None:
    """Of many conflicts of one size, the same is shown whatever the ids of the rules are."""
    one = with_a_quota()
    names = sorted((rule.name for rule in one.named_rules), reverse=True)
    renamed = {name: f"rule-{at:02}" for at, name in enumerate(names)}
    other = evolve(
        one, rules=tuple(evolve(rule, id=renamed[rule.name]) for rule in one.named_rules)
    )
    found = [explain(each, max_fixes=0).conflict for each in (one, other)]
    ids = [
        {(renamed.get(each.rule, each.rule), each.id.removeprefix(each.rule)) for each in conflict}
        for conflict in found
    ]
    assert len(ids[0]) > 10
    assert ids[0] == ids[1]


GOALS: list[Goal] = [FillSeats(), EvenTurns()]
FULL = plan(tour("ann", "F0"), tour("bob", "F1"))
UNEVEN = plan(tour("ann", "F0"), tour("ann", "F1"))
LESS = plan(tour("ann", "F0"))
TWICE = plan(tour("ann", "F0"), tour("bob", "F0"))


def turns(*worths: Worth) -> Program:
    """Two flights for two people, with required values."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(2)]
    return program(flights, ["ann", "bob"], seats=[seat(optional=True)], rules=worths)


@given(programs(min_goals=1, max_goals=1, max_rules=1), st.integers(-1, 1))
@examples(24)
def test_there_is_a_plan_up_to_the_best_value(drawn: Program, step: int) -> None:
    """With the best value required there is a plan; with one more there is none, with one less
    there is."""
    best = enumerated(drawn)
    if best.status is not Status.OPTIMAL:
        return
    goal = drawn.named_goals[0]
    value = best.best[0] + (step if goal.sense == "max" else -step)
    demand = Worth(id="demand", goal=goal, value=value, better=step > 0)
    result = solve(evolve(drawn, rules=(*drawn.rules, demand)))
    assert (result.plan is not None) == (step <= 0)


@pytest.mark.parametrize(
    ("goal", "value", "expected"),
    [
        (FillSeats(), 2, {FULL: 0, UNEVEN: 0, LESS: 1}),
        (EvenTurns(), 1, {FULL: 1, UNEVEN: 3, LESS: 0}),
        (EvenTurns(), 2, {FULL: 0, UNEVEN: 2, LESS: 0}),
    ],
)
def test_how_far_a_plan_is_from_it(goal: Goal, value: int, expected: dict[object, int]) -> None:
    """In units of the goal, on the side on which the goal is worse."""
    one = turns(Worth(id="demand", goal=goal, value=value))
    for each, short in expected.items():
        found = check(one, each).violations  # type: ignore[arg-type]
        assert [(finding.rule, finding.amount) for finding in found] == (
            [("demand", short)] if short else []
        )


def test_a_plan_that_breaks_a_law_has_no_value() -> None:
    """Two in one seat: only that is wrong."""
    one = turns(Worth(id="demand", goal=FillSeats(), value=9))
    assert "demand" not in {finding.rule for finding in check(one, TWICE).violations}


@pytest.mark.parametrize(
    ("goal", "better", "message"),
    [
        (FillSeats(), True, "fill-seats must be better than it can be: at least 2 seats"),
        (EvenTurns(), False, "even-turns, which comes before, must stay at most 2 squared flights"),
    ],
)
def test_its_sentence(goal: Goal, better: bool, message: str) -> None:
    """It names the goal, the side and the unit; and what giving it up means."""
    demand = Worth(id="demand", goal=goal, value=2, better=better)
    said = demand.requirement(ProgramIndex(turns(demand)))
    assert said.message == message
    assert said.decision == f"let {goal.name} be worse than {goal.in_words(2)}"
