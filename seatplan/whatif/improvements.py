"""Finds changes of a what-if that the edits do not need and that improve the old plan alone.

Several plans can be equally near to the old one and equally good, so comparing the changes with
those of one such plan is not enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve

from seatplan.checking import check
from seatplan.errors import PlanError
from seatplan.kinds import Goal
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.whatif.changes import Change


def improving(
    changes: Sequence[Change],
    old: Plan,
    new: Plan,
    program: Program,
    edited: Program,
    goals: Sequence[Goal],
    as_of: date | None,
) -> Iterator[Change]:
    """Yield the changes that the new plan could do without and that improve the old plan alone.

    Args:
        changes: the changes from the old plan to the new one.
        old, new: the plans.
        program, edited: their programs; changes on flights that only one of them has are not
            considered.
        goals: the goals before `least-change`, in which the old plan may improve.
        as_of: as in `what_if`.
    """
    try:
        before = check(program, old, as_of=as_of)
    except PlanError:  # the plan names things that the program no longer has
        return
    if not before.ok or not goals:
        return
    known = {one.id for one in program.flights} & {one.id for one in edited.flights}
    for group in _linked(changes):
        if not all(one.flight in known for one in group):
            continue
        gone = {one.line for one in group if one.kind == "removed"}
        come = {one.line for one in group if one.kind == "added"}
        alone = check(
            program, evolve(old, assignments=(set(old.assignments) - gone) | come), as_of=as_of
        )
        if alone.ok and _better(alone.values, before.values, goals):
            without = evolve(new, assignments=(set(new.assignments) - come) | gone)
            if check(edited, without, as_of=as_of).ok:
                yield from group


def _better(values: Mapping[str, int], than: Mapping[str, int], goals: Iterable[Goal]) -> bool:
    for goal in goals:
        step = values[goal.name] - than[goal.name]
        if step:
            return (step > 0) == (goal.sense == "max")
    return False


def _linked(changes: Iterable[Change]) -> list[list[Change]]:
    """The changes in groups: those of one member, or of one role on one flight, belong together."""
    groups: list[tuple[set[tuple[str, ...]], list[Change]]] = []
    for one in changes:
        keys: set[tuple[str, ...]] = {(one.member,), (one.flight, one.role)}
        mine = [one]
        apart = []
        for group in groups:
            if group[0] & keys:
                keys |= group[0]
                mine = group[1] + mine
            else:
                apart.append(group)
        groups = [*apart, (keys, mine)]
    return [found for _, found in groups]
