"""The lanes of the flights on a chart: as few as leave room for every label.

A flight is a block over its days with its people under its name. Labels run on to the right of a
block, into free space, so a lane is free again where both end. There are three ways to show a
flight: near (everything), middle (surnames) and far (an upright name). The nearest one that is not
too tall, or takes few lanes, is taken. The script does the same with the width that there is.
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
"""Pixels: the line with the name, a person, a flight seen from far, and the room under a lane."""

GROUP = 12
"""More pixels under the lanes of a vehicle."""

TALLEST = 1250
"""Pixels of all flights together before the next level is taken."""

LANES = 3
"""Lanes of a vehicle that are not too many, however tall they are together."""

UPRIGHT = 13
"""Pixels of a line of vertical text."""

SPACE = 10
"""Pixels between a label and the block after it."""


@frozen
class Parcel:
    """A flight to be placed.

    Attributes:
        group, far_group: the lanes it belongs to: those of its vehicle, and from far those of the
            first vehicle of its operator.
        left, width: of its days, in pixels.
        near, middle: what its longest label needs at these levels, in pixels.
        rows: how many lines of people it has.
    """

    group: int
    far_group: int
    left: float
    width: float
    near: float
    middle: float
    rows: int

    def needs(self, level: Level) -> float:
        """The width that it takes with its labels."""
        label = {"near": self.near, "middle": self.middle, "far": UPRIGHT}[level]
        return max(self.width, label) + (SPACE if level != "far" else 1)

    def lanes(self, level: Level) -> int:
        """The group at this level."""
        return self.far_group if level == "far" else self.group

    def height(self, level: Level) -> int:
        """How tall it is."""
        return FAR if level == "far" else HEAD + ROW * self.rows


@frozen
class Packed:
    """All flights in their places, in pixels from the top.

    Attributes:
        tops: of each parcel; `groups` of the lanes of each vehicle.
        lanes: the most that a vehicle has.
        height: of the whole.
    """

    level: Level
    tops: tuple[int, ...]
    groups: tuple[int, ...]
    lanes: int
    height: int


def packed(parcels: Sequence[Parcel], groups: int) -> Packed:
    """The nearest level that is not too tall; parcels of a group come by launch."""
    for level in LEVELS:
        found = at_level(parcels, groups, level)
        if found.height <= TALLEST or found.lanes <= LANES:
            break
    return found


def at_level(parcels: Sequence[Parcel], groups: int, level: Level) -> Packed:
    """Each parcel in the first lane of its group that is free where it begins."""
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
