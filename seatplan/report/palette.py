"""The short names and colors of agencies: one palette for page, plot and terminal.

A program may give both. Otherwise colors go by the order of the agencies in the program, so that
every plan of it has the same. None is red: that is the color of what is broken.
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
"""The first six are of M. Okabe and K. Ito, "Color Universal Design" (2008), without red, yellow
and black. Each of the others is as far as can be in OKLab from those before it, from gray and from
red, as people with and without color blindness see them, with a contrast of 2 to white and black.
"""

OTHER = "#8f959e"
"""Of agencies beyond the palette, and of people who belong to none."""


@frozen
class Look:
    """How an agency is shown.

    Attributes:
        short: a letter or a few.
        color: as `#0072b2`.
    """

    short: str
    color: str


NOWHERE = Look("\N{EN DASH}", OTHER)
"""Of people who belong to no agency."""


def looks(program: Program) -> dict[str, Look]:
    """By agency id, in the order of the program; a color that an agency has is no other's."""
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
    """The beginning of its id that no other agency's id has, and no agency's short name is."""
    others = [one.casefold() for one in ids if one != agency]
    for length in range(1, LONGEST_SHORT):
        start = agency[:length]
        own = start.casefold()
        if own not in given and not any(other.startswith(own) for other in others):
            return start
    return agency[:LONGEST_SHORT]


def roles(lookup: ProgramIndex) -> dict[str, str]:
    """By role that a flight of the program has, what is short for it."""
    found = [role for flight in lookup.flights.values() for role in lookup.seats(flight)]
    return initials(list(dict.fromkeys(found)))


def initials(names: list[str]) -> dict[str, str]:
    """By name, the shortest beginning that no other name has, with a capital: C for commander."""
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
