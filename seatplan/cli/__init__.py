"""The command `seatplan`: thin. It reads the words, calls the library and prints.

One command, one module: a function whose docstring is its help and which returns the exit status.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Sequence
from datetime import date

from cyclopts import (
    App,
    CoercionError,
    CycloptsError,
    Group,
    Parameter,
    UnknownCommandError,
    UnusedCliTokensError,
)

import seatplan
from seatplan.cli import (
    alternatives,
    candidates,
    catalog,
    check,
    completion,
    crew,
    diff,
    explain,
    kinds,
    report,
    schema,
    show,
    solve,
    stress,
    sweep,
    tradeoff,
    verify,
    what_if,
    why_not,
)
from seatplan.cli.exits import Exit
from seatplan.cli.importing import with_import
from seatplan.cli.noticing import warnings_told, with_strict
from seatplan.cli.output import console_on, is_dumb, ready_streams, say, silence, with_notes
from seatplan.cli.progress import with_progress
from seatplan.cli.signals import signals_heard
from seatplan.errors import SeatplanError
from seatplan.words import listed

GROUPS: tuple[tuple[str, tuple[Callable[..., int], ...]], ...] = (
    ("Plan", (solve.solve, check.check, alternatives.alternatives, tradeoff.tradeoff)),
    ("Ask why", (explain.explain, why_not.why_not, candidates.candidates)),
    ("What if", (what_if.what_if, sweep.sweep, stress.stress)),
    ("Show", (show.show, diff.diff, report.report)),
    ("Start from", (catalog.catalog, crew.crew, schema.schema, kinds.kinds)),
    ("More", (verify.verify, completion.completion)),
)
"""In the order of the help."""

COMMANDS = tuple(command for _, commands in GROUPS for command in commands)


def make_app() -> App:
    """The parser of all commands."""
    app = App(
        name="seatplan",
        help="Who flies in which seat of which spacecraft: crew seat planning with proofs.\n\n"
        "Example: seatplan solve iss-crossflight",
        version=f"seatplan {seatplan.__version__}",
        help_format="plaintext",
        default_parameter=Parameter(negative=()),  # no --no-json
        result_action="return_value",
        suppress_keyboard_interrupt=False,  # its status is not ours
        console=console_on(sys.stdout) if is_dumb() else None,  # of the help
    )
    for at, (name, commands) in enumerate(GROUPS):  # their order, not that of the alphabet
        group = Group(name, sort_key=at)
        for place, command in enumerate(commands):
            app.command(
                with_import(with_strict(with_progress(command))),
                group=group,
                sort_key=place,
                help=_help_of(command),
            )
    for flag in ("--help", "--version"):
        app[flag].group = group  # the last one
    return app


def _help_of(command: Callable[..., int]) -> str:
    """The docstring up to its arguments, each paragraph on one line: terminals differ in width."""
    text, *_ = inspect.cleandoc(command.__doc__ or "").partition("\nArgs:\n")
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n")).strip()


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command.

    Args:
        words: the command line after `seatplan`; that of the process if None.

    Returns:
        The exit status. Whatever goes wrong is reported on standard error, never as a traceback.
    """
    ready_streams()
    try:
        with signals_heard(), warnings_told():
            status = make_app()(
                sys.argv[1:] if words is None else list(words),
                print_error=False,
                exit_on_error=False,
            )
        return int(status or Exit.OK)  # help and the version give None
    except CycloptsError as error:
        say(f"seatplan: {_misused(error)}")
        return Exit.WRONG
    except SeatplanError as error:
        from seatplan.cli.mistakes import tell

        tell(error)
        return Exit.WRONG
    except KeyboardInterrupt:
        say("seatplan: interrupted")
        return Exit.INTERRUPTED
    except (BrokenPipeError, SystemExit):  # so rich leaves when a reader cuts the help short
        silence()
        return Exit.OK
    except OSError as error:
        silence()
        say(f"seatplan: {error}")
        return Exit.WRONG
    except Exception as error:
        say(f"seatplan: {defect(error)}")
        return Exit.WRONG


def _misused(error: CycloptsError) -> str:
    """What is wrong with a command line, and what to do."""
    command = " ".join(("seatplan", *(error.command_chain or ())))
    message, hint = str(error), f"see `{command} --help`."
    if isinstance(error, UnusedCliTokensError):
        given = error.unused_tokens or []
        verb, more = (
            ("is", "one argument") if len(given) == 1 else ("are", f"{len(given)} arguments")
        )
        message = f"{listed(map(repr, given))} {verb} {more} too many"
        hint = f"quotes around what has blanks in it; `{command} --help` lists the arguments."
    elif isinstance(error, UnknownCommandError):
        message, _, more = message.partition(' Did you mean "')
        known = more.partition('"')[0]
        hint = f"`{command} {known}`, or {hint}" if known else hint
    elif isinstance(error, CoercionError) and error.target_type is date:
        hint = "a day like 2026-07-14."
    return f"{message}\n    Maybe {hint}"


def defect(error: Exception) -> str:
    """An error that no one foresaw, with the place to look at."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = f"{last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last is not None else "?"
    return f"a defect, please report it: {type(error).__name__}: {with_notes(error)} ({where})"
