"""The title and the legend of a figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from seatplan.notebook.bars import DARK, LETTER, SMALL

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

TITLE = 10.0
"""The size of letters of the title, in points."""

MARGIN = 0.15
LINE = 0.17
HANDLE = 0.42
"""The margin around title and legend, the height of a line of the legend, and the width of a
handle with its gaps, in inches."""


@frozen
class LegendKey:
    """The title and the legend above the panels, side by side or one below the other.

    Attributes:
        title: the title of the figure, or "".
        handles: the artist that represents each entry of the legend, by its name.
        width: the width of the figure, in inches.
    """

    title: str
    handles: Mapping[str, Artist]
    width: float

    @property
    def columns(self) -> int:
        """The number of entries of the legend that fit side by side."""
        room = self.width - 2 * MARGIN
        entries = [1.1 * LETTER * len(name) + HANDLE for name in self.handles]
        if sum(entries) <= room:
            return max(1, len(entries))
        return max(1, int(room / max(entries)))

    @property
    def is_beside(self) -> bool:
        """Whether title and legend fit on one line."""
        title = 0.65 * TITLE / 72 * len(self.title)
        legend = sum(1.1 * LETTER * len(name) + HANDLE for name in self.handles)
        return title + 0.3 + legend <= self.width - 2 * MARGIN

    @property
    def height(self) -> float:
        """The height of title and legend with their margins, in inches."""
        lines = -(-len(self.handles) // self.columns)
        above = 0.42 if self.title or self.is_beside else 0.2
        return above if self.is_beside else above + LINE * lines

    def draw(self, figure: Figure) -> None:
        """Draw title and legend at the top of the figure."""
        width, height = figure.get_size_inches()
        if self.title:
            figure.text(
                MARGIN / width,
                1 - 0.1 / height,
                self.title,
                fontsize=TITLE,
                fontweight="bold",
                color=DARK,
                va="top",
                parse_math=False,
            )
        if not self.handles:
            return
        beside = self.is_beside
        top = 0.08 if beside or not self.title else 0.36
        legend = figure.legend(
            list(self.handles.values()),
            list(self.handles),
            loc="upper right" if beside else "upper left",
            bbox_to_anchor=(1 - MARGIN / width if beside else MARGIN / width, 1 - top / height),
            ncols=self.columns,
            frameon=False,
            fontsize=SMALL + 0.5,
            labelcolor=DARK,
            handlelength=1.2,
            columnspacing=1.2,
            borderaxespad=0,
            borderpad=0,
        )
        for text in legend.get_texts():
            text.set_parse_math(False)
