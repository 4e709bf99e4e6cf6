"""Parts of JSON Schemas that rules and goals share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seatplan.validation import STRUCTURE

NO_LAW: Mapping[str, Any] = {"properties": {"id": {"not": {"enum": list(STRUCTURE)}}}}
"""A JSON Schema: the id is not the id of a law."""


def given(key: str, **value: Any) -> dict[str, Any]:
    """A JSON Schema: the key is there, with such a value; a whole number if none is given."""
    return {"required": [key], "properties": {key: value or {"type": "integer"}}}
