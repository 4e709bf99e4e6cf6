"""The contradictions of a program, found without solving anything.

Most is read off the fields themselves (`tables.py`): metadata `id` or `ids` names the kind of thing
that a field refers to, `least` and `most` the numbers that it may hold, `prose` that its text
is for people and no name, `barred` which names it may not hold, `repeats` that an entry may be in
it twice, and `since`/`until` pairs and `min`/`max` pairs are known by their names. What only one
class can know it declares itself, in a method `problems`, and in `schema` as far as a JSON Schema
can express it. Checks that need two tables are in the other modules.
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
from seatplan.validation.tables import Tables, may_not_stand
from seatplan.validation.traffic import note_traffic

__all__ = [
    "IMPLIED",
    "STRUCTURE",
    "ProgramLike",
    "may_not_stand",
    "problems_in",
    "problems_of",
    "validate",
]


def validate(program: ProgramLike) -> None:
    """Raises a ProgramError with every contradiction, if there is one.

    What is not of the type that its class declares is reported first, and alone: nothing can be
    known of a program with such things in it.
    """
    found = Problems()
    try:
        for problem in (*mismatches(program), *_no_kinds(program)):
            found.note(problem)
        if not found:
            problems_of(program, found=found)
    except Enough:
        raise ProgramError(found, complete=False) from None
    if found:
        raise ProgramError(found)


def _no_kinds(program: ProgramLike) -> Iterator[Problem]:
    """What is among the rules or the goals and is none."""
    for name, one in (("rules", "rule"), ("goals", "goal")):
        entries = getattr(program, name)
        for index, entry in enumerate(entries if isinstance(entries, tuple) else ()):
            if not (attrs.has(type(entry)) and isinstance(getattr(entry, "kind", None), str)):
                yield Problem(f"{shown(entry)} {is_not(one)}", (name, index))


def problems_of(
    program: ProgramLike, broken: Collection[Place] = (), found: Problems | None = None
) -> Problems:
    """Every contradiction in the program.

    Args:
        program: what is to be looked at.
        broken: places whose values could not be read and are there as fillers: nothing that
            leans on them, or on a part of them, is reported.
        found: where they go.

    Raises:
        Enough: if there are too many.
    """
    problems = Problems() if found is None else found
    _look_over(program, Notes(broken, problems))
    return problems


def problems_in(entry: Any, found: Problems) -> None:
    """Every contradiction of one table in itself, whatever program it is for: no id is looked up.

    Args:
        entry: of an attrs class.
        found: where they go.

    Raises:
        Enough: if there are too many.
    """
    Tables((), found).look_into((), entry)


def _look_over(program: ProgramLike, notes: Notes) -> None:
    """Looks at everything in a program."""
    tables = Tables(notes.broken, notes.problems, known_ids(program, notes), program.crew)
    if program.format != 1:
        notes.add(("format",), f"unknown format {program.format!r}", "format = 1.")
    tables.text(("name",), program.name, prose=True)
    for name in LISTS:
        for index, entry in enumerate(getattr(program, name)):
            tables.look_into((name, index), entry)
        # Everything else has an id, which alone must not come again.
        if name in ("fixed", "forbidden"):
            tables.twice((name,), getattr(program, name))
    note_doubled_ids(program, notes)
    note_flights(program, notes)
    note_traffic(program, notes)
    note_entries(program, notes)
