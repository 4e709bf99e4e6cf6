"""A comparison of schemas with the readers of files."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

import seatplan
from seatplan.errors import InputError, Place, Problem
from seatplan.files import program_from_dict
from seatplan.files.plans import plan_file_from_data
from seatplan.whatif.scenario_files import scenarios_from_data

READERS: dict[str, Callable[[Any], object]] = {
    "program": lambda data: program_from_dict(data, seatplan.Program),
    "plan": plan_file_from_data,
    "scenarios": scenarios_from_data,
}

VALIDATORS = {kind: Draft202012Validator(seatplan.schema(kind)) for kind in READERS}


@cache
def validator_of(kind: str, definition: str) -> Draft202012Validator:
    """Return the validator of one table, which takes a fraction of the time."""
    definitions = VALIDATORS[kind].schema["$defs"]
    return Draft202012Validator({"$defs": definitions, "$ref": f"#/$defs/{definition}"})


BEYOND_A_SCHEMA = (
    r"unknown (agency|vehicle|flight|member|station|role) ",
    r"id .* is already used by ",
    r"role .* appears twice",
    r".* is the name of scenarios.* already",
    r"since .* is after until",
    r"min .* is more than max",
    r"the days of .* overlap with those of ",
    r"landing .* is not after its launch",
    r".* flies to .*, .* to ",
    r".* is still on .* when .* launches on",
    r".* has an opening and no share",
    r"shares, openings and tolerance need numbers of more than",
    r".* units: an exchange counts whole ones",
    r".* is not a party of the exchange",
    r".* has an entry and no share",
    r"a value of .* is less than 1",
    r"days and opening together",
    r"rates, limit and units before need numbers of more than",
    r"at least .* of .* can never hold",
    r"at least .* and at most .* cannot both hold",
    r"any number of conditions may hold",
)
"""What takes a look at two places of a file. `docs/editors.md` tells it in words."""

TWICE = r".* appears twice in this list"
"""A schema sees it where the two are spelt alike."""


NO_PART = r".* is neither a whole number nor below 1"
"""A schema sees it of numbers, and not of ratios in quotes."""

A_POINT = r".* is a decimal, and a decimal must be below 1"
"""For a schema 1.0 is 1."""


def problems_of(kind: str, data: Any) -> tuple[Problem, ...]:
    """Return the problems that reading the document finds."""
    try:
        READERS[kind](data)
    except InputError as error:
        return error.problems
    return ()


def must_agree(kind: str, data: Any) -> None:
    """Assert that the schema and the reader of a kind of file agree about a document."""
    _must_agree(kind, data, VALIDATORS[kind].is_valid(data))


def must_agree_on_table(kind: str, data: Any, definition: str, table: Any) -> None:
    """Assert the same for a document in which all but one table is right."""
    _must_agree(kind, data, validator_of(kind, definition).is_valid(table))


def _must_agree(kind: str, data: Any, accepted: bool) -> None:
    problems = problems_of(kind, data)
    shape = [
        one
        for one in problems
        if not _says(one, *BEYOND_A_SCHEMA)
        and not (_says(one, TWICE) and not _spelt_alike(data, one.place))
        and not _says(one, A_POINT)
        and not (_says(one, NO_PART) and isinstance(_at(data, one.place), str))
    ]
    assert accepted == (not shape), (data, problems)


def _at(data: Any, place: Place) -> Any:
    for step in place:
        data = data[step]
    return data


def _spelt_alike(data: Any, place: Place) -> bool:
    """Return whether an entry of a list occurs earlier in it, letter by letter."""
    *around, index = place
    data = _at(data, tuple(around))
    return index > data.index(data[index])


def in_json(data: Any) -> Any:
    """Return the value as JSON has it, with days as texts."""
    if isinstance(data, dict):
        return {name: in_json(value) for name, value in data.items()}
    if isinstance(data, list):
        return [in_json(value) for value in data]
    return data.isoformat() if isinstance(data, date) else data


def _says(problem: Problem, *patterns: str) -> bool:
    return any(re.match(pattern, problem.message, re.DOTALL) for pattern in patterns)
