"""Finds members who are named instead of their id, and ids in another Unicode form."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from seatplan.errors import nearest
from seatplan.normal import normal, spellings
from seatplan.spelling import folded

if TYPE_CHECKING:
    from seatplan.plan import Plan
    from seatplan.program import CrewMember, Program

P = TypeVar("P", bound="Plan")


def plan_spelled(plan: P, program: Program) -> P:
    """The plan with all ids in the Unicode form that the program uses."""
    lines = ((one.flight, one.role, one.member) for one in plan.assignments)
    ships = ((one.flight,) for one in plan.dates)
    ports = ((one.flight, one.port) for one in plan.docking)
    craft = ((one.flight, one.spacecraft) for one in plan.spacecraft)
    if all(map(str.isascii, chain.from_iterable(chain(lines, ships, ports, craft)))):
        return plan  # a fast path for almost all plans
    return normal(plan, spellings(program))


def ids_named(word: str, crew: Iterable[CrewMember]) -> tuple[str, ...]:
    """The ids of the members with a name; if there are none, of those whose name looks like it."""
    crew = tuple(crew)
    word = normal(word)
    exact = tuple(one.id for one in crew if one.name == word)
    return exact or tuple(one.id for one in crew if folded(one.name) == folded(word))


def member_meant(word: str, crew: Iterable[CrewMember]) -> str:
    """The word if it is an id, else the id of the only member of that name, else the word."""
    crew = tuple(crew)
    word = normal(word, frozenset(one.id for one in crew))
    if any(one.id == word for one in crew):
        return word
    named = ids_named(word, crew)
    return named[0] if len(named) == 1 else word


def nearest_member(word: str, crew: Iterable[CrewMember]) -> str:
    """The hint of `nearest` for member ids, which also recognizes the names of members."""
    crew = tuple(crew)
    named = ids_named(word, crew)
    if len(named) == 1:
        return f"{named[0]!r}, the id?"
    if named:
        return f"{' or '.join(map(repr, named))}? They have the same name."
    return nearest(word, [one.id for one in crew])
