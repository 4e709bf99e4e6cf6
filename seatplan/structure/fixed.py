"""A plan has the assignments that `fixed` lists."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from seatplan.kinds import Reach
from seatplan.modelling import LinearConstraint, LinearExpr, Model
from seatplan.program import Fixed, Program
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.requirement import Finding, Requirement
from seatplan.structure.law import Law, entry_requirement
from seatplan.timeline import PlanIndex
from seatplan.validation import law_ids
from seatplan.words import listed, many, on_leg


def statement(lookup: ProgramIndex, entry: Fixed) -> str:
    """An entry as a statement: `Ann goes up on F1 (2030-01-01) as pilot`."""
    flight = lookup.flights[entry.flight]
    day = flight.landing if entry.leg == "down" else flight.launch
    who, where = lookup.name(entry.member), f"{flight.id} ({day})"
    if entry.leg == "backup":
        return f"{who} is a backup {entry.role} of {where}"
    way = {"up": "goes up", "down": "comes down", "both": "goes up and comes down"}[entry.leg]
    return f"{who} {way} on {where} as {entry.role}"


@frozen
class FixedEntries(Law):
    r"""A plan has the assignments that `fixed` lists.

    An entry with a `weight` is a wish: a soft rule with amount 1, however many of its legs are
    missed.

    Formula:
        x_{f \ell r m} = 1 \quad\text{for each entry } (f, r, m) \text{ and its legs } \ell
    """

    id = law_ids.FIXED
    for_open_dates = True
    rank = 2
    reading_order = 0

    def requirement(self, lookup: ProgramIndex, entry: Fixed) -> Requirement:
        """The requirement for one entry."""
        flight, name = lookup.flights[entry.flight], lookup.name(entry.member)
        seats = many(lookup.seats(flight)[entry.role].count, "seat")
        way = {
            "up": "go up on",
            "down": "come down on",
            "both": "go up and come down on",
            "backup": "be a backup on",
        }[entry.leg]
        day = flight.landing if entry.leg == "down" else flight.launch
        empty = [
            empty
            for legs, crewed, empty in (
                (("up", "backup"), flight.ascent, "goes up empty"),
                (("down",), flight.descent, "comes down empty"),
            )
            if crewed == "empty" and any(leg in entry.legs for leg in legs)
        ]
        why = f", but {flight.id} {listed(empty)}" if empty else ""
        message = f"{name} must {way} {flight.id} ({day}) as {entry.role} ({seats}){why}"
        only = "" if entry.leg == "both" else f" {on_leg(entry.leg)}"
        decision = f"no longer fix {name} as {entry.role} of {entry.flight}{only}"
        return entry_requirement(self, entry, entry.leg, message, decision)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each leg of an entry that the plan misses; for a wish, one for all legs."""
        for entry in sorted(reading.program.fixed, key=repr):
            flight = reading.lookup.flights[entry.flight]
            missed = [
                leg
                for leg in entry.legs
                if not any(
                    line.role == entry.role and line.member == entry.member
                    for line in reading.on(flight, leg)
                )
            ]
            if not missed:
                continue
            here = self.requirement(reading.lookup, entry)
            if entry.weight is not None:
                ways = on_leg(missed[0]) if len(missed) == 1 else f"on the way {listed(missed)}"
                found = f"not {ways}"
                about = evolve(here.subject, leg=missed[0]) if len(missed) == 1 else here.subject
                yield Finding(here, 1, found, None, subject=about, weight=entry.weight)
                continue
            for leg in missed:
                found = f"not {on_leg(leg)}"
                about = evolve(here.subject, leg=leg)
                yield Finding(here, 1, found, leg_day(flight, leg), subject=about)

    def constrain(self, model: Model) -> None:
        """On each leg, the sum of the member's seat variables in the role is at least 1."""
        for entry in sorted(model.program.fixed, key=repr):
            flight = model.lookup.flights[entry.flight]
            here = self.requirement(model.lookup, entry)
            met: list[LinearConstraint] = []
            for leg in entry.legs:
                taken = LinearExpr(
                    place.literal
                    for place in model.seat_variables(flight, leg)
                    if place.role == entry.role and place.member.id == entry.member
                )
                met.append(taken >= 1)
                if entry.weight is None:
                    model.require(None, here, met[-1], settled=leg_day(flight, leg))
            if entry.weight is not None:
                model.require(None, here, *met, settled=None, weight=entry.weight)

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach:
        """The member, on the flight itself or on a flight whose people can come home on it."""
        members = frozenset(requirement.members)
        flights = [lookup.flights[one] for one in requirement.flights]
        flights += [up for flight in flights for up in lookup.home_on(flight)]
        return {flight.id: members for flight in flights}

    def without(self, program: Program, requirement: Requirement) -> Program:
        """The program without the entry."""
        lookup = ProgramIndex(program)
        kept = (one for one in program.fixed if self.requirement(lookup, one).id != requirement.id)
        return evolve(program, fixed=tuple(kept))


FIXED = FixedEntries()
