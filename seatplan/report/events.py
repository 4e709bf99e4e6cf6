"""What happens in a scenario, in a few words for a headline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import asdict

from seatplan.whatif.editing import Edit
from seatplan.whatif.edits import (
    Cancel,
    Extend,
    Forbid,
    LaunchEmpty,
    ReturnEmpty,
    Slip,
    Withdraw,
)
from seatplan.whatif.scenario import Scenario


def event(scenario: Scenario, names: Mapping[str, str]) -> str:
    """The name of a scenario, else its edits: `MS-28 +30 days`.

    Args:
        scenario: what happens.
        names: by member id, the name for people.
    """
    return scenario.name or "; ".join(_said(scenario.edits, names)) or "Nothing happens"


def _said(edits: Iterable[Edit], names: Mapping[str, str]) -> Iterable[str]:
    return (in_words(edit, names) for edit in edits)


def in_words(edit: Edit, names: Mapping[str, str]) -> str:
    """One edit; those that happen most have words of their own."""
    match edit:
        case Slip():
            return f"{edit.flight} {edit.days:+,} days"
        case Extend():
            return f"{edit.flight} lands {edit.days:+,} days"
        case Cancel():
            return f"{edit.flight} cancelled"
        case LaunchEmpty():
            return f"{edit.flight} launches empty"
        case ReturnEmpty():
            return f"{edit.flight} returns empty"
        case Forbid():
            role = f" as {edit.role}" if edit.role else ""
            way = {"up": "up on", "down": "down on", "backup": "backup of"}.get(edit.leg, "on")
            return f"{names.get(edit.member, edit.member)} not {way} {edit.flight}{role}"
        case Withdraw():
            since = f" from {edit.since}" if edit.since is not None else ""
            until = f" until {edit.until}" if edit.until is not None else ""
            return f"{names.get(edit.member, edit.member)} withdrawn{since}{until}"
    keys = asdict(edit, recurse=False)
    said = ", ".join(_key(name, value, names) for name, value in keys.items() if value)
    return f"{edit.kind}: {said}" if said else edit.kind


def _key(name: str, value: Any, names: Mapping[str, str]) -> str:
    if name in ("member", "replaces"):
        return names.get(value, str(value))
    if isinstance(value, str):
        return value
    shown = getattr(value, "name", None) or getattr(value, "id", None) or value
    return str(shown) if isinstance(shown, str) else f"{name} {shown}"
