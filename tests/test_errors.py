"""Errors are bounded, have lines of their own, and survive being sent to another process."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan.errors import (
    LONGEST_SENTENCE,
    MOST_LISTED,
    MOST_PRINTED,
    MOST_PROBLEMS,
    MOST_WORDS,
    Enough,
    PlanError,
    Problem,
    Problems,
    ProgramError,
    nearest,
    nearest_of_all,
)
from seatplan.visible import is_barred

steps = st.lists(st.text(max_size=100) | st.integers(0, 9), max_size=4).map(tuple)


@given(st.text(max_size=600), st.text(max_size=600), steps)
def test_a_problem_takes_two_lines(message: str, hint: str, place: tuple[str | int, ...]) -> None:
    """A problem has one line, and one for its hint, whatever the input."""
    text = str(Problem(message, place, hint, 3))
    first, _, second = text.partition("\n")
    assert not any(map(is_barred, first + second))
    assert second == "" or second.startswith("    Maybe ")
    assert len(text) < 10 * (2 * LONGEST_SENTENCE + 400)


def test_a_hundred_are_printed() -> None:
    """All problems are there, and the text shows how many it leaves out."""
    some = [Problem(f"problem {number}") for number in range(MOST_PRINTED + 7)]
    error = PlanError(some, "plan\x1b.csv", complete=False)
    lines = str(error).splitlines()
    assert error.problems == tuple(some)
    assert lines[0] == rf"plan\x1b.csv: {len(some)} problems"
    assert lines[-2:] == ["  … and 7 more", "  Reading stopped here; there can be more problems."]
    assert len(lines) == MOST_PRINTED + 3


def test_gathering_stops() -> None:
    """Problems after the limit are not gathered."""
    problems = Problems()
    for number in range(MOST_PROBLEMS):
        problems.note(Problem(str(number)))
    with pytest.raises(Enough):
        problems.note(Problem("one more"))
    assert len(problems) == MOST_PROBLEMS


@pytest.mark.parametrize("complete", [True, False])
def test_errors_travel(complete: bool) -> None:
    """An error from another process has all its fields."""
    error = ProgramError([Problem("a", ("b", 1), "c", 4)], "file", complete)
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (twin.problems, twin.source, twin.complete) == (error.problems, "file", complete)


def test_hints_are_for_words_that_people_write() -> None:
    """There is no hint among too many words, or for a word that is too long."""
    words = {f"crew-{number}" for number in range(MOST_WORDS)}
    assert nearest("crew-1x", words)
    assert nearest("crew-1x", words | {"more"}) == ""
    assert nearest("a" * 101, ["a" * 100]) == ""
    assert nearest("zzz", ["plan.csv"]) == "'plan.csv'."  # not 'one of' a single one
    assert nearest("abc", ["a" * 101, "abd"]) == "'abd'?"
    problems = Problems([Problem("")] * MOST_PRINTED)
    assert problems.nearest("abc", ["abd"]) == ""


def test_what_there_is() -> None:
    """The nearest words come first, up to a limit."""
    words = [f"word-{number}" for number in range(MOST_LISTED)] + ["quota"]
    assert nearest_of_all("qouta", words) == "'quota'?"
    assert nearest_of_all("tau", words).startswith("one of 'quota', 'word-")
    assert nearest_of_all("tau", words).endswith(" and 1 more.")
    assert nearest_of_all("tau", []) == ""
    assert nearest_of_all("", ["a", "b"]) == "one of 'a', 'b'."
