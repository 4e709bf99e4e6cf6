"""Values that can be written as plain data, which JSON can hold, and read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from seatplan.pydantic_hook import Modelled


class AsData(Modelled):
    """An answer, a plan, a scenario or an edit: `to_dict` and `from_dict`."""

    __slots__ = ()

    data_kind: ClassVar[str] = ""
    """The value of `kind` in its data."""

    command_adds: ClassVar[tuple[str, ...]] = ()
    """Keys that `--json` of the command prints besides, and that reading skips."""

    # Writing and reading are in `seatplan.answers`, far below this floor: hence the late imports.

    def to_dict(self) -> dict[str, Any]:
        """Plain data that `json.dumps` can write: days are ISO texts, tuples are lists.

        `format`, `kind` and `seatplan` (the version that wrote it) come first. Then come the
        fields under their names, and what follows from them, for readers that do not know the
        class. `seatplan.schema` gives the JSON Schema.

        Raises:
            ProgramError: if it holds a rule, goal or edit whose class is registered under no word.
        """
        from seatplan.answers import to_data

        return to_data(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Reads what `to_dict` made: the result equals what it was made of.

        What follows from the fields is not read, but worked out again.

        Args:
            data: as `to_dict` makes it; `format`, `kind` and `seatplan` may be left out.

        Raises:
            ProgramError: with every problem and its place; also if a newer seatplan wrote it in a
                format that this one does not know. Of a plan it is a PlanError.
        """
        from seatplan.answers import from_data

        return from_data(cls, data)
