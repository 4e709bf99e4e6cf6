"""The report of a check as printed."""

from __future__ import annotations

from attrs import evolve

from seatplan import Plan, Program, Report, Violation, check
from seatplan.report.findings import check_tables, over_spans, verdict_line
from seatplan.words import span
from tests.build import day
from tests.report.test_layout import printed
from tests.small_programs import broken_plan, leaking, leaking_plan


def lines_of(program: Program, plan: Plan) -> list[str]:
    parts = check_tables(program, plan, check(program, plan))
    return [line for part in parts for line in printed(part, 80)]


def test_a_plan_with_a_soft_violation() -> None:
    """Amount, weight and cost, the sentence, the rules kept, the goal values, and the verdict."""
    assert lines_of(leaking(), leaking_plan()) == [
        "A leak",
        "",
        "experience: 1, weight 2, 2 penalty points",
        "  D-1 going up on 2024-02-01 must carry at least 1 person who flew before:",
        "    none of Dana Hill and Boris Ivanov",
        "",
        "Rules kept: exchange and quota",
        "",
        "Goal values",
        "  keep-rules   2 penalty points",
        "  fill-seats            4 seats",
        "  even-turns  7 squared flights",
        "",
        "Kept: no hard rule is broken; 1 preference not met, at 2 penalty points.",
    ]


def test_why_a_rule_is_there() -> None:
    """A broken rule shows its reason."""
    assert "  why: A deal." in lines_of(leaking(), broken_plan())


def test_a_plan_that_keeps_everything() -> None:
    """The verdict on a plan that breaks nothing."""
    program = evolve(leaking(), rules=leaking().rules[:1])
    assert lines_of(program, leaking_plan())[-1] == "Kept: no hard rule is broken."


def test_amounts_are_shown_where_they_differ() -> None:
    """If a rule is broken by different amounts, each violation shows its own."""
    found = (Violation("quota", 1, True, "one short"), Violation("quota", 3, True, "three short"))
    parts = check_tables(leaking(), leaking_plan(), Report(found))
    lines = [line for part in parts for line in printed(part, 80)]
    assert lines[2:5] == ["quota: 4, hard", "  1  one short", "  3  three short"]


def test_hard_and_soft() -> None:
    """The verdict counts broken hard rules, not their violations."""
    assert verdict_line(leaking(), check(leaking(), broken_plan())).plain == (
        "Broken: 3 hard rules; 1 preference not met, at 2 penalty points."
    )


def test_the_same_on_days_that_follow_each_other() -> None:
    """Violations that differ only in such days are one line, with the sum of their amounts."""

    def found(since: int, until: int, words: str = "must have a port") -> Violation:
        days = day(since), day(until)
        message = f"F1 {words} {span(*days)}: none"
        return Violation("port", 1, True, message, since=days[0], until=days[1])

    lines = [found(1, 2), found(2, 3), found(3, 6), found(7, 8), found(8, 9, "needs a port")]
    lines.append(Violation("port", 2, True, "F1 must have a port"))
    assert list(over_spans(lines)) == [
        (3, "F1 must have a port from 2030-01-01 to 2030-01-05: none"),
        (1, "F1 must have a port on 2030-01-07: none"),
        (1, "F1 needs a port on 2030-01-08: none"),
        (2, "F1 must have a port"),
    ]
