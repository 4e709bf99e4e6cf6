"""The text of an explanation."""

from __future__ import annotations

import pytest
from attrs import evolve

from seatplan import Explanation, Requirement, Shortfall
from seatplan.alike import Line
from seatplan.explanation import short_of

FULL = Requirement("a", "ascent-full", "F1 is full", ("F1",), (), "let a seat be empty")
RULE = Requirement("b", "few", "few people fly")


def test_a_requirement_says_what_giving_it_up_means() -> None:
    """A requirement has a decision of its own, or one made from its sentence."""
    assert FULL.decision == "let a seat be empty"
    assert RULE.decision == "give up: few people fly"


def test_conflict_and_fixes_are_printed() -> None:
    """Each requirement is a line, and the parts of a fix are grouped."""
    explanation = Explanation(((FULL, RULE),), ((FULL,), (RULE, FULL)), False, True, True)
    assert str(explanation).splitlines() == [
        "There is no plan: these requirements cannot hold together.",
        "  - F1 is full",
        "  - few people fly",
        "",
        "There are 2 fixes; any others give up much more:",
        "  1. let a seat be empty",
        "  2. give up: few people fly",
        "   & let a seat be empty",
    ]


def test_how_close_is_said_once() -> None:
    """Requirements on one line that a plan misses by as much have one sentence about it."""
    found = [Shortfall("a", 1, "2 seats"), Shortfall("b", 1, "2 seats"), Shortfall("c", 2, "3")]
    explanation = Explanation(((FULL, RULE),), (), False, shortfalls=tuple(found))
    line = Line("few people fly", (FULL, RULE, evolve(RULE, id="c")))
    assert [one.found for one in short_of(explanation, line)] == ["2 seats", "3"]


def test_several_conflicts_are_numbered() -> None:
    """Conflicts are numbered, and `conflict` is the first."""
    explanation = Explanation(((FULL,), (RULE,)), feasible=False, proved=True)
    assert explanation.conflict == (FULL,)
    assert str(explanation).splitlines() == [
        "There is no plan, for 2 independent reasons.",
        "",
        "Conflict 1",
        "  - F1 is full",
        "",
        "Conflict 2",
        "  - few people fly",
    ]


@pytest.mark.parametrize(
    ("explanation", "said"),
    [
        (Explanation(feasible=True, proved=True), "There is a plan that keeps every requirement."),
        (Explanation(), "it is not known whether there is a plan"),
        (Explanation(feasible=False, proved=True), "The laws that are never given up exclude it"),
        (Explanation(feasible=False), "before a conflict was found"),
        (Explanation(((FULL,),), feasible=False), "some of them may not belong to the conflict"),
    ],
)
def test_what_is_known(explanation: Explanation, said: str) -> None:
    """There is a sentence for each state; it does not claim what is not proved."""
    assert said in explanation.verdict
    assert explanation.verdict in str(explanation)


@pytest.mark.parametrize(
    ("proved", "complete", "head"),
    [
        (True, True, "There is 1 fix; any others give up much more:"),
        (True, False, "1 fix (there may be others):"),
        (False, False, "1 fix found:"),
    ],
)
def test_how_many_fixes(proved: bool, complete: bool, head: str) -> None:
    """The heading shows whether there are other fixes."""
    explanation = Explanation(((FULL,),), ((FULL,),), False, proved, complete)
    assert head in str(explanation).splitlines()


@pytest.mark.parametrize(
    ("explanation", "reason"),
    [
        (Explanation(feasible=True), ""),
        (Explanation(feasible=None), ""),
        (Explanation(((FULL,),), feasible=False, proved=True), "these requirements"),
        (
            Explanation(((FULL,), (RULE,)), feasible=False, proved=True),
            "for 2 independent reasons.",
        ),
        (Explanation(feasible=False, lacking="No one flies."), "No one flies."),
        (Explanation(feasible=False), "Time ran out before"),
    ],
)
def test_the_reason_follows_the_verdict(explanation: Explanation, reason: str) -> None:
    """The verdict ends with the reason, so that a page can show the reason alone."""
    assert explanation.reason.startswith(reason)
    assert bool(explanation.reason) == (explanation.feasible is False)
    assert explanation.verdict.endswith(explanation.reason)
