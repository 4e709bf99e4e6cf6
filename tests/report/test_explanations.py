"""Explanations as printed."""

from __future__ import annotations

from seatplan import Explanation, Requirement
from seatplan.report.explanations import explanation_tables
from seatplan.rules.lifeboat import Lifeboat
from tests.report.test_layout import printed

SEAT = Requirement("a", "ascent-full", "F1 is full", ("F1",), (), "let a seat be empty")
HOME = Requirement("b", "lifeboat", "there is a seat home", decision="go without")
LATER = Requirement("c", "lifeboat", "there is one later, too", decision="go without later")


def lines_of(explanation: Explanation, *rules: Lifeboat) -> list[str]:
    """Return the printed lines, 40 columns wide."""
    return [line for part in explanation_tables(explanation, rules) for line in printed(part, 40)]


def test_conflicts_and_fixes() -> None:
    """Each requirement is a line; the reason for a rule appears once, after its last one."""
    explanation = Explanation(((HOME, LATER, SEAT),), ((SEAT,), (HOME, LATER)), False, True, True)
    rule = Lifeboat(id="lifeboat", why="No one stays behind.")
    assert lines_of(explanation, rule) == [
        "There is no plan: these requirements",
        "  cannot hold together.",
        "  - there is a seat home",
        "  - there is one later, too",
        "  why: No one stays behind.",
        "  - F1 is full",
        "",
        "There are 2 fixes; any others give up",
        "  much more:",
        "  1. let a seat be empty",
        "  2. go without",
        "   & go without later",
    ]


def test_several_conflicts() -> None:
    """Each conflict has a heading with its number."""
    explanation = Explanation(((SEAT,), (HOME,)), feasible=False, proved=True)
    lines = lines_of(explanation)
    assert lines[lines.index("Conflict 1") + 1] == "  - F1 is full"
    assert lines[lines.index("Conflict 2") + 1] == "  - there is a seat home"


def test_the_verdict_shows_that_nothing_is_proved() -> None:
    """An explanation without a proof mentions the time limit in its verdict."""
    text = " ".join(lines_of(Explanation(((SEAT,),), feasible=False)))
    assert "Time ran out" in text


def test_names_cannot_disturb_a_terminal() -> None:
    """Control characters in messages, which come from files, are not printed."""
    evil = Requirement("x", "quota", "red \x1b[31m", decision="red \x1b[31m")
    text = " ".join(lines_of(Explanation(((evil,),), ((evil,),), False, True)))
    assert "\x1b" not in text
