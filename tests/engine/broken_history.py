"""`iss-crossflight` with one thing broken, in three ways."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from seatplan import CrewMember, Fixed, Program, Unavailable, catalog

NAME = "iss-crossflight"


def without_commanders() -> Program:
    """All commanders of a Soyuz are withdrawn from 2024 on."""
    program = catalog.load(NAME)

    def withdrawn(member: CrewMember) -> CrewMember:
        if all(held.id != "soyuz-commander" for held in member.qualifications):
            return member
        away = Unavailable(since=date(2024, 1, 1), why="withdrawn")
        return evolve(member, unavailable=(*member.unavailable, away))

    return evolve(program, crew=tuple(map(withdrawn, program.crew)))


def with_a_quota() -> Program:
    """JAXA gets twelve seats on Dragon instead of four."""
    program = catalog.load(NAME)
    rules = (
        evolve(rule, min=12, max=12) if rule.name == "jaxa-seats" else rule
        for rule in program.named_rules
    )
    return evolve(program, rules=tuple(rules))


def with_pins() -> Program:
    """Both seats on MS-27 beside the commander are fixed for cosmonauts."""
    program = catalog.load(NAME)
    pins = (Fixed("MS-27", "flight-engineer", who) for who in ("zubritsky", "kikina"))
    return evolve(program, fixed=(*program.fixed, *pins))


CASES = {
    "commanders withdrawn": without_commanders,
    "a quota that cannot be met": with_a_quota,
    "a pin against a rule": with_pins,
}
