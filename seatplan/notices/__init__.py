"""Notices: parts of a program that are allowed, but that its author probably did not intend.

A typing error in the id of a flight is an error, because every id is looked up. But qualifications
are words of the planner's choice, and rules can pick flights and members by dates, agencies and
stations. If such keys match nothing, the program is valid and differs from what the author meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seatplan.notices.absences import without_end
from seatplan.notices.alike import ids_alike, lone_stations
from seatplan.notices.notice import Notice
from seatplan.notices.picks import empty_picks
from seatplan.notices.qualifications import unmatched_qualifications
from seatplan.notices.windows import long_windows
from seatplan.program_index import ProgramIndex

if TYPE_CHECKING:
    from seatplan.program import Program

__all__ = ["Notice", "notices_of"]


def notices_of(program: Program) -> tuple[Notice, ...]:
    """Return the notices of a program, by kind and then in the order of the program."""
    index = ProgramIndex(program)
    return (
        *unmatched_qualifications(index),
        *empty_picks(index),
        *without_end(index),
        *long_windows(index),
        *lone_stations(index),
        *ids_alike(index),
    )
