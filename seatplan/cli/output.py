"""Writes to standard output and standard error: terminals, pipes, closed streams, full disks."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from seatplan.errors import SeatplanError
from seatplan.visible import visible

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


class OutputError(SeatplanError):
    """Standard output cannot be written, for example because the disk is full."""


def as_typed(word: str | os.PathLike[str]) -> str:
    """Return a file name as it is typed in a shell: quoted if it must be, and never an option."""
    text = os.fspath(word)
    return shlex.quote(f"./{text}" if text.startswith("-") else text)


def new_name(name: str, *given: str | os.PathLike[str] | None) -> str:
    """Return the name of a file to write in a next command: none of the files that were given."""
    taken = {os.path.abspath(word) for word in given if word is not None}
    while os.path.abspath(name) in taken:
        name = f"new-{name}"
    return name


def with_notes(error: BaseException) -> str:
    """The message of an error, followed by its notes, such as the scenario, on indented lines."""
    return "\n    ".join((str(error), *getattr(error, "__notes__", ())))


def ready_streams() -> None:
    """Makes the standard streams accept any text, even if their encoding lacks characters of it."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # the parent process closed it
            setattr(sys, name, _nowhere())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class _Page(io.StringIO):
    """Collects the whole output; has colors if standard output is a terminal."""

    def isatty(self) -> bool:
        return sys.stdout.isatty()


def is_dumb() -> bool:
    """Whether the terminal declares that it has no control codes."""
    return os.environ.get("TERM", "").casefold() in ("dumb", "unknown")


def console_on(file: TextIO) -> Console:
    """A rich console that is as wide as the terminal and prints text unchanged."""
    from rich.console import Console

    # On a dumb terminal rich always takes 80 columns; seatplan heeds COLUMNS and the real width.
    width, height = shutil.get_terminal_size((80, 25)) if is_dumb() else (None, None)
    # Ids and names can look like markup, emoji codes or numbers; they are plain text.
    return Console(
        file=file, markup=False, highlight=False, emoji=False, width=width, height=height
    )


def show(*parts: RenderableType) -> None:
    """Prints tables and text, as wide as the terminal; in color only on a terminal."""
    page = _Page()
    console = console_on(page)
    for part in parts:
        console.print(part)
    write(page.getvalue())


def show_data(data: Any) -> None:
    """Prints JSON in ASCII, which is safe in every encoding and has no control characters."""
    import json

    write(json.dumps(data, indent=2) + "\n")


def write(text: str) -> None:
    """Writes text to standard output and flushes it; does nothing if the reader has left.

    Raises:
        OutputError: if it cannot be written.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        silence()
    except OSError as reason:
        silence()
        problem = reason.strerror or str(reason)
        raise OutputError(f"standard output cannot be written: {problem.lower()}") from reason


def silence() -> None:
    """Discards all further standard output; otherwise Python fails when it flushes it at exit."""
    sys.stdout = _nowhere()


def print_message(message: str) -> None:
    """Prints a message on standard error, with control characters escaped."""
    lines = [visible(line) for line in message.split("\n")]
    with suppress(OSError):  # the reader has left
        sys.stderr.write("\n".join(lines) + "\n")
        sys.stderr.flush()


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")
