"""Words of a program that match nothing, and ids that look alike: no errors, but rarely meant.

A slip of the pen in an id of a flight is an error, since every id is looked up. Qualifications are
words of the planner's own, and a rule may pick flights and members by dates, agencies and stations:
what such words match can be nothing at all, and the program means something else than its author.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seatplan.notices.alike import ids_alike, lone_stations
from seatplan.notices.notice import Notice
from seatplan.notices.picks import empty_picks
from seatplan.notices.qualifications import unmatched_qualifications
from seatplan.program_index import ProgramIndex

if TYPE_CHECKING:
    from seatplan.program import Program

__all__ = ["Notice", "notices_of"]


def notices_of(program: Program) -> tuple[Notice, ...]:
    """What `Program.notices` holds: in the order of the kinds, each in the order of the program."""
    index = ProgramIndex(program)
    return (
        *unmatched_qualifications(index),
        *empty_picks(index),
        *lone_stations(index),
        *ids_alike(index),
    )
