"""Lets pydantic, and so FastAPI, read and write the classes like `from_dict` and `to_dict`.

pydantic calls these methods; seatplan itself does not import pydantic.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Modelled:
    """The base of classes that pydantic accepts as types; it reads them from their plain data."""

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
    """Reads plain data for pydantic; the error has every problem, each with its place."""
    from pydantic_core import PydanticCustomError

    from seatplan.errors import InputError, path_of  # on a floor below, as the imports that follow

    if isinstance(data, cls):
        return data
    try:
        return _from_data(cls, data)
    except InputError as error:
        found = [
            {"place": path_of(one.place), "message": one.message, "hint": one.hint}
            for one in error.problems
        ]
        # The message is a value of the template, so that braces in it are not replaced.
        context = {"said": str(error), "problems": found}
        raise PydanticCustomError("seatplan", "{said}", context) from None


def _from_data(cls: Any, data: Any) -> Any:
    from seatplan.errors import Enough, Problem, ProgramError
    from seatplan.files.documents import in_order
    from seatplan.files.reading import Reader
    from seatplan.files.shapes import TAGS
    from seatplan.words import one

    if hasattr(cls, "from_dict") and isinstance(data, Mapping):
        return cls.from_dict(data)
    reader = Reader(python=True)
    base = next((each for each in TAGS if issubclass(cls, each)), cls)  # its table has the kind
    try:
        made = reader.read(base, data, ())
    except Enough:
        raise ProgramError(in_order(reader.problems, data), complete=False) from None
    if reader.problems:
        raise ProgramError(in_order(reader.problems, data))
    if not isinstance(made, cls):
        message = f"this is {one(type(made).__name__)}, not {one(cls.__name__)}"
        raise ProgramError([Problem(message)])
    return made


def _written(thing: Any) -> Any:
    from seatplan.files.dumping import dump
    from seatplan.files.shapes import TAGS

    if hasattr(thing, "to_dict"):
        return thing.to_dict()
    wanted = next((base for base in TAGS if isinstance(thing, base)), type(thing))
    return dump(thing, wanted)
