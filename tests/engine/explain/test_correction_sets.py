"""Fixes: cheapest sets to give up; who could be trained instead of a waiver leaves a plan."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import CrewMember, Fixed, Program, Requirement, explain, solve
from seatplan.engine.explain import correction_sets
from seatplan.engine.explain.cores import FirstCores
from seatplan.engine.explain.correction_sets import MOST_NAMED, CorrectionSets, Units, told
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.explain.ranking import Ranking
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.solver.presets import PROVE
from seatplan.engine.solver.search import OutOfTime
from seatplan.program import Qualification
from seatplan.report.page.documents import explanation_page
from seatplan.rules.aboard import Aboard
from seatplan.rules.some_of import SomeOf
from seatplan.worth import Condition, Term
from tests.build import away, flight, member, plan, program, seat, tour
from tests.engine.judge import TooManyPlans, Verifier
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples


def sets_of(one: Program, *named: str, pinned: frozenset[str] = frozenset()) -> CorrectionSets:
    """The fixes of a program, from some requirements on."""
    return CorrectionSets(FirstCores(Oracle(one, None, None, 600.0)), set(named), pinned)


@given(tight_programs(max_rules=2))
@examples(14)
def test_each_is_minimal_and_the_cheapest_is_first(drawn: Program) -> None:
    """Without it there is a plan, and with any part of it put back there is none; and it is no
    matter that nothing is named at the start."""
    try:
        verifier = Verifier(drawn)
    except TooManyPlans:
        assume(False)
        return
    assume(not verifier.possible())
    ways = sets_of(drawn)
    price = ways.ranking.price
    found = []
    for fix in ways:
        found.append(fix)
        if len(found) == 4:
            break
    whole = ways.ranking.is_whole
    for fix in found:
        if any(map(whole, fix)):
            continue
        assert verifier.possible(without=fix)
        for one in fix:
            assert not verifier.possible(without=[other for other in fix if other is not one])
    if ways.smallest:
        assert [*map(price, found)] == sorted(map(price, found))
    assert len({frozenset(one.id for one in fix) for fix in found}) == len(found)


def test_the_only_requirement_of_a_rule_counts_as_one() -> None:
    """It has the id of the whole rule, but it is cheaper than two absences."""
    none_left = Condition(terms=[Term(members=["cy", "di"])], max=0)
    one = program(
        [flight("F1", 1, 11)],
        [*(member(who, unavailable=[away(2, 3)]) for who in ("ann", "bob")), "cy", "di"],
        seats=[seat("commander"), seat("pilot")],
        rules=[SomeOf(of=[none_left])],
    )
    assert [each.id for each in next(iter(sets_of(one)))] == ["some-of"]


def test_a_page_does_not_claim_that_nothing_else_helps() -> None:
    """Fixes with an empty critical seat are left out where others do, even shorter ones."""
    one = program(
        [flight("F1", 1, 11)],
        [member("ann", unavailable=[away(2, 3)])],
        seats=[seat(critical=True)],
    )
    explanation = explain(one)
    assert explanation.complete
    assert [[each.rule for each in fix] for fix in explanation.fixes] == [["availability"]]
    assert explanation_page(one, explanation).answer.facts[1].note == "any others give up much more"


def crowded() -> Program:
    """Two people fixed on the one seat of a flight."""
    wishes = [Fixed("F1", "pilot", who) for who in ("ann", "bob")]
    return program([flight("F1", 1, 11)], ["ann", "bob"], fixed=wishes)


def test_two_wishes_for_one_seat() -> None:
    """Giving up either is a fix, and there is no other: the list is complete."""
    ways = sets_of(crowded())
    found = [[one.rule for one in fix] for fix in ways]
    assert found == [["fixed"], ["fixed"]]
    assert ways.complete
    assert ways.smallest


def test_what_is_pinned_is_never_given_up() -> None:
    """One wish is pinned, so only the other can go."""
    first, second = (fix[0].id for fix in sets_of(crowded()))
    ways = sets_of(crowded(), pinned=frozenset({first}))
    assert [[one.id for one in fix] for fix in ways] == [[second]]
    assert ways.complete


@given(st.sets(st.integers(0, 3)))
@examples(20)
def test_a_whole_rule_counts_as_two(chosen: set[int]) -> None:
    """In the model of the parts: the least cost of giving up some of a rule is that of these, or
    that of the whole rule if there are three."""
    flights = [flight(f"F{k}", 10 * k + 1, 10 * k + 12) for k in range(4)]
    one = program(flights, ["ann", "bob"], seats=[seat(optional=True)], rules=[Aboard(max=0)])
    oracle = Oracle(one, None, None, 600.0)
    model = oracle.model(ActiveRequirements(assume=True))
    ranking = Ranking(oracle.lookup)
    units = Units(model, ranking, wholes=True)
    pieces = [
        each for each in units.given_up if each.rule == "aboard" and not ranking.is_whole(each)
    ]
    gone = [pieces[at] for at in sorted(chosen) if at < len(pieces)]
    for each in gone:
        model.add_linear(type(units.cost)([model.active.assumptions[each.id]]), None, 0)
    model.cp.minimize(model.linear(units.cost))
    answer = oracle.search.run(model.cp, PROVE)
    assert answer.proved
    taken = units.chosen(answer)
    whole = ranking.whole("aboard")
    assert whole is not None
    expected = min([tuple(gone), (whole,)], key=ranking.price) if gone else ()
    assert ranking.price(taken) == ranking.price(expected)


def trained(one: CrewMember, *, has: tuple[str, ...], agency: str | None = None) -> CrewMember:
    """The member with more qualifications."""
    more = tuple(Qualification(name) for name in has)
    return evolve(one, qualifications=(*one.qualifications, *more))


def with_trained(one: Program, name: str, *has: str) -> Program:
    """The program in which one member holds more."""
    crew = (trained(each, has=has) if each.id == name else each for each in one.crew)
    return evolve(one, crew=tuple(crew))


def names_in(fix: tuple[Requirement, ...]) -> list[str]:
    """Those whom the decisions name as candidates for correction_sets."""
    found = []
    for one in fix:
        _, _, after = one.decision.partition("or train ")
        people = after.removesuffix(" for it").removeprefix("one of ")
        found += people.replace(" or ", ", ").split(", ") if people else []
    return found


def two_seats(*crew: CrewMember) -> Program:
    """A flight with a pilot and a guest, for whom these people are there."""
    seats = [seat("pilot", requires="pilot"), seat("guest")]
    return program([flight("F1", 1, 11)], crew, seats=seats)


def test_each_who_is_named_would_do() -> None:
    """Trained, each of them leaves a plan; at most three are named."""
    one = two_seats(*(member(name) for name in ("ann", "bob", "cem", "dag", "eva")))
    (fix, *_) = explain(one, max_fixes=1).fixes
    named = names_in(fix)
    assert len(named) == MOST_NAMED
    assert all(solve(with_trained(one, name, "pilot")).plan is not None for name in named)


def test_who_sits_elsewhere_in_any_case_is_not_named() -> None:
    """The only one who may be the guest is of no use as a pilot."""
    seats = [seat("pilot", requires="pilot"), seat("guest", requires="guest")]
    one = program(
        [flight("F1", 1, 11)], [member("ann", "NASA", "guest"), member("bob")], seats=seats
    )
    fixes = explain(one, max_fixes=3).fixes
    assert {name for fix in fixes for name in names_in(fix)} == {"bob"}


def test_a_fix_of_other_things_stays_as_it_is() -> None:
    """No model is made for it."""
    fix = (Requirement("a", "quota", "a quota", decision="give up: a quota"),)
    oracle = Oracle(two_seats(member("ann")), None, None, 60.0)
    oracle.search.deadline = 0.0
    assert told(oracle, fix) is fix


@pytest.mark.parametrize("stop", [OutOfTime, KeyboardInterrupt])
def test_the_time_may_be_up_before_anyone_is_known(
    stop: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fix holds without names; Ctrl-C is remembered."""
    one = two_seats(member("ann"), member("bob"))
    (fix, *_) = explain(one, max_fixes=1).fixes

    def up(*_: object) -> None:
        raise stop

    monkeypatch.setattr(correction_sets, "_helpful", up)
    oracle = Oracle(one, None, None, 60.0)
    assert told(oracle, fix) is fix
    assert oracle.search.interrupted == (stop is KeyboardInterrupt)


