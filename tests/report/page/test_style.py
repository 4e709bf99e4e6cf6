"""The style sheet: all text is readable in all schemes, on the color of every agency."""

from __future__ import annotations

import re

import pytest

from seatplan.report.page.render import FOLDER, margin_boxes
from seatplan.report.palette import OTHER, PALETTE

STYLE = FOLDER.joinpath("page.css").read_text(encoding="utf-8")


def variables(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", block))


ROOTS = [variables(block) for block in re.findall(r":root \{(.*?)\}", STYLE, re.S)]
LIGHT = ROOTS[0]
SCHEMES = {
    "light": LIGHT,
    "dark": LIGHT | ROOTS[1],
    "print": LIGHT | ROOTS[-1],
}
HUES = (*PALETTE, OTHER)
PALE = dict(zip(("light", "dark"), re.findall(r"--pale: (\d+)%;", STYLE)[:2], strict=True))


def parts_of(color: str) -> list[int]:
    """Return red, green and blue, from 0 to 255."""
    digits = color[1:] if len(color) == 7 else "".join(2 * one for one in color[1:])
    return [int(digits[at : at + 2], 16) for at in (0, 2, 4)]


def light(color: str) -> float:
    """Return the relative luminance as WCAG 2 defines it."""
    parts = [part / 255 for part in parts_of(color)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read(scheme: str) -> None:
    """All text has at least the contrast that WCAG 2 requires at level AA."""
    found = SCHEMES[scheme]
    for ground in ("ground", "raised", "hull"):
        for text in ("ink", "soft", "link"):
            assert contrast(found[text], found[ground]) >= 4.5, (text, ground)
    assert contrast(found["ink"], found["steps"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("hue", HUES)
def test_names_on_colors_can_be_read(hue: str, scheme: str) -> None:
    """Names on the pale color of an agency, and its letter on the ground, have enough contrast."""
    found = SCHEMES[scheme]
    pale = mixed(hue, found["ground"], int(PALE.get(scheme, PALE["light"])) / 100)
    assert contrast(pale, found["ink"]) >= 4.5
    assert contrast(pale, found["soft"]) >= 4.5
    letter = mixed(hue, found["ink"], 0.5)
    assert contrast(letter, found["ground"]) >= 4.5
    assert contrast(letter, pale) >= 3


def mixed(one: str, other: str, part: float) -> str:
    """Return a color mixed with another one; `part` is the part of the first."""
    pairs = zip(parts_of(one), parts_of(other), strict=True)
    return "#" + "".join(f"{round(part * a + (1 - part) * b):02x}" for a, b in pairs)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_shapes_can_be_seen(scheme: str) -> None:
    """The edges of shapes have a contrast of at least 3 to 1 to the ground and to hulls."""
    found = SCHEMES[scheme]
    assert contrast(found["edge"], found["ground"]) >= 3
    assert contrast(found["edge"], found["hull"]) >= 3


def test_what_printed_sheets_have_at_their_edge() -> None:
    """Sheets have title and draft mark, in which no character can end the string or the style."""
    found = margin_boxes('A "1"</style>;\\', draft=True)
    text = r"A \22 1\22 \3c \2f style\3e \3b \5c "
    assert f'@bottom-left{{content:"{text}"' in found
    assert '@bottom-center{content:"Draft\\3a  not decided"' in found
    assert "@bottom-center" not in margin_boxes("A", draft=False)
    assert margin_boxes("", draft=False) == ""
