"""Values too large to be printed field by field: what they say of themselves."""

from __future__ import annotations


class Shown:
    """Says what is in it: in a few lines as its `repr`, as a small table in a notebook."""

    __slots__ = ()

    # What they say stands in `seatplan.notebook`, far below this floor: hence the late imports.

    def __repr__(self) -> str:
        from seatplan.notebook.brief import brief

        return brief(self)

    def _repr_html_(self) -> str:
        from seatplan.notebook.html import html_of

        return html_of(self)
