"""The deletion filter on sets with known answers, without a solver."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from seatplan.engine.explain.deletion_filter import shrink

Ids = tuple[str, ...]
LETTERS = "abcdefgh"


def core_of(conflicts: list[set[str]]) -> Callable[[Ids], Ids | None]:
    """A mock solver that returns the first of these conflicts that is contained in a set."""

    def answer(ids: Ids) -> Ids | None:
        for conflict in conflicts:
            if conflict <= set(ids):
                return tuple(one for one in ids if one in conflict)
        return None

    return answer


def test_what_comes_first_is_left_out_first() -> None:
    """Of two conflicts, the one with later requirements remains."""
    core = core_of([{"a", "c"}, {"b", "d"}])
    assert shrink(lambda ids: ids if core(ids) else None, "abcd", lambda: True) == (
        ("b", "d"),
        True,
    )


def test_a_core_drops_several_at_once() -> None:
    """If the solver returns a small core, all other requirements are dropped at once."""
    asked: list[Ids] = []
    core = core_of([{"h"}])

    def counting(ids: Ids) -> Ids | None:
        asked.append(ids)
        return core(ids)

    assert shrink(counting, LETTERS, lambda: True) == (("h",), True)
    assert len(asked) == 2


def test_out_of_time() -> None:
    """When the time is up, the rest is a conflict that is not claimed to be irreducible."""
    core = core_of([{"a"}])
    assert shrink(core, "abc", lambda: False) == (("a", "b", "c"), False)


def test_nothing_is_needed() -> None:
    """If even the empty set cannot hold, the result is empty."""
    assert shrink(lambda ids: (), "abc", lambda: True) == ((), True)


@given(st.lists(st.sets(st.sampled_from(LETTERS), min_size=1), min_size=1), st.booleans())
def test_the_rest_is_irreducible(conflicts: list[set[str]], lazy: bool) -> None:
    """For any conflicts and any cores of the solver, the result is irreducible."""
    core = core_of(conflicts)
    kept, sure = shrink(
        (lambda ids: ids if core(ids) is not None else None) if lazy else core,
        LETTERS,
        lambda: True,
    )
    assert sure
    assert core(kept) is not None
    assert all(core(tuple(other for other in kept if other != one)) is None for one in kept)
