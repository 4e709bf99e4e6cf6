"""Which requirements hold, under which literal; the cost of soft rules is one sum."""

from __future__ import annotations

from itertools import count
from unittest.mock import patch

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.programs import WRITTEN
from seatplan.engine.model.building import build_model
from seatplan.engine.model.requirement_model import ActiveRequirements, never_given_up
from seatplan.goals.keep_rules import KeepRules
from seatplan.modelling import ALWAYS, LinearExpr
from seatplan.requirement import Requirement, Subject, requirement_id
from seatplan.rules.ground_time import GroundTime
from seatplan.structure import LAWS
from tests.properties.effort import examples


def test_costs_are_added_up_once() -> None:
    """The number of terms grows linearly with the soft requirements."""
    program = WRITTEN["salyut"]()
    soft = tuple(GroundTime(id=f"rest-{n}", days=2000 + n, weight=1) for n in range(10))
    program = evolve(program, rules=soft, goals=(KeepRules(),))
    added = 0
    total = LinearExpr.total

    def counted(sums: object) -> LinearExpr:
        nonlocal added
        made = total(sums)  # type: ignore[arg-type]
        added += len(made.variables)
        return made

    with patch.object(LinearExpr, "total", staticmethod(counted)):
        model = build_model(program)
        cost = model.penalty
    assert len(cost.variables) > 300
    assert added <= 2 * len(cost.variables) + 1000
    assert model.penalty is cost


RULES = ("quota", "a:b", "stay\\")
"""Two of them have ids in which a colon or a backslash is escaped."""

PIECES = [
    Requirement(requirement_id(rule, flight), rule, "wanted", Subject())
    for rule in RULES
    for flight in ("F1", "F2")
]
WHOLE = [Requirement(requirement_id(rule), rule, "wanted", Subject()) for rule in RULES]
some = st.lists(st.sampled_from(PIECES + WHOLE), unique=True, max_size=3)


@given(some, st.none() | some, st.sampled_from((False, True, "quota")))
@examples(40)
def test_each_requirement_has_its_guard(
    without: list[Requirement], only: list[Requirement] | None, assumed: bool | str
) -> None:
    """None if it or its rule is given up, its own literal if it is assumed, otherwise ALWAYS."""
    assume = (lambda one: one.rule == assumed) if isinstance(assumed, str) else assumed
    active = ActiveRequirements(without=without, only=only, assume=assume)
    numbers = count(1)
    active.draw_from(lambda: next(numbers))
    given_literals = []
    for one in PIECES * 2:
        names = {one.id, requirement_id(one.rule)}
        listed = only is None or any(other.id in names for other in only)
        holds = listed and all(other.id not in names for other in without)
        guard = active.guard(one)
        assert active.given_up(one) is not holds
        assert not holds or active.any_of(one.rule), "a rule in force is not skipped"
        if not holds:
            assert guard is None
        elif assumed is True or assumed == one.rule:
            assert guard == active.assumptions[one.id] != ALWAYS
            given_literals.append(guard)
        else:
            assert guard == ALWAYS
    assert sorted(set(given_literals)) == list(range(1, len(active.assumptions) + 1))
    assert active.assumes is bool(assumed)
    assert active.all is (not without and only is None and not assumed)
    if not active.all:
        assert active.requirements.keys() == {one.id for one in PIECES if not active.given_up(one)}


def test_rules_that_no_listed_requirement_is_of_are_skipped() -> None:
    """Also where the id of the rule has characters that are escaped in that of a requirement."""
    for one in PIECES + WHOLE:
        active = ActiveRequirements(only=[one])
        assert [rule for rule in RULES if active.any_of(rule)] == [one.rule]


def test_what_always_holds_is_neither_given_up_nor_assumed() -> None:
    """A law that always holds has the guard ALWAYS, even where all is assumed or given up."""
    certain = [law.id for law in LAWS if never_given_up(law.id, f"{law.id}:F1")]
    assert 0 < len(certain) < len(LAWS)
    for law in certain:
        one = Requirement(f"{law}:F1", law, "wanted", Subject())
        active = ActiveRequirements(without=[one], only=[], assume=True)
        assert active.guard(one) == ALWAYS
        assert not active.assumptions
    assert not never_given_up("quota", "quota:F1")
