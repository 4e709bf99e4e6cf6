"""The top of a page: the verdict of a check, and the data of the answer."""

from __future__ import annotations

from attrs import frozen

from seatplan.checking import Report
from seatplan.program import Program
from seatplan.report.page.goal_lines import GoalLine
from seatplan.words import many


@frozen
class Fact:
    """One figure.

    Attributes:
        label: the name of the figure.
        value: the figure with its unit.
        note: the limit or context of the figure.
        good: whether it is as it should be; None if no rule applies to it.
    """

    label: str
    value: str
    note: str = ""
    good: bool | None = None


@frozen
class Answer:
    """The top of a page.

    Attributes:
        headline: the answer in one line; "" on the page of a plan alone.
        word: the verdict in a word or two.
        good: whether the verdict is good; None if it is open.
        sentence: the rest of the sentence that begins with the word.
        proof: a sentence about what was proved.
        facts: the figures.
        goals: the goals, in the order of the program.
    """

    headline: str
    word: str
    good: bool | None
    sentence: str
    proof: str
    facts: tuple[Fact, ...] = ()
    goals: tuple[GoalLine, ...] = ()


def verdict(program: Program, report: Report) -> tuple[str, bool, str]:
    """Return the verdict of a check: a word, whether it is good, and the rest of the sentence."""
    weights = [rule.weight for rule in program.rules]
    weights += [entry.weight for entry in program.fixed]
    weights += [entry.weight for entry in program.forbidden]
    soft = [one for one in report.violations if not one.hard]
    cost = sum(one.cost for one in soft)
    rest = f"{many(len({one.rule for one in soft}), 'preference')} not met, at {points(cost)}"
    if not soft:
        rest = "every preference is met" if any(weights) else ""
    if not report.ok:
        return "Broken", False, "; ".join(filter(None, (hard_rules_broken(report), rest))) + "."
    return "Kept", True, "; ".join(filter(None, ("no hard rule is broken", rest))) + "."


def hard_rules_broken(report: Report) -> str:
    """Return the number of broken hard rules: `2 hard rules`."""
    return many(len({one.rule for one in report.violations if one.hard}), "hard rule")


def points(cost: int) -> str:
    """Return the cost of broken preferences: `2 penalty points`."""
    return f"{cost:,} penalty point{'' if cost == 1 else 's'}"
