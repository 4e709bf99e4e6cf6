"""Programs of kinds that do not ship with seatplan, written for the benchmark."""

from __future__ import annotations

from collections.abc import Callable

from seatplan import Program

WRITTEN: dict[str, Callable[[], Program]] = {}
