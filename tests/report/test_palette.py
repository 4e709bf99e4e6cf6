"""Short names and colors of agencies."""

from __future__ import annotations

import pytest

import seatplan
from seatplan.report.palette import OTHER, PALETTE, initials, looks


def program(*agencies: seatplan.Agency) -> seatplan.Program:
    return seatplan.Program(agencies=agencies)


def test_by_the_order_of_the_program() -> None:
    """Each has the next color, as long as there are any, and the shortest beginning of its own."""
    found = looks(program(*map(seatplan.Agency, ("NASA", "CSA", "CNES", "A", "B", "D", "E"))))
    assert [one.color for one in found.values()] == [*PALETTE, OTHER]
    assert [one.short for one in found.values()] == ["N", "CS", "CN", "A", "B", "D", "E"]


def test_as_the_program_says() -> None:
    """What the program gives is taken, and takes nothing from the others."""
    red = seatplan.Agency("Roscosmos", short="RS", color="#aa0000")
    found = looks(program(seatplan.Agency("NASA"), red, seatplan.Agency("ESA")))
    assert [(one.short, one.color) for one in found.values()] == [
        ("N", PALETTE[0]),
        ("RS", "#aa0000"),
        ("E", PALETTE[1]),
    ]


def test_two_agencies_never_share_a_color_of_the_palette() -> None:
    """One that is given is not given out again, however it is spelled."""
    taken = seatplan.Agency("Aurora", color=PALETTE[0].upper())
    found = looks(program(taken, seatplan.Agency("Meridian")))
    assert found["Meridian"].color == PALETTE[1]


def test_what_is_no_color() -> None:
    """Words for colors, and short names that are long, are errors of the program."""
    with pytest.raises(seatplan.ProgramError, match="is not a color"):
        program(seatplan.Agency("NASA", color="blue"))
    with pytest.raises(seatplan.ProgramError, match="more than 4 letters"):
        program(seatplan.Agency("NASA", short="NASA!"))


def test_initials() -> None:
    """The shortest beginning that no other has, the whole where one begins with another."""
    assert initials(["commander", "pilot", "cosmonaut"]) == {
        "commander": "Com",
        "pilot": "P",
        "cosmonaut": "Cos",
    }
    assert initials(["pilot", "pilot-2"]) == {"pilot": "Pilot", "pilot-2": "Pilot-"}
