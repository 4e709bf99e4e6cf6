"""The hard part of a program, in one order."""

from __future__ import annotations

import random

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Fixed, Forbidden, Program, explain
from seatplan.engine.explain.better import Worth
from seatplan.engine.explain.hard_part import hard_part_of, without_soft
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.keep_rules import KeepRules
from seatplan.rules.backup import Backup
from seatplan.rules.quota import Quota
from tests.build import away, flight, member, program, seat
from tests.engine.broken_history import with_a_quota
from tests.engine.explain.test_explaining_laws import shuffled
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples


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
