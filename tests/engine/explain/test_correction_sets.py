"""Correction sets: each is minimal, the cheapest comes first, and none is missed."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import Fixed, Program, explain
from seatplan.engine.explain.cores import FirstCores
from seatplan.engine.explain.correction_sets import CorrectionSets, Units
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.explain.ranking import Ranking
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.engine.solver.presets import PROVE
from seatplan.report.page.documents import explanation_page
from seatplan.rules.aboard import Aboard
from seatplan.rules.some_of import SomeOf
from seatplan.worth import Condition, Term
from tests.build import away, flight, member, program, seat
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
    active = ActiveRequirements(assume=True)
    model = oracle.model(active)
    ranking = Ranking(oracle.lookup)
    units = Units(model, active, ranking, wholes=True)
    pieces = [
        each for each in units.given_up if each.rule == "aboard" and not ranking.is_whole(each)
    ]
    gone = [pieces[at] for at in sorted(chosen) if at < len(pieces)]
    for each in gone:
        model.add_linear(type(units.cost)([active.assumptions[each.id]]), None, 0)
    model.cp.minimize(model.linear(units.cost))
    answer = oracle.search.run(model.cp, PROVE)
    assert answer.proved
    taken = units.chosen(answer)
    whole = ranking.whole("aboard")
    assert whole is not None
    expected = min([tuple(gone), (whole,)], key=ranking.price) if gone else ()
    assert ranking.price(taken) == ranking.price(expected)
