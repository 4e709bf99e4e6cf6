"""The programs of the benchmark: shipped programs, made-up ones, and those of a folder."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import islice, permutations
from math import factorial
from pathlib import Path

from attrs import evolve

import seatplan
from benchmarks.programs import WRITTEN
from seatplan import Goal, Program, catalog
from seatplan.errors import ProgramError

ALL_ORDERS = 24
"""The most orders of goals of a program that are tried; if there are more, a sample of them."""


def cases(folder: Path | None = None) -> dict[str, Program]:
    """All programs by name.

    Args:
        folder: a folder with more program files; other files there are ignored.
    """
    found = {name: catalog.load(name) for name in catalog.names()}
    found |= {name: make() for name, make in WRITTEN.items()}
    for file in sorted(folder.iterdir()) if folder is not None else ():
        if file.suffix in (".json", ".toml") and not file.stem.endswith(("-scen", ".plan")):
            try:
                found[file.stem] = seatplan.load(file)
            except ProgramError:
                continue
    return found


def orders(program: Program, most: int = ALL_ORDERS) -> Iterator[Program]:
    """The program with its goals in different orders, the given order first.

    Args:
        program: the program; the implied goal `keep-rules` is ordered too.
        most: the most orders; if there are more, a sample that is the same in every run.
    """
    goals = program.named_goals
    yield evolve(program, goals=goals)
    if factorial(len(goals)) <= most:
        others: Iterable[tuple[Goal, ...]] = islice(permutations(goals), 1, None)
    else:
        others = _sample(goals, most - 1, random.Random(program.name))
    for order in others:
        yield evolve(program, goals=order)


def _sample(
    goals: tuple[Goal, ...], count: int, chance: random.Random
) -> Iterator[tuple[Goal, ...]]:
    seen = {tuple(range(len(goals)))}
    while count > 0:
        order = tuple(chance.sample(range(len(goals)), len(goals)))
        if order not in seen:
            seen.add(order)
            count -= 1
            yield tuple(goals[at] for at in order)


def in_words(program: Program) -> str:
    """The order of the goals."""
    return " > ".join(goal.name for goal in program.named_goals) or "no goals"
