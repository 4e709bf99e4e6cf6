"""Looks up objects by id, and gives ids to rules and goals that have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve

from seatplan.errors import LONGEST_WORD, Problem, ProgramError, nearest
from seatplan.normal import normal
from seatplan.program.agency import Agency
from seatplan.program.entries import Fixed, Forbidden
from seatplan.program.flight import Flight
from seatplan.program.member import CrewMember
from seatplan.program.traffic import Port
from seatplan.program.vehicle import Vehicle
from seatplan.visible import shortened

if TYPE_CHECKING:
    from seatplan.kinds import Goal, Rule

T = TypeVar("T", Flight, CrewMember, Vehicle, Agency, Port)


def one_called(things: Iterable[T], word: str, what: str, hint: str = "") -> T:
    """The object with an id.

    Raises:
        ProgramError: if there is none; it suggests similar ids.
    """
    found = {thing.id: thing for thing in things}
    name = normal(word, frozenset(found)) if isinstance(word, str) else word
    if name not in found:
        raise unknown(what, word, found, hint)
    return found[name]


def unknown(what: str, word: object, known: Iterable[str], hint: str = "") -> ProgramError:
    """The error for an unknown id."""
    if not isinstance(word, str):
        owner = getattr(word, "id", None)
        return ProgramError(
            [Problem(f"{word!r} is not an id", hint=f"{owner!r}." if owner else "")]
        )
    message = f"unknown {what} {shortened(repr(word), LONGEST_WORD)}"
    return ProgramError([Problem(message, hint=hint or nearest(word, known))])


def goals_in_order(
    rules: tuple[Rule, ...],
    goals: tuple[Goal, ...],
    entries: tuple[Fixed | Forbidden, ...] = (),
) -> tuple[Goal, ...]:
    """The goals, each with its id; `keep-rules` is added first if soft rules or wishes imply it.

    Args:
        rules, goals: the rules and goals of a program.
        entries: its entries of `fixed` and `forbidden`.
    """
    if any(one.weight is not None for one in (*rules, *entries)) and not any(
        goal.kind == "keep-rules" for goal in goals
    ):
        from seatplan.goals.keep_rules import KeepRules  # goals are on a floor below

        goals = (KeepRules(), *goals)
    return named(goals)


def named(things: tuple[Any, ...]) -> tuple[Any, ...]:
    """Rules or goals, each with an id: its own, else its kind, numbered if the kind is repeated."""
    kinds = Counter(thing.kind for thing in things)
    seen: dict[str, int] = {}
    named = []
    for thing in things:
        seen[thing.kind] = seen.get(thing.kind, 0) + 1
        made_up = thing.kind if kinds[thing.kind] == 1 else f"{thing.kind}-{seen[thing.kind]}"
        named.append(thing if thing.id is not None else evolve(thing, id=made_up))
    return tuple(named)
