"""Applies edits to a program; they can change neither the past nor things that do not exist."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from attrs import evolve, fields

from seatplan.declared import mismatches
from seatplan.errors import (
    MOST_PROBLEMS,
    Place,
    Problem,
    ProgramError,
    at_place,
    nearest,
    nearest_of_all,
)
from seatplan.naming import member_meant, nearest_member
from seatplan.normal import normal, spellings
from seatplan.plan import Plan
from seatplan.program import (
    Program,
)
from seatplan.program_index import leg_day
from seatplan.whatif.editing import Draft, Edit

P = TypeVar("P", bound="Program")


def edited(
    program: P,
    edits: Iterable[Edit],
    *,
    as_of: date | None = None,
    plan: Plan | None = None,
    finish: Callable[[Draft], Draft] | None = None,
) -> P:
    """The program after these edits; see `Program.apply`.

    Args:
        program: the program to edit.
        edits: the edits, applied one after the other.
        as_of: no edit may move, cancel, empty or reseat a leg before this day, or move a leg to a
            day before it; an edit without a first day takes effect on this day.
        plan: the plan from which a what-if starts: flights with windows are put on its dates first.
        finish: a function that changes the draft further before it is validated.
    """
    draft = Draft.of(program)
    if plan is not None:
        from seatplan.whatif.preparing import prepared  # it imports this module

        draft = prepared(draft, plan, as_of)
    problems: list[Problem] = []
    for index, edit in enumerate(edits):
        try:
            edit = _meant(draft, edit)
            if as_of is not None and isinstance(edit, Edit):
                edit = edit.seen_from(as_of)
            after = step(draft, edit)
            if as_of is not None:
                _must_leave_the_past(draft, after, edit, as_of)
            draft = after
        except ProgramError as error:
            problems += [at_place(problem, ("edits", index)) for problem in error.problems]
            if len(problems) >= MOST_PROBLEMS:
                raise ProgramError(problems, complete=False) from None
    if problems:
        raise ProgramError(problems)
    if finish is not None:
        draft = finish(draft)
    changed = {
        one.name: getattr(draft, one.name)
        for one in fields(Draft)
        if getattr(draft, one.name) is not getattr(program, one.name)
    }
    return evolve(program, **changed) if changed else program


def _meant(draft: Draft, edit: Edit) -> Edit:
    """The edit with normalized texts, and with ids instead of names of members."""
    if not isinstance(edit, Edit):
        return edit  # `step` reports it
    edit = normal(edit, spellings(draft))
    ids = {
        one.alias or one.name: _ids_meant(draft, getattr(edit, one.name))
        for one in fields(type(edit))
        if one.metadata.get("id") == "member"
    }
    return evolve(edit, **ids) if ids else edit


def _ids_meant(draft: Draft, value: Any) -> Any:
    """The value of a field of members, with ids instead of names."""
    if isinstance(value, tuple):
        return tuple(_ids_meant(draft, inner) for inner in value)
    return member_meant(value, draft.crew) if isinstance(value, str) else value


def step(draft: Draft, edit: Edit) -> Draft:
    """The draft after one edit.

    Raises:
        ProgramError: if the edit names things that the draft does not have, or has values of a
            wrong type; lists all of these.
        TypeError: if it is not an edit.
    """
    if not isinstance(edit, Edit):
        raise TypeError(f"{edit!r} is not an edit; seatplan.Slip('Crew-9', days=30) is one")
    problems = list(mismatches(edit)) or list(_not_found(draft, edit))
    if problems:
        raise ProgramError(problems)
    return edit.made(draft)


def _not_found(draft: Draft, edit: Edit) -> Iterator[Problem]:
    """Yield a problem for each unknown name in the fields of an edit."""
    for one in fields(type(edit)):
        value = getattr(edit, one.name)
        kind = one.metadata.get("id")
        known = draft.ids(kind) if kind is not None and value is not None else None
        if known is None:
            continue
        many = isinstance(value, tuple)
        for index, name in enumerate(value if many else (value,)):
            if name not in known:
                place = (one.name, index) if many else (one.name,)
                if kind == "member":
                    hint = nearest_member(str(name), draft.crew)
                elif kind == "flight":
                    hint = nearest(str(name), known)
                else:  # few ids: list them all
                    hint = nearest_of_all(str(name), known)
                yield Problem(f"unknown {kind} {name!r}", place, hint)


def _must_leave_the_past(before: Draft, after: Draft, edit: Edit, as_of: date) -> None:
    """Raise a ProgramError if an edit changes a leg before that day, or moves one there."""
    problems = []
    flights = {flight.id: flight for flight in before.flights}
    later = {flight.id: flight for flight in after.flights}
    for flight_id, leg in edit.legs():
        place = _place_of(edit, flight_id)
        day = leg_day(flights[flight_id], leg)
        way = {"up": "launch", "down": "landing"}[leg]
        if day < as_of:
            message = f"the {way} of {flight_id!r} on {day} is past on {as_of}"
            problems.append(Problem(f"{message}: nothing changes it any more", place))
        elif flight_id in later and leg_day(later[flight_id], leg) < as_of:
            day = leg_day(later[flight_id], leg)
            message = f"the {way} of {flight_id!r} would move to {day}, which is past on {as_of}"
            problems.append(Problem(message, place))
    if problems:
        raise ProgramError(problems)


def _place_of(edit: Edit, flight_id: str) -> Place:
    """The place in an edit that names a flight."""
    for one in fields(type(edit)):
        value = getattr(edit, one.name)
        if one.metadata.get("id") == "flight" and value == flight_id:
            return (one.name,)
        if one.metadata.get("id") == "flight" and isinstance(value, tuple) and flight_id in value:
            return (one.name, value.index(flight_id))
    return ()
