"""The packing of flights into lanes: as few lanes as leave room for every label.

A flight is a block over its days, with its people under its name. Labels extend to the right of
the block into free space, so a lane is free again where both the block and its labels end. There
are three levels of detail: near (everything), middle (surnames) and far (a vertical name). The
most detailed level is used that is not too tall or takes few lanes. The script does the same with
the actual width in the browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

Level = Literal["near", "middle", "far"]

LEVELS: tuple[Level, ...] = ("near", "middle", "far")

HEAD = 17
ROW = 13
FAR = 62
GAP = 6
"""Heights in pixels: the line with the name, the line of a person, a flight at level `far`, and
the space under a lane."""

GROUP = 12
"""The additional space under the lanes of a vehicle, in pixels."""

TALLEST = 1250
"""The height of all flights together, in pixels, above which the next level is used."""

LANES = 3
"""A level with at most this many lanes for each vehicle is used, however tall it is."""

UPRIGHT = 13
"""The width of a line of vertical text, in pixels."""

SPACE = 10
"""The space between a label and the block after it, in pixels."""


@frozen
class Parcel:
    """A flight to be placed.

    Attributes:
        group, far_group: the index of its group of lanes: that of its vehicle, and, at level
            `far`, that of the first vehicle of its operator.
        left, width: position and width of its days, in pixels.
        near, middle: the width that its longest label needs at these levels, in pixels.
        rows: the number of its lines of people.
    """

    group: int
    far_group: int
    left: float
    width: float
    near: float
    middle: float
    rows: int

    def needs(self, level: Level) -> float:
        """Return its width with its labels, in pixels."""
        label = {"near": self.near, "middle": self.middle, "far": UPRIGHT}[level]
        return max(self.width, label) + (SPACE if level != "far" else 1)

    def lanes(self, level: Level) -> int:
        """Return its group of lanes at a level."""
        return self.far_group if level == "far" else self.group

    def height(self, level: Level) -> int:
        """Return its height at a level, in pixels."""
        return FAR if level == "far" else HEAD + ROW * self.rows


@frozen
class Packed:
    """The positions of all flights, in pixels from the top.

    Attributes:
        level: the level of detail.
        tops: the position of each parcel.
        groups: the position of the first lane of each group.
        lanes: the largest number of lanes of a group.
        height: the height of all lanes together.
    """

    level: Level
    tops: tuple[int, ...]
    groups: tuple[int, ...]
    lanes: int
    height: int


def packed(parcels: Sequence[Parcel], groups: int) -> Packed:
    """Pack the parcels at the most detailed level that is not too tall.

    Args:
        parcels: the flights, by launch.
        groups: the number of groups.
    """
    for level in LEVELS:
        found = at_level(parcels, groups, level)
        if found.height <= TALLEST or found.lanes <= LANES:
            break
    return found


def at_level(parcels: Sequence[Parcel], groups: int, level: Level) -> Packed:
    """Put each parcel into the first lane of its group that is free where the parcel begins."""
    tops = [0] * len(parcels)
    starts = []
    top = most = 0
    for group in range(groups):
        starts.append(top)
        lanes: list[list[int]] = []
        ends: list[float] = []
        for place, one in enumerate(parcels):
            if one.lanes(level) != group:
                continue
            lane = next((at for at, end in enumerate(ends) if end <= one.left), len(lanes))
            if lane == len(lanes):
                lanes.append([])
                ends.append(0.0)
            lanes[lane].append(place)
            ends[lane] = one.left + one.needs(level)
        for lane_places in lanes:
            for place in lane_places:
                tops[place] = top
            top += max(parcels[place].height(level) for place in lane_places) + GAP
        top += GROUP if lanes else 0
        most = max(most, len(lanes))
    return Packed(level, tuple(tops), tuple(starts), most, top)
