"""Fields of ids, for the keys by which rules pick flights and members."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import field

from seatplan import forgiving

PICKED: Mapping[str, Callable[[Any], Any]] = {
    "agency": forgiving.maybe_agency_ids,
    "flight": forgiving.maybe_flight_ids,
    "member": forgiving.maybe_member_ids,
    "role": forgiving.maybe_role_names,
    "station": forgiving.maybe_stations,
    "vehicle": forgiving.maybe_vehicle_ids,
}
"""Converters for lists of ids, by kind."""


def picked(kind: str) -> Any:
    """A field for a list of ids of a kind, for your own rules; None picks all."""
    return field(default=None, converter=PICKED.get(kind), metadata={"ids": kind})
