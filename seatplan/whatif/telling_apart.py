"""Tells the changes that the edits of a what-if need from those that improve the plan anyway."""

from __future__ import annotations

import time
from collections.abc import Iterable

from attrs import evolve

from seatplan.errors import Interrupted
from seatplan.goals.least_change import LeastChange
from seatplan.progress import CancelToken
from seatplan.whatif.changes import Change, Difference, FlightChange
from seatplan.whatif.improvements import improving
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.replanning import Replanner


def told_apart(
    replanner: Replanner,
    outcome: Outcome,
    cancel: CancelToken | None = None,
    until: float | None = None,
) -> Outcome:
    """The outcome with its changes in two parts, if the old plan was not the best.

    The plan without any edit is found once. If it is not proved, nothing is reported.

    Args:
        replanner: the replanner that found the outcome.
        outcome: the outcome.
        cancel: stops the search.
        until: the deadline on the clock `time.monotonic`; None for the rest of the time limit
            after the seconds of the outcome.

    Raises:
        Interrupted: at Ctrl-C, with the unchanged outcome.
    """
    new = outcome.result.plan
    if not outcome.lines or new is None:
        return outcome
    if until is None:
        until = time.monotonic() + replanner.options.time_limit - outcome.result.seconds
    try:
        near = replanner.nearest(until, cancel)
    except Interrupted:
        raise Interrupted(outcome) from None
    old = replanner.plan
    had, has = set(old.assignments), set(near.assignments)
    gone, come = had - has, has - had
    if not gone and not come:
        return outcome
    program, wanted = replanner.program, replanner.as_it_is
    at = next(i for i, goal in enumerate(wanted.goals) if isinstance(goal, LeastChange))
    first = wanted.named_goals[:at]
    alone = set(
        improving(outcome.lines, old, new, program, outcome.program, first, replanner.as_of)
    )
    both = [one for one in outcome.lines if one in alone or one.line in (gone | come)]
    if not both:
        return outcome

    def part(lines: Iterable[Change]) -> tuple[FlightChange, ...]:
        mine = list(lines)
        kept = had - {one.line for one in mine if one.kind == "removed"}
        added = {one.line for one in mine if one.kind == "added"}
        after = evolve(new, assignments=kept | added)
        return Difference(old, after, program, outcome.program).flights

    needed = part(one for one in outcome.lines if one not in both)
    return evolve(outcome, needed=needed, anyway=part(both))
