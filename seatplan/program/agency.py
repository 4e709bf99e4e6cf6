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
"""Letters in the short name of an agency."""

COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
"""How a file writes a color."""


@frozen
class Agency(Terse):
    """Who sends people.

    Attributes:
        id: what vehicles, members and rules call it by.
        qualifications: held by every member of the agency, on every day.
        short: a letter or a few for charts and tables, such as "N"; made of the id if left out.
        color: in charts and tables, as "#0072b2"; one of a palette if left out.
    """

    id: str
    qualifications: tuple[str, ...] = field(default=(), converter=forgiving.texts)
    short: str = field(default="", metadata=PROSE)
    color: str = field(default="", metadata=PROSE)

    schema: ClassVar[Mapping[str, Any]] = {
        "properties": {
            "short": {"maxLength": LONGEST_SHORT},
            # `$` would let a line break follow in some dialects.
            "color": {"pattern": r"^(#[0-9A-Fa-f]{6})?(?![\s\S])"},
        }
    }

    def problems(self) -> Iterable[Problem]:
        """A short name that is long, a color that is none."""
        if len(self.short) > LONGEST_SHORT:
            message = f"short {self.short!r} has more than {LONGEST_SHORT} letters"
            yield Problem(message, ("short",), "one letter or two.")
        if self.color and not COLOR.fullmatch(self.color):
            yield Problem(
                f"{self.color!r} is not a color", ("color",), '"#0072b2": # and six digits.'
            )
