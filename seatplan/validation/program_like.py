"""The protocol of what is validated: a program, or as much of one as could be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from seatplan.program import (
        Agency,
        CrewMember,
        Fixed,
        Flight,
        Forbidden,
        Port,
        Spacecraft,
        Vehicle,
    )

LISTS = (
    "agencies",
    "vehicles",
    "ports",
    "spacecraft",
    "flights",
    "crew",
    "fixed",
    "forbidden",
    "rules",
    "goals",
)


class ProgramLike(Protocol):
    """A program, or the readable part of a file that has no valid program."""

    @property
    def name(self) -> str: ...
    @property
    def agencies(self) -> tuple[Agency, ...]: ...
    @property
    def vehicles(self) -> tuple[Vehicle, ...]: ...
    @property
    def ports(self) -> tuple[Port, ...]: ...
    @property
    def spacecraft(self) -> tuple[Spacecraft, ...]: ...
    @property
    def flights(self) -> tuple[Flight, ...]: ...
    @property
    def crew(self) -> tuple[CrewMember, ...]: ...
    @property
    def fixed(self) -> tuple[Fixed, ...]: ...
    @property
    def forbidden(self) -> tuple[Forbidden, ...]: ...
    @property
    def rules(self) -> tuple[Any, ...]: ...
    @property
    def goals(self) -> tuple[Any, ...]: ...
    @property
    def format(self) -> int: ...
