"""The headline of a what-if: the event and its outcome in one line."""

from __future__ import annotations

from seatplan.checking import Report
from seatplan.report.page.comparison import Comparison
from seatplan.report.verdicts import hard_rules_broken
from seatplan.result import Result, Status
from seatplan.words import many


def headline(
    event: str, good: bool, report: Report, comparison: Comparison | None, result: Result | None
) -> str:
    """Return a headline such as `Crew-9 +30 days: 2 seats change, nothing breaks, proved`.

    Args:
        event: the edits of the program, in a few words.
        good: whether the plan keeps every hard rule.
        report: the report of the check of the plan.
        comparison: the comparison with the earlier plan, if there is one.
        result: the result that the plan comes from, if it was solved.
    """
    breaks = "nothing breaks" if good else f"{hard_rules_broken(report)} broken"
    parts = [breaks]
    if comparison is not None:
        seats = comparison.seats
        changes = "change" if seats > 1 else "changes"
        count = len(comparison.difference.dates)
        if count:
            parts.insert(0, f"{many(count, 'flight')} {'moves' if count == 1 else 'move'}")
        if seats or not count:
            parts.insert(0, f"{many(seats, 'seat') if seats else 'nothing'} {changes}")
    if result is not None:
        parts.append("proved" if result.status is Status.OPTIMAL else "not proved")
    return f"{event}: {', '.join(parts)}"
