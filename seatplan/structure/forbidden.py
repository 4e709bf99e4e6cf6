"""A plan has none of the assignments that `forbidden` lists."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from seatplan.modelling import LinearExpr, Model
from seatplan.program import Forbidden, Program
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.requirement import Finding, Requirement
from seatplan.structure.backups import required_backups
from seatplan.structure.law import Law, entry_requirement
from seatplan.timeline import PlanIndex
from seatplan.validation import law_ids
from seatplan.words import listed, on_leg


@frozen
class ForbiddenEntries(Law):
    r"""A plan has none of the assignments that `forbidden` lists.

    An entry with a `weight` is a wish: a soft rule with amount 1, on however many of its legs the
    plan has it.

    Formula:
        x_{f \ell r m} = 0 \quad\text{for each entry } (f, r, m) \text{ and its legs } \ell
    """

    id = law_ids.FORBIDDEN
    for_open_dates = True
    bar = "forbidden"
    only_bars = True
    rank = 2
    reading_order = 1

    def requirement(self, lookup: ProgramIndex, entry: Forbidden) -> Requirement:
        """The requirement for one entry."""
        flight, name = lookup.flights[entry.flight], lookup.name(entry.member)
        role = f" as {entry.role}" if entry.role is not None else ""
        backups = any(one == flight.id for one, _ in required_backups(lookup).roles)
        verb = {
            "up": "go up",
            "down": "come down",
            "both": "fly",
            "backup": "be a backup",
            "any": "fly or be a backup" if backups else "fly",
        }[entry.leg]
        day = flight.landing if entry.leg == "down" else flight.launch
        message = f"{name} must not {verb} on {flight.id} ({day}){role}"
        decision = f"let {name} {verb} on {entry.flight}{role} after all"
        leg = None if entry.leg == "any" else entry.leg
        return entry_requirement(self, entry, leg, message, decision)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        """A finding for each forbidden assignment; for a wish, one for all its assignments."""
        for entry in sorted(reading.program.forbidden, key=repr):
            flight = reading.lookup.flights[entry.flight]
            lines = [
                (leg, line)
                for leg in entry.legs
                for line in reading.on(flight, leg)
                if line.member == entry.member and entry.role in (None, line.role)
            ]
            if not lines:
                continue
            here = self.requirement(reading.lookup, entry)
            if entry.weight is not None:
                found = listed(f"{on_leg(leg)} as {line.role}" for leg, line in lines)
                yield Finding(here, 1, found, None, weight=entry.weight)
                continue
            for leg, line in lines:
                found = f"{on_leg(leg)} as {line.role}"
                about = evolve(here.subject, leg=leg)
                yield Finding(here, 1, found, leg_day(flight, leg), subject=about)

    def constrain(self, model: Model) -> None:
        """Adds wishes: none of the seat variables is true. Hard entries have no variables."""
        for entry in sorted(model.program.forbidden, key=repr):
            if entry.weight is None:
                continue
            flight = model.lookup.flights[entry.flight]
            literals = dict.fromkeys(
                place.literal
                for leg in entry.legs
                for place in model.seat_variables(flight, leg)
                if place.member.id == entry.member and entry.role in (None, place.role)
            )
            unseated = [LinearExpr([literal]) <= 0 for literal in literals]
            here = self.requirement(model.lookup, entry)
            model.require(None, here, *unseated, settled=None, weight=entry.weight)

    def without(self, program: Program, requirement: Requirement) -> Program:
        """The program without the entry."""
        lookup = ProgramIndex(program)
        kept = (
            one for one in program.forbidden if self.requirement(lookup, one).id != requirement.id
        )
        return evolve(program, forbidden=tuple(kept))


FORBIDDEN = ForbiddenEntries()
