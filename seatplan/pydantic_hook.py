"""How pydantic, and so FastAPI, reads and writes the classes: as `from_dict` and `to_dict` do.

pydantic calls this; seatplan itself neither needs nor loads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Modelled:
    """A class that is a type for pydantic: a field or an argument of it may be its plain data."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            lambda data: _read(cls, data),
            serialization=core_schema.plain_serializer_function_ser_schema(_written),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        sentence = (cls.__doc__ or "").strip().partition("\n")[0]
        return {"type": "object", "title": cls.__name__, "description": sentence}


def _read(cls: type, data: Any) -> Any:
    """What pydantic makes an error of has every problem, each with its place."""
    from pydantic_core import PydanticCustomError

    from seatplan.errors import InputError, path_of  # below this floor, as all that follows

    if isinstance(data, cls):
        return data
    try:
        return _from_data(cls, data)
    except InputError as error:
        found = [
            {"place": path_of(one.place), "message": one.message, "hint": one.hint}
            for one in error.problems
        ]
        # Braces in a message are no places for values.
        context = {"said": str(error), "problems": found}
        raise PydanticCustomError("seatplan", "{said}", context) from None


def _from_data(cls: Any, data: Any) -> Any:
    from seatplan.errors import Enough, Problem, ProgramError
    from seatplan.files.documents import in_order
    from seatplan.files.reading import Reader
    from seatplan.files.shapes import TAGS

    if hasattr(cls, "from_dict") and isinstance(data, Mapping):
        return cls.from_dict(data)
    reader = Reader(python=True)
    base = next((one for one in TAGS if issubclass(cls, one)), cls)  # its table names the class
    try:
        made = reader.read(base, data, ())
    except Enough:
        raise ProgramError(in_order(reader.problems, data), complete=False) from None
    if reader.problems:
        raise ProgramError(in_order(reader.problems, data))
    if not isinstance(made, cls):
        message = f"this is {type(made).__name__}, and {cls.__name__} belongs here"
        raise ProgramError([Problem(message)])
    return made


def _written(thing: Any) -> Any:
    from seatplan.files.dumping import dump
    from seatplan.files.shapes import TAGS

    if hasattr(thing, "to_dict"):
        return thing.to_dict()
    wanted = next((base for base in TAGS if isinstance(thing, base)), type(thing))
    return dump(thing, wanted)
