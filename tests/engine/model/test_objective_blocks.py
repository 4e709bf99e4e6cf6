"""Goals in order as one weighted sum: its order is that of the goals, and so are its bounds."""

from __future__ import annotations

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from seatplan.engine.model.building import build_model
from seatplan.engine.model.objective_blocks import MOST_BITS, Block, Term, block_of, blocks, terms
from seatplan.goals.fewest_members import FewestMembers
from seatplan.goals.fill_seats import FillSeats
from seatplan.modelling import LinearExpr
from tests.build import flight, program
from tests.properties.effort import examples


@st.composite
def some_terms(draw: st.DrawFn, widest: int = 3) -> list[Term]:
    """One to three goals; the value of each is a variable of its own, in a small range."""
    made = []
    for number in range(draw(st.integers(1, 3))):
        low = draw(st.integers(-3, 3))
        goal = draw(st.sampled_from((FillSeats(), FewestMembers(), FillSeats(give=1))))
        high = low + draw(st.integers(0, widest))
        made.append(Term(goal, LinearExpr([number]), low, high, 1))
    return made


def worth(block: Block, values: tuple[int, ...]) -> int:
    """The value of the objective."""
    objective = block.objective
    pairs = zip(objective.variables, objective.factors, strict=True)
    return objective.constant + sum(factor * values[one] for one, factor in pairs)


def most(block: Block) -> int:
    """The objective if each goal has the best value in its range."""
    return sum((part.high - part.low) * part.weight for part in block.parts)


@given(some_terms())
@examples(30)
def test_a_larger_sum_is_better_in_the_first_goal_that_differs(todo: list[Term]) -> None:
    """Sorted by the sum, all values are sorted by the goals in order, and no two sums are equal."""
    block = block_of(todo)
    every = product(*(range(part.low, part.high + 1) for part in block.parts))
    ranked = sorted(every, key=lambda values: worth(block, values))
    gains = [
        tuple(part.gain(value) for part, value in zip(block.parts, values, strict=True))
        for values in ranked
    ]
    assert gains == sorted(set(gains))
    assert [worth(block, values) for values in ranked] == list(range(most(block) + 1))
    assert ranked[-1] == tuple(part.best for part in block.parts)
    for part in block.parts:
        assert [part.value(part.gain(one)) for one in range(part.low, part.high + 1)] == list(
            range(part.low, part.high + 1)
        )


@given(some_terms(), st.data())
@examples(60)
def test_bounds_hold_for_all_plans_within_the_bound(todo: list[Term], data: st.DataObject) -> None:
    """No values within the bound of the sum are better than the bounds of the goals in order."""
    block = block_of(todo)
    every = list(product(*(range(part.low, part.high + 1) for part in block.parts)))
    known = data.draw(st.sampled_from(every))
    bound = data.draw(st.integers(worth(block, known), most(block)))
    found = block.bounds(bound + data.draw(st.sampled_from((0, -1e-9, 0.4))), known)
    tops = [part.gain(value) for part, value in zip(block.parts, found, strict=True)]
    mine = [part.gain(value) for part, value in zip(block.parts, known, strict=True)]
    assert all(top >= own for top, own in zip(tops, mine, strict=True))
    for values in every:
        if worth(block, values) > bound:
            continue
        for part, value, top, own in zip(block.parts, values, tops, mine, strict=True):
            assert part.gain(value) <= top
            if part.gain(value) < own:
                break  # worse than the plan in a goal that comes first
    if bound == worth(block, known):
        assert tuple(found) == known, "what is proved as a sum is proved of each goal"


@given(some_terms(widest=5), st.integers(1, 6))
@examples(60)
def test_a_block_has_as_many_goals_as_fit(todo: list[Term], bits: int) -> None:
    """The first goal is always in it; the others as long as the sum fits and no goal gives."""
    count = len(block_of(todo, bits).parts)
    assert 1 <= count <= len(todo)
    sizes = [1]
    for term in todo:
        sizes.append(sizes[-1] * (term.high - term.low + 1))
    assert count == 1 or sizes[count].bit_length() <= bits
    assert not any(term.gives for term in todo[: count - 1])
    if count < len(todo) and not todo[count - 1].gives:
        assert sizes[count + 1].bit_length() > bits


@given(some_terms())
@examples(20)
def test_a_goal_that_gives_comes_again_within_what_is_good_enough(todo: list[Term]) -> None:
    """The second time, its range is what its best value allows, and it gives no more."""
    for term in todo:
        again = term.within(term.best)
        reach = range(term.low, term.high + 1)
        give = term.goal.give or 0
        enough = [one for one in reach if abs(one - term.best) <= give]
        assert set(enough) == set(reach) & set(range(again.low, again.high + 1))
        assert again.best == term.best
        assert (again.gives, again.worst(again.best)) == (False, again.best)
        assert again.key != term.key


def test_the_goals_of_a_program_are_in_blocks() -> None:
    """All goals, in order, with the ranges of their expressions; a goal that gives ends a block."""
    goals = [FillSeats(give=1), FewestMembers(id="one"), FewestMembers(id="two")]
    model = build_model(
        program([flight("F1", 1, 9), flight("F2", 3, 19)], ["ann", "bob"], goals=goals)
    )
    made = blocks(model, model.program.named_goals)
    assert [[part.goal.name for part in one.parts] for one in made] == [
        [model.program.named_goals[0].name],
        ["one", "two"],
    ]
    for term in terms(model, model.program.named_goals):
        assert (term.low, term.high) == model.span(term.expression)
    assert all(most(one) < 2**MOST_BITS for one in made)
    for block in made:
        for part, after in pairwise(block.parts):
            assert part.weight == after.weight * (after.high - after.low + 1)
