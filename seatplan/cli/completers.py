"""Completions for the arguments of a command: programs, plans, flights, roles and members.

A shell requests them while someone types. If the program cannot be read, there are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from seatplan.cli.inputs import FLOWN, is_file, read_program
from seatplan.errors import SeatplanError
from seatplan.program_index import ProgramIndex

if TYPE_CHECKING:
    from cyclopts.completion import CompletionContext

Candidates = Iterator[tuple[str, str]]
"""Pairs of a completion and its description; the shell filters them by what is typed so far."""


def programs(context: CompletionContext) -> Candidates:
    """The shipped programs, and files with the ending of a program."""
    from seatplan import catalog

    yield from ((name, "shipped program") for name in catalog.names())
    yield from _files(context.incomplete, (".toml", ".json", ".xlsx"))


def shipped(context: CompletionContext) -> Candidates:
    """The shipped programs."""
    from seatplan import catalog

    yield from ((name, "shipped program") for name in catalog.names())


def plans(context: CompletionContext) -> Candidates:
    """`flown`, if the program has a plan as flown, and files with the ending of a plan."""
    from seatplan import catalog

    word = _typed(context, "program")
    if word is not None and not is_file(word) and catalog.is_flown(word):
        yield FLOWN, "as it was flown"
    yield from _files(context.incomplete, (".json", ".csv", ".xlsx"))


def flights(context: CompletionContext) -> Candidates:
    """The flights of the typed program, by launch date."""
    lookup = _lookup(context)
    if lookup is not None:
        for flight in lookup.flights.values():
            yield flight.id, f"{flight.launch} to {flight.landing}"


def roles(context: CompletionContext) -> Candidates:
    """The roles on the typed flight."""
    lookup, flight = _lookup(context), _typed(context, "flight")
    if lookup is not None and flight in lookup.flights:
        for role in lookup.seats(lookup.flights[flight]):
            yield role, ""


def members(context: CompletionContext) -> Candidates:
    """The members of the typed program."""
    lookup = _lookup(context)
    if lookup is not None:
        yield from ((member.id, member.name) for member in lookup.members.values())


def _typed(context: CompletionContext, name: str) -> str | None:
    """What is typed for another argument of the command; None if nothing is."""
    value = context.get(name)
    return value.raw if value is not None else None


def _lookup(context: CompletionContext) -> ProgramIndex | None:
    """The index of the typed program; None if it cannot be read."""
    word = _typed(context, "program")
    try:
        return ProgramIndex(read_program(word)) if word is not None else None
    except SeatplanError:
        return None


def _files(typed: str, endings: tuple[str, ...]) -> Candidates:
    """Files with one of these endings, and folders, whose path begins with what is typed."""
    folder, slash, start = typed.rpartition("/")
    try:
        entries = sorted(Path(folder + slash or ".").expanduser().iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(start) and (start or not entry.name.startswith(".")):
            if entry.is_dir():
                yield f"{folder}{slash}{entry.name}/", "folder"
            elif entry.suffix.lower() in endings:
                yield f"{folder}{slash}{entry.name}", "file"
