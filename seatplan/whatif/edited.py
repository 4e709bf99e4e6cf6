"""The program after edits, which may change neither the past nor things that do not exist."""

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
        program: what is edited.
        edits: made one after the other.
        as_of: no edit may move, cancel, empty or reseat a leg before that day, or move one there;
            an edit that leaves open from when on it holds does so from that day on.
        plan: the plan that a what-if begins with: flights with windows are on its dates first.
        finish: does something more to the draft, before it is looked over.
    """
    draft = Draft.of(program)
    if plan is not None:
        from seatplan.whatif.preparing import prepared  # it makes drafts

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
    """The edit with its texts in one form, and with ids where it gives names of members."""
    if not isinstance(edit, Edit):
        return edit  # `step` declares it
    edit = normal(edit, spellings(draft))
    ids = {
        one.alias or one.name: _ids_meant(draft, getattr(edit, one.name))
        for one in fields(type(edit))
        if one.metadata.get("id") == "member"
    }
    return evolve(edit, **ids) if ids else edit


def _ids_meant(draft: Draft, value: Any) -> Any:
    """The value of a field that holds members."""
    if isinstance(value, tuple):
        return tuple(_ids_meant(draft, inner) for inner in value)
    return member_meant(value, draft.crew) if isinstance(value, str) else value


def step(draft: Draft, edit: Edit) -> Draft:
    """The draft after one edit.

    Raises:
        ProgramError: with every name in it that the draft does not have, or with every value that
            is not of its type.
        TypeError: if it is not an edit.
    """
    if not isinstance(edit, Edit):
        raise TypeError(f"{edit!r} is not an edit; seatplan.Slip('Crew-9', days=30) is one")
    problems = list(mismatches(edit)) or list(_not_found(draft, edit))
    if problems:
        raise ProgramError(problems)
    return edit.made(draft)


def _not_found(draft: Draft, edit: Edit) -> Iterator[Problem]:
    """What the fields of an edit name that is not there."""
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
                else:  # of these there are few
                    hint = nearest_of_all(str(name), known)
                yield Problem(f"unknown {kind} {name!r}", place, hint)


def _must_leave_the_past(before: Draft, after: Draft, edit: Edit, as_of: date) -> None:
    """Raises a ProgramError if an edit changes a leg before that day, or moves one there."""
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
    """Where an edit names a flight."""
    for one in fields(type(edit)):
        value = getattr(edit, one.name)
        if one.metadata.get("id") == "flight" and value == flight_id:
            return (one.name,)
        if one.metadata.get("id") == "flight" and isinstance(value, tuple) and flight_id in value:
            return (one.name, value.index(flight_id))
    return ()