def test_who_has_flown_in_the_seat_stays_there() -> None:
    """Where someone unfit has taken the seat in the past, training another is no help."""
    flights = [flight("F1", 1, 11), flight("F2", 21, 31)]
    seats = [seat("pilot", requires="pilot")]
    one = program(flights, ["ann", "bob"], seats=seats)
    explanation = explain(one, plan(tour("ann", "F1")), as_of=flights[1].launch, max_fixes=2)
    assert all("F1" not in one.flights for fix in explanation.fixes for one in fix)


@given(tight_programs(max_flights=2, max_members=3))
@examples(8)
def test_every_name_is_verified(drawn: Program) -> None:
    """In any program: with one of those who are named trained and the rest of the fix given up,
    there is a plan."""
    lookup_names = {one.name: one.id for one in drawn.crew}
    for fix in explain(drawn, max_fixes=2).fixes:
        for requirement in fix:
            rest = [one for one in fix if one is not requirement]
            for name in names_in((requirement,)):
                who = next(one for one in drawn.crew if one.id == lookup_names.get(name, name))
                (flight_id,) = requirement.flights
                flight_ = drawn.flight(flight_id)
                role = requirement.subject.role
                craft = next(v for v in drawn.vehicles if v.id == flight_.vehicle)
                seats = flight_.seats if flight_.seats is not None else craft.seats
                wanted = next(one for one in seats if one.role == role)
                if wanted.agencies is not None and who.agency not in wanted.agencies:
                    continue  # training does not change an agency
                again = with_trained(drawn, who.id, *wanted.requires)
                assert solve(again, without=rest).plan is not None
