"""The validation of programs: all contradictions that can be found without solving.

Most checks follow from the metadata of fields (`tables.py`): `id` and `ids` name the kind of thing
that a field refers to; `least` and `most` bound its numbers; `prose` marks text for people, as
opposed to names; `barred` lists names that it must not have; and `repeats` permits equal entries.
Pairs of `since` and `until` or `min` and `max` are recognized by their names. A class checks what
is special to it in its method `problems`, and in `schema` as far as JSON Schema can express it.
Checks that need two tables are in the other modules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import attrs

from seatplan.declared import is_not, mismatches, shown
from seatplan.errors import Enough, Place, Problem, Problems, ProgramError
from seatplan.validation.entries import note_entries
from seatplan.validation.flights import note_flights
from seatplan.validation.ids import known_ids, note_doubled_ids
from seatplan.validation.law_ids import STRUCTURE
from seatplan.validation.names import IMPLIED
from seatplan.validation.notes import Notes
from seatplan.validation.program_like import LISTS, ProgramLike
from seatplan.validation.tables import Tables, is_not_permitted
from seatplan.validation.traffic import note_traffic

__all__ = [
    "IMPLIED",
    "STRUCTURE",
    "ProgramLike",
    "is_not_permitted",
    "problems_in",
    "problems_of",
    "validate",
]


def validate(program: ProgramLike) -> None:
    """Raise an error if the program has contradictions.

    Values that are not of the declared type are reported alone, because the other checks rely on
    the types.

    Raises:
        ProgramError: with all contradictions, or with as many as are counted.
    """
    found = Problems()
    try:
        for problem in (*mismatches(program), *_without_kind(program)):
            found.note(problem)
        if not found:
            problems_of(program, found=found)
    except Enough:
        raise ProgramError(found, complete=False) from None
    if found:
        raise ProgramError(found)


def _without_kind(program: ProgramLike) -> Iterator[Problem]:
    """Yield a problem for each entry of `rules` or `goals` that is not a rule or a goal."""
    for name, one in (("rules", "rule"), ("goals", "goal")):
        entries = getattr(program, name)
        for index, entry in enumerate(entries if isinstance(entries, tuple) else ()):
            if not (attrs.has(type(entry)) and isinstance(getattr(entry, "kind", None), str)):
                yield Problem(f"{shown(entry)} {is_not(one)}", (name, index))


def problems_of(
    program: ProgramLike, broken: Collection[Place] = (), found: Problems | None = None
) -> Problems:
    """Return all contradictions in a program.

    Args:
        program: the program.
        broken: the places of values that could not be read and that fillers replace. Problems that
            depend on such a value, or on a part of one, are not reported.
        found: the collection to which the problems are added; a new one if it is None.

    Raises:
        Enough: if there are too many problems.
    """
    problems = Problems() if found is None else found
    _check_all(program, Notes(broken, problems))
    return problems


def problems_in(entry: Any, found: Problems) -> None:
    """Find all contradictions within one table, without a program; no id is looked up.

    Args:
        entry: the table, an instance of an attrs class.
        found: the collection to which the problems are added.

    Raises:
        Enough: if there are too many problems.
    """
    Tables((), found).look_into((), entry)


def _check_all(program: ProgramLike, notes: Notes) -> None:
    """Run all checks of a program."""
    tables = Tables(notes.broken, notes.problems, known_ids(program, notes), program.crew)
    if program.format != 1:
        notes.add(("format",), f"unknown format {program.format!r}", "format = 1.")
    tables.text(("name",), program.name, prose=True)
    for name in LISTS:
        for index, entry in enumerate(getattr(program, name)):
            tables.look_into((name, index), entry)
        # The other lists have ids, and only their ids must differ.
        if name in ("fixed", "forbidden"):
            tables.twice((name,), getattr(program, name))
    note_doubled_ids(program, notes)
    note_flights(program, notes)
    note_traffic(program, notes)
    note_entries(program, notes)
