"""Backups: where a plan can have them, and on which days they are busy."""

from __future__ import annotations

from datetime import date

from attrs import evolve, frozen

from seatplan.kinds import Rule
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.selection import Where


@frozen
class RequiredBackups:
    """The backups that a program requires; a plan must have no others.

    Attributes:
        roles: pairs of flight id and role for which rules require backups.
        people: triples of flight id, role and member id in entries of `fixed`.
    """

    roles: frozenset[tuple[str, str]]
    people: frozenset[tuple[str, str, str]]

    def has(self, flight: str, role: str, member: str) -> bool:
        """Whether a rule or an entry requires a backup there, so that the member can be one."""
        return (flight, role) in self.roles or (flight, role, member) in self.people


def required_backups(lookup: ProgramIndex) -> RequiredBackups:
    """The backups that rules and `fixed` require, hard or soft."""
    if lookup.backed_up is None:
        lookup.backed_up = frozenset(
            asked for rule in lookup.program.rules for asked in rule.backed_up(lookup)
        )
    return RequiredBackups(
        lookup.backed_up,
        frozenset(
            (one.flight, one.role, one.member)
            for one in lookup.program.fixed
            if "backup" in one.legs
        ),
    )


def required_on_any_day(lookup: ProgramIndex) -> RequiredBackups:
    """The backups that rules and `fixed` require for any launch dates."""
    rules = lookup.program.rules
    asking = [_on_all_days(rule) if depends_on_days(rule) else rule for rule in rules]
    roles = frozenset(asked for rule in asking for asked in rule.backed_up(lookup))
    return evolve(required_backups(lookup), roles=roles)


def asks_for_backups(rule: Rule) -> bool:
    """Whether a rule of this kind can require backups."""
    return type(rule).backed_up is not Rule.backed_up


def depends_on_days(rule: Rule) -> bool:
    """Whether the backups that a rule requires depend on launch dates."""
    return (
        asks_for_backups(rule)
        and isinstance(rule, Where)
        and (rule.since is not None or rule.until is not None)
    )


def _on_all_days(rule: Rule) -> Rule:
    return evolve(rule, since=None, until=None)  # type: ignore[call-arg]


def busy_from(lookup: ProgramIndex, flight: Flight) -> date:
    """The first day on which a backup of a flight is busy."""
    days = lookup.backup_days(flight)
    return date.fromordinal(max(1, flight.launch.toordinal() - days))
