"""Short names and colors of agencies."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import combinations

import pytest

import seatplan
from seatplan.report.palette import OTHER, PALETTE, initials, looks


def program(*agencies: seatplan.Agency) -> seatplan.Program:
    return seatplan.Program(agencies=agencies)


def _dot(row: Iterable[float], values: Iterable[float]) -> float:
    return sum(one * other for one, other in zip(row, values, strict=True))


def light(color: str) -> list[float]:
    """Return linear red, green and blue of a color such as `#0072b2`."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]


def luminance(color: str) -> float:
    """Return the relative luminance as the Web Content Accessibility Guidelines define it."""
    return _dot((0.2126, 0.7152, 0.0722), light(color))


def oklab(color: str) -> list[float]:
    """Return the color in OKLab, in which distances are those that people perceive."""
    cones = (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
    lab = (
        (0.2104542553, 0.793617785, -0.0040720468),
        (1.9779984951, -2.428592205, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.808675766),
    )
    roots = [_dot(row, light(color)) ** (1 / 3) for row in cones]
    return [_dot(row, roots) for row in lab]


def test_by_the_order_of_the_program() -> None:
    """Each agency has the next color of the palette and the shortest start of its id."""
    names = ["NASA", "CSA", "CNES", *(f"{number:02}" for number in range(len(PALETTE) - 2))]
    found = looks(program(*map(seatplan.Agency, names)))
    assert [one.color for one in found.values()] == [*PALETTE, OTHER]
    assert [one.short for one in found.values()][:4] == ["N", "CS", "CN", "00"]


@pytest.mark.parametrize("name", seatplan.catalog.names())
def test_every_agency_of_a_shipped_program_has_its_own_color(name: str) -> None:
    """No agency of a shipped program is gray, and no two have the same color."""
    found = [one.color for one in looks(seatplan.catalog.load(name)).values()]
    assert OTHER not in found
    assert len(set(found)) == len(found)


def test_colors_are_distinct_and_none_is_red() -> None:
    """Any two are far apart in OKLab; each has contrast to white and black, and is not red."""
    for first, second in combinations((*PALETTE, OTHER), 2):
        assert math.dist(oklab(first), oklab(second)) > 0.08
    for color in PALETTE:
        assert luminance(color) + 0.05 > 2 * (luminance("#14171b") + 0.05)
        assert luminance("#ffffff") + 0.05 > 2 * (luminance(color) + 0.05)
        _, a, b = oklab(color)
        red = math.hypot(a, b) > 0.13 and -15 < math.degrees(math.atan2(b, a)) < 60
        assert not red, color


def test_red_is_red() -> None:
    """The test of redness recognizes the reds that mark broken rules, light and dark."""
    for color in ("#a61b12", "#ff5040"):
        _, a, b = oklab(color)
        assert math.hypot(a, b) > 0.13
        assert -15 < math.degrees(math.atan2(b, a)) < 60


def test_as_the_program_gives_them() -> None:
    """A short name and color of the program are used, and no other agency loses its color."""
    red = seatplan.Agency("Roscosmos", short="RS", color="#aa0000")
    found = looks(program(seatplan.Agency("NASA"), red, seatplan.Agency("ESA")))
    assert [(one.short, one.color) for one in found.values()] == [
        ("N", PALETTE[0]),
        ("RS", "#aa0000"),
        ("E", PALETTE[1]),
    ]


def test_two_agencies_never_share_a_color_of_the_palette() -> None:
    """A color that the program gives is not used again, even if it is written in capitals."""
    taken = seatplan.Agency("Aurora", color=PALETTE[0].upper())
    found = looks(program(taken, seatplan.Agency("Meridian")))
    assert found["Meridian"].color == PALETTE[1]


def test_invalid_colors_and_short_names() -> None:
    """Color names, and short names of more than four letters, are errors of the program."""
    with pytest.raises(seatplan.ProgramError, match="is not a color"):
        program(seatplan.Agency("NASA", color="blue"))
    with pytest.raises(seatplan.ProgramError, match="more than 4 letters"):
        program(seatplan.Agency("NASA", short="NASA!"))


def test_initials() -> None:
    """Names are cut to the shortest start that no other name has, if there is one."""
    assert initials(["commander", "pilot", "cosmonaut"]) == {
        "commander": "Com",
        "pilot": "P",
        "cosmonaut": "Cos",
    }
    assert initials(["pilot", "pilot-2"]) == {"pilot": "Pilot", "pilot-2": "Pilot-"}
