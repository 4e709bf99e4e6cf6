"""The title of a figure and what its colours mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import frozen

from seatplan.notebook.bars import DARK, LETTER, SMALL

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

TITLE = 10.0
"""The size of letters, in points."""

MARGIN = 0.15
LINE = 0.17
HANDLE = 0.42
"""Around all of it, of a line of the legend, and around its texts, in inches."""


@frozen
class Key:
    """What is above the panels: beside each other, or the legend under the title.

    Attributes:
        title: of the figure, or nothing.
        handles: by its name, what represents it.
        width: of the figure, in inches.
    """

    title: str
    handles: Mapping[str, Artist]
    width: float

    @property
    def columns(self) -> int:
        """How many entries of the legend fit beside each other."""
        room = self.width - 2 * MARGIN
        entries = [1.1 * LETTER * len(name) + HANDLE for name in self.handles]
        if sum(entries) <= room:
            return max(1, len(entries))
        return max(1, int(room / max(entries)))

    @property
    def is_beside(self) -> bool:
        """Whether title and legend find room on one line."""
        title = 0.65 * TITLE / 72 * len(self.title)
        legend = sum(1.1 * LETTER * len(name) + HANDLE for name in self.handles)
        return title + 0.3 + legend <= self.width - 2 * MARGIN

    @property
    def height(self) -> float:
        """Of both together with what is around them, in inches."""
        lines = -(-len(self.handles) // self.columns)
        above = 0.42 if self.title or self.is_beside else 0.2
        return above if self.is_beside else above + LINE * lines

    def draw(self, figure: Figure) -> None:
        """Puts both at the top of the figure."""
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
