"""Agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.errors import Problem
from seatplan.program.marks import PROSE
from seatplan.shown import Terse

LONGEST_SHORT = 4
"""Maximum length of the short name of an agency, in letters."""

COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
"""The form of a color in a file."""


@frozen
class Agency(Terse):
    """An agency, which has crew members and operates vehicles.

    Attributes:
        id: the id by which vehicles, members and rules refer to it.
        qualifications: qualifications that every member of the agency holds, on every day.
        short: a short name of one or a few letters for charts and tables, such as "N"; derived from
            the id if left out.
        color: its color in charts and tables, such as "#0072b2"; chosen from a palette if left out.
    """

    id: str
    qualifications: tuple[str, ...] = field(default=(), converter=forgiving.texts)
    short: str = field(default="", metadata=PROSE)
    color: str = field(default="", metadata=PROSE)

    schema: ClassVar[Mapping[str, Any]] = {
        "properties": {
            "short": {"maxLength": LONGEST_SHORT},
            # In some dialects, `$` also matches before a line break.
            "color": {"pattern": r"^(#[0-9A-Fa-f]{6})?(?![\s\S])"},
        }
    }

    def problems(self) -> Iterable[Problem]:
        """Problems with the short name and the color."""
        if len(self.short) > LONGEST_SHORT:
            message = f"short {self.short!r} has more than {LONGEST_SHORT} letters"
            yield Problem(message, ("short",), "use one letter or two.")
        if self.color and not COLOR.fullmatch(self.color):
            yield Problem(
                f"{self.color!r} is not a color", ("color",), 'write # and six digits: "#0072b2".'
            )
