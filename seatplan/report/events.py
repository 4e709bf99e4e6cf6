"""Scenarios and edits in a few words, for headlines."""

from __future__ import annotations

from collections.abc import Mapping
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
    """Return the name of a scenario, or its edits if it has none: `MS-28 +30 days`.

    Args:
        scenario: the scenario.
        names: the display name of each member, by id.
    """
    edits = "; ".join(in_words(edit, names) for edit in scenario.edits)
    return scenario.name or edits or "Nothing happens"


def in_words(edit: Edit, names: Mapping[str, str]) -> str:
    """Return one edit in words; the usual edits have their own phrases."""
    match edit:
        case Slip():
            return f"{edit.flight} {edit.days:+,} days"
        case Extend():
            return f"{edit.flight} lands {edit.days:+,} days"
        case Cancel():
            return f"{edit.flight} canceled"
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
