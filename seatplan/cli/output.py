"""Writing to standard output and standard error, whatever is at the other end of them."""

from __future__ import annotations

import io
import os
import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from seatplan.errors import SeatplanError
from seatplan.visible import visible

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


class OutputError(SeatplanError):
    """Standard output takes no more, and not because its reader has left."""


def with_notes(error: BaseException) -> str:
    """The words of an error and, indented under them, its notes: such as the scenario it is of."""
    return "\n    ".join((str(error), *getattr(error, "__notes__", ())))


def ready_streams() -> None:
    """Makes the streams take any text: names are in more scripts than some code pages know."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us
            setattr(sys, name, _nowhere())
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class _Page(io.StringIO):
    """What is to be printed, in one piece; as far as colours go it is standard output."""

    def isatty(self) -> bool:
        return sys.stdout.isatty()


def is_dumb() -> bool:
    """Whether the terminal declares that it knows no control codes."""
    return os.environ.get("TERM", "").casefold() in ("dumb", "unknown")


def console_on(file: TextIO) -> Console:
    """A console as wide as the terminal, which takes text as it is."""
    from rich.console import Console

    # On a dumb terminal rich looks neither at COLUMNS nor at the terminal, and takes 80.
    width, height = shutil.get_terminal_size((80, 25)) if is_dumb() else (None, None)
    # Names are no markup, no emoji codes, and no numbers to be painted.
    return Console(
        file=file, markup=False, highlight=False, emoji=False, width=width, height=height
    )


def show(*parts: RenderableType) -> None:
    """Prints tables and text: as wide as the terminal, in colour on a terminal alone."""
    page = _Page()
    console = console_on(page)
    for part in parts:
        console.print(part)
    write(page.getvalue())


def show_data(data: Any) -> None:
    """Prints JSON; in ASCII, which every pipe carries and no terminal obeys."""
    import json

    write(json.dumps(data, indent=2) + "\n")


def write(text: str) -> None:
    """Puts text on standard output, now; nothing happens where the reader has left."""
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
    """Sends what is left for standard output nowhere: Python flushes it when it ends."""
    sys.stdout = _nowhere()


def say(message: str) -> None:
    """Puts a message on standard error, line by line made harmless."""
    lines = [visible(line) for line in message.split("\n")]
    with suppress(OSError):  # no one is there to be informed
        sys.stderr.write("\n".join(lines) + "\n")
        sys.stderr.flush()


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")
