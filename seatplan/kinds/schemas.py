"""Parts of JSON Schemas that rules and goals share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seatplan.validation import STRUCTURE

NO_LAW: Mapping[str, Any] = {"properties": {"id": {"not": {"enum": list(STRUCTURE)}}}}
"""A JSON Schema: the id is not that of what every plan obeys."""


def given(key: str, **value: Any) -> dict[str, Any]:
    """A JSON Schema: the key is there, with such a value; if nothing is stated, a whole number."""
    return {"required": [key], "properties": {key: value or {"type": "integer"}}}
