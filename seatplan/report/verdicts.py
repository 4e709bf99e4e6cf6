"""The verdict of a check in words, the same on the terminal and on the page."""

from __future__ import annotations

from seatplan.checking import Report
from seatplan.program import Program
from seatplan.words import many


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
