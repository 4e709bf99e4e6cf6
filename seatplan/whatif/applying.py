"""A program with a fix applied: what an explanation says to give up is no longer asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import evolve

from seatplan.errors import Problem, ProgramError
from seatplan.explanation import Requirements
from seatplan.kinds import Rule
from seatplan.program import CrewMember, Flight, Program, Seat
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.rules.apart import Apart
from seatplan.rules.career import Career
from seatplan.rules.experience import Experience
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.quota import Quota
from seatplan.rules.together import Together
from seatplan.structure import ascent_full, availability, fixed, forbidden, seat_requirements


def with_fix(program: Program, fix: Requirements) -> Program:
    """The program with every requirement of a fix given up, and nothing else.

    An absence or an entry of `fixed` or `forbidden` is removed; a flight gets seats of its own
    whose requirements are waived; a rule no longer picks the flight or the member, or is dropped
    where it asks for nothing else.

    Raises:
        ProgramError: with every requirement that the program cannot give up alone.
    """
    changed = program
    problems: list[Problem] = []
    for one in fix:
        try:
            changed = _without(changed, one)
        except _NoEditError as reason:
            message = f"no change of the program gives up just this: {one.message}"
            problems.append(Problem(message, hint=str(reason)))
    if problems:
        raise ProgramError(problems)
    return changed


class _NoEditError(Exception):
    """What to do by hand."""


def _without(program: Program, one: Requirement) -> Program:
    law = LAWS.get(one.rule)
    if law is not None:
        return law(program, one)
    rule = next((rule for rule in program.named_rules if rule.name == one.rule), None)
    if rule is None:
        raise _NoEditError(f"{one.rule!r} holds for every plan.")
    return _without_piece(program, rule, one)


# The laws


def _without_absence(program: Program, one: Requirement) -> Program:
    index = ProgramIndex(program)

    def changed(member: CrewMember) -> CrewMember:
        if member.id not in one.members:
            return member
        kept = (
            interval
            for interval in member.unavailable
            if availability.requirement(index, member, interval).id != one.id
        )
        return evolve(member, unavailable=tuple(kept))

    return evolve(program, crew=tuple(map(changed, program.crew)))


def _without_fixed(program: Program, one: Requirement) -> Program:
    index = ProgramIndex(program)
    kept = (entry for entry in program.fixed if fixed.requirement(index, entry).id != one.id)
    return evolve(program, fixed=tuple(kept))


def _without_forbidden(program: Program, one: Requirement) -> Program:
    index = ProgramIndex(program)
    kept = (
        entry for entry in program.forbidden if forbidden.requirement(index, entry).id != one.id
    )
    return evolve(program, forbidden=tuple(kept))


def _waived(program: Program, one: Requirement) -> Program:
    index = ProgramIndex(program)

    def changed(flight: Flight, seat: Seat) -> Seat:
        mine = seat_requirements.requirement(flight, seat).id == one.id
        return evolve(seat, requires=(), agencies=None) if mine else seat

    return _reseated(program, index, one, changed)


def _uncritical(program: Program, one: Requirement) -> Program:
    index = ProgramIndex(program)
    return _reseated(program, index, one, lambda _, seat: evolve(seat, critical=False))


def _half_empty(program: Program, one: Requirement) -> Program:
    index = ProgramIndex(program)

    def changed(flight: Flight, seat: Seat) -> Seat:
        if ascent_full.requirement(flight, seat).id != one.id:
            return seat
        if seat.critical:
            raise _NoEditError(
                f"the {seat.role} is critical, and a critical seat is never optional."
            )
        return evolve(seat, optional=True)

    return _reseated(program, index, one, changed)


def _reseated(
    program: Program,
    index: ProgramIndex,
    one: Requirement,
    changed: Callable[[Flight, Seat], Seat],
) -> Program:
    """With seats of its own for the flight that the requirement is about."""
    flights = tuple(
        evolve(flight, seats=tuple(changed(flight, seat) for seat in index.seats(flight).values()))
        if flight.id in one.flights
        else flight
        for flight in program.flights
    )
    return evolve(program, flights=flights)


LAWS: dict[str, Callable[[Program, Requirement], Program]] = {
    "availability": _without_absence,
    "fixed": _without_fixed,
    "forbidden": _without_forbidden,
    "seat-requirements": _waived,
    "critical-seat": _uncritical,
    "ascent-full": _half_empty,
}


# The rules


def _without_piece(program: Program, rule: Rule, one: Requirement) -> Program:
    """The rule without one flight or member; dropped where nothing is left of it."""
    index = ProgramIndex(program)
    if isinstance(rule, (GroundTime, Career)):
        left = [m.id for m in rule.members_in(index) if m.id not in one.members]
        return _replaced(program, rule, evolve(rule, agencies=None, members=tuple(left)), left)
    if isinstance(rule, (Experience, Together, Apart)):
        left = [f.id for f in rule.flights_in(index) if f.id not in one.flights]
        return _replaced(program, rule, evolve(rule, flights=tuple(left)), left)
    if isinstance(rule, Quota) and rule.per == "program":
        return _replaced(program, rule, rule, ())
    raise _NoEditError(f"change the rule {rule.name!r} by hand, or drop it.")


def _replaced(program: Program, old: Rule, new: Rule, left: Iterable[str]) -> Program:
    """With another rule in the same place, under the same id; without it if it picks nothing."""
    rules: list[Rule] = []
    for rule in program.named_rules:
        if rule.name != old.name:
            rules.append(rule)
        elif left:
            rules.append(new)
    return evolve(program, rules=tuple(rules))
