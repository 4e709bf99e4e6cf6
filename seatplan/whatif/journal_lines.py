"""The lines of a journal: JSON with a checksum at the end, which shows whether a line is intact.

`{"key": "…", …, "sum": "1c291ca3"}`: the checksum is the CRC-32 of the line without the checksum.
Lines of older journals have none and are accepted without it.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from typing import Any

from seatplan.errors import Problem

UNREADABLE = (ValueError, TypeError, KeyError, RecursionError)
"""The errors of reading a line that no journal wrote; the last is for too deeply nested
brackets."""

SUM = "sum"
_SEALED = re.compile(rb', "sum": "([0-9a-f]{8})"\}\n?\Z')
_BROKEN = "this line was cut or changed"


class BrokenLineError(ValueError):
    """A line was cut or changed after it was written.

    Attributes:
        key: the key of its scenario, if that can still be read.
    """

    def __init__(self, key: str | None) -> None:
        super().__init__(_BROKEN)
        self.key = key


def sealed(record: Mapping[str, Any]) -> bytes:
    """The line of a record."""
    body = json.dumps(record).encode()
    return body[:-1] + f', "{SUM}": "{zlib.crc32(body):08x}"}}\n'.encode()


def unsealed(line: bytes) -> dict[str, Any]:
    """The record of a line.

    Raises:
        BrokenLineError: if it is not a line of a journal, or was cut or changed.
    """
    try:
        record = json.loads(line)
        key = record["key"]
        if not isinstance(key, str):
            raise TypeError
    except UNREADABLE:
        raise BrokenLineError(None) from None
    match = _SEALED.search(line)
    if match is None:
        if SUM in record:
            raise BrokenLineError(key)
    elif int(match[1], 16) != zlib.crc32(line[: match.start()] + b"}"):
        raise BrokenLineError(key)
    found: dict[str, Any] = record
    return found


def broken_line(number: int) -> Problem:
    """The problem that is reported for a line that is skipped."""
    hint = "nothing: a sweep with this journal does its scenario again."
    return Problem(_BROKEN, hint=hint, line=number)
