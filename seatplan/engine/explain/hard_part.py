"""The hard part of a program, in one order: what an explanation is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from attrs import evolve

from seatplan.engine.explain.better import Worth
from seatplan.goals.keep_rules import KeepRules
from seatplan.kinds import Rule
from seatplan.program import Program
from seatplan.structure.backups import asks_for_backups

LISTS = ("agencies", "vehicles", "ports", "spacecraft", "flights", "crew", "fixed", "forbidden")
"""Lists of a program whose order has no meaning."""

PICKS = ("flights", "vehicles", "operators", "stations", "members", "agencies", "roles", "of")
"""Keys of rules that are lists, most of them of ids."""


def without_soft(program: Program, *, backups: bool = False) -> Program:
    """The program without soft rules and entries; with `backups`, those that require some stay."""
    return evolve(
        program,
        rules=tuple(
            rule
            for rule in program.named_rules
            if rule.weight is None or (backups and asks_for_backups(rule))
        ),
        fixed=tuple(
            one for one in program.fixed if one.weight is None or (backups and "backup" in one.legs)
        ),
        forbidden=tuple(one for one in program.forbidden if one.weight is None),
    )


def hard_part_of(program: Program) -> Program:
    """The hard part of a program, sorted by id, and rules by what they require.

    If a value of `keep-rules` is required, soft rules stay as well, since they make up that value.
    If another goal is required, those that require backups stay: `least-change` counts backups.
    """
    demanded = [rule.goal for rule in program.named_rules if isinstance(rule, Worth)]
    if not any(isinstance(goal, KeepRules) for goal in demanded):
        program = without_soft(program, backups=bool(demanded))
    rules = [_sorted(rule, *_picks(rule)) for rule in program.named_rules]
    kept = evolve(
        program,
        vehicles=[_sorted(one, "seats") for one in program.vehicles],
        flights=[_sorted(one, "seats") for one in program.flights],
        crew=[_sorted(one, "unavailable") for one in program.crew],
        rules=sorted(rules, key=_content),
        goals=(),
    )
    return cast(Program, _sorted(kept, *LISTS))


def _content(rule: Rule) -> tuple[bool, str, int, str, str]:
    """The position of a rule: its id counts only among rules that are alike otherwise.

    Rules that pick flights, people or agencies come before those about all of them: the solver
    finds conflicts among the first rows sooner, and one with a narrow rule usually is smaller.
    """
    wide = -sum(1 for _ in _picks(rule))
    return isinstance(rule, Worth), rule.kind, wide, repr(evolve(rule, id=None)), rule.name


def _sorted(thing: Any, *keys: str) -> Any:
    """The same with these lists sorted: the id, or the first key, comes first in a `repr`."""
    lists = {key: getattr(thing, key) for key in keys}
    order = {key: sorted(some, key=repr) for key, some in lists.items() if some is not None}
    return evolve(thing, **{key: tuple(some) for key, some in order.items()})


def _picks(rule: Rule) -> Iterator[str]:
    """The keys of a built-in rule that are lists of ids: their order has no meaning."""
    for key in PICKS if type(rule).__module__.startswith("seatplan.rules.") else ():
        ids = getattr(rule, key, None)
        if ids is not None and all(isinstance(one, str) for one in ids):
            yield key
