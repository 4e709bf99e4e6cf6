"""Backups: where a plan may have them, and on which days they are busy."""

from __future__ import annotations

from datetime import date

from attrs import evolve, frozen

from seatplan.kinds import Rule
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.selection import Where


@frozen
class AskedBackups:
    """The backups that a program requires; a plan may have no others.

    Attributes:
        roles: flights and roles for which rules require backups, by their ids.
        people: flights, roles and members that entries of `fixed` name.
    """

    roles: frozenset[tuple[str, str]]
    people: frozenset[tuple[str, str, str]]

    def has(self, flight: str, role: str, member: str) -> bool:
        """Whether the member may be a backup in that role, as far as anyone needs to know."""
        return (flight, role) in self.roles or (flight, role, member) in self.people


def asked_backups(lookup: ProgramIndex) -> AskedBackups:
    """The backups that rules and `fixed` require, hard or soft."""
    if lookup.backed_up is None:
        lookup.backed_up = frozenset(
            asked for rule in lookup.program.rules for asked in rule.backed_up(lookup)
        )
    return AskedBackups(
        lookup.backed_up,
        frozenset(
            (one.flight, one.role, one.member)
            for one in lookup.program.fixed
            if "backup" in one.legs
        ),
    )


def asked_on_any_day(lookup: ProgramIndex) -> AskedBackups:
    """The backups that rules and `fixed` require whenever the flights launch."""
    rules = lookup.program.rules
    asking = [_on_all_days(rule) if asks_on_some_days(rule) else rule for rule in rules]
    roles = frozenset(asked for rule in asking for asked in rule.backed_up(lookup))
    return evolve(asked_backups(lookup), roles=roles)


def asks_on_some_days(rule: Rule) -> bool:
    """Whether it depends on the day of a launch which backups a rule requires."""
    return (
        type(rule).backed_up is not Rule.backed_up
        and isinstance(rule, Where)
        and (rule.since is not None or rule.until is not None)
    )


def _on_all_days(rule: Rule) -> Rule:
    return evolve(rule, since=None, until=None)  # type: ignore[call-arg]


def busy_from(lookup: ProgramIndex, flight: Flight) -> date:
    """The first day `[first day, launch)` on which a backup of the flight is busy."""
    days = lookup.backup_days(flight)
    return date.fromordinal(max(1, flight.launch.toordinal() - days))
