"""Values that can be written as plain data for JSON, and read back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from seatplan.pydantic_hook import Modelled


class AsData(Modelled):
    """The base of answers, plans, scenarios and edits: `to_dict` and `from_dict`."""

    __slots__ = ()

    data_kind: ClassVar[str] = ""
    """The value of the key `kind`."""

    command_adds: ClassVar[tuple[str, ...]] = ()
    """Keys that the command adds with `--json`, and that reading skips."""

    # Writing and reading are in `seatplan.answers`, on a floor below, so they are imported late.

    def to_dict(self) -> dict[str, Any]:
        """Writes it as plain data for `json.dumps`: days are ISO texts, tuples are lists.

        `format`, `kind` and `seatplan` (the version that wrote it) come first, then the fields
        under their names, then values computed from them, for readers that do not know the class.
        `seatplan.schema` gives the JSON Schema.

        Raises:
            ProgramError: if it contains a rule, goal or edit whose class is not registered.
        """
        from seatplan.answers import to_data

        return to_data(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Reads what `to_dict` wrote; the result equals the original.

        Values computed from the fields are not read, but computed again.

        Args:
            data: the data that `to_dict` returned; `format`, `kind` and `seatplan` can be left out.

        Raises:
            ProgramError: with every problem and its place, also if a newer seatplan wrote the data
                in a format that this version does not know. For a plan it is a PlanError.
        """
        from seatplan.answers import from_data

        return from_data(cls, data)
