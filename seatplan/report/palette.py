"""The short names and colors of agencies: one palette for page, plot and terminal.

A program can give both. Otherwise the colors follow the order of the agencies in the program, so
that they are the same for all its plans. None of them is red, which marks broken rules.
"""

from __future__ import annotations

from attrs import frozen

from seatplan.program import LONGEST_SHORT, Program
from seatplan.program_index import ProgramIndex

PALETTE = (
    *("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#8c6d31"),
    *("#8769ff", "#693c78", "#4b3cd2", "#2d695a", "#a54b87", "#879600", "#4bc369"),
    *("#6987d2", "#870fa5", "#1e5a00", "#f087d2", "#c378ff", "#b43cb4", "#5a69d2"),
)
"""The first six are from M. Okabe and K. Ito, "Color Universal Design" (2008), without red, yellow
and black. Each of the others is as far as possible, in OKLab, from those before it, from gray and
from red, as seen by people with and without color blindness. All have a contrast of at least 2 to
white and to black.
"""

OTHER = "#8f959e"
"""The color of agencies beyond the end of the palette, and of people without an agency."""


@frozen
class Look:
    """The short name and color of an agency.

    Attributes:
        short: one to four letters.
        color: a hexadecimal color such as `#0072b2`.
    """

    short: str
    color: str


NOWHERE = Look("\N{EN DASH}", OTHER)
"""The look of people without an agency."""


def looks(program: Program) -> dict[str, Look]:
    """Return the look of each agency by id, in the order of the program.

    A color that the program gives to one agency is not taken from the palette for another.
    """
    taken = {agency.color.casefold() for agency in program.agencies}
    spare = iter([one for one in PALETTE if one not in taken])
    ids = [agency.id for agency in program.agencies]
    given = {agency.short.casefold() for agency in program.agencies if agency.short}
    return {
        agency.id: Look(
            agency.short or _short(agency.id, ids, given),
            agency.color or next(spare, OTHER),
        )
        for agency in program.agencies
    }


def _short(agency: str, ids: list[str], given: set[str]) -> str:
    """Return the shortest start of the id that no other id starts with and no short name equals.

    Args:
        agency: the id of the agency.
        ids: the ids of all agencies.
        given: the short names that the program gives, case-folded.
    """
    others = [one.casefold() for one in ids if one != agency]
    for length in range(1, LONGEST_SHORT):
        start = agency[:length]
        own = start.casefold()
        if own not in given and not any(other.startswith(own) for other in others):
            return start
    return agency[:LONGEST_SHORT]


def roles(lookup: ProgramIndex) -> dict[str, str]:
    """Return an abbreviation for each role that a flight of the program has."""
    found = [role for flight in lookup.flights.values() for role in lookup.seats(flight)]
    return initials(list(dict.fromkeys(found)))


def initials(names: list[str]) -> dict[str, str]:
    """Return, for each name, the shortest start that no other name has: C for commander."""
    found = {}
    for name in names:
        others = [one.casefold() for one in names if one != name]
        length = next(
            (
                size
                for size in range(1, len(name))
                if not any(one.startswith(name[:size].casefold()) for one in others)
            ),
            len(name),
        )
        found[name] = name[:1].upper() + name[1:length]
    return found
