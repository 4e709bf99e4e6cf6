"""Changes some keys of the table of an object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from seatplan.errors import Enough, Place, Problem, ProgramError, at_place
from seatplan.files.dumping import table_of
from seatplan.files.reading import Reader

T = TypeVar("T")


def with_keys(thing: T, keys: Mapping[str, Any], place: Place) -> T:
    """A copy of an object with some keys of its table changed.

    Args:
        thing: the object, of an attrs class.
        keys: the new values, as in a file; None for a key that is left out.
        place: the place of the keys, for problems with them.

    Raises:
        ProgramError: with every key that is unknown or cannot be read.
    """
    table = {**table_of(thing), **keys}
    table = {name: value for name, value in table.items() if value is not None}
    reader = Reader()
    complete = True
    try:
        made: T = reader.read(type(thing), table, ())
    except Enough:
        complete = False
    if reader.problems:
        problems = [_at(problem, keys, place) for problem in reader.problems]
        raise ProgramError(problems, complete=complete)
    return made


def _at(problem: Problem, keys: Mapping[str, Any], place: Place) -> Problem:
    return at_place(
        problem, place if problem.place[:1] and problem.place[0] in keys else place[:-1]
    )
