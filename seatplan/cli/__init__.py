"""The command `seatplan`: parses the arguments, calls the library and prints the answer.

Each command has a module of its own with one function. The function's docstring is the help text,
and its return value is the exit status.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from traceback import walk_tb
from types import FrameType

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
from seatplan.cli.noticing import warnings_as_notices, with_strict
from seatplan.cli.output import (
    console_on,
    is_dumb,
    print_message,
    ready_streams,
    silence,
    with_notes,
)
from seatplan.cli.progress import with_progress
from seatplan.cli.signals import signals_as_interrupts
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
"""The commands, in the order of the help."""

COMMANDS = tuple(command for _, commands in GROUPS for command in commands)


def make_app() -> App:
    """Returns the parser of all commands."""
    app = App(
        name="seatplan",
        help="Who flies in which seat of which spacecraft: crew seat planning with proofs.\n\n"
        "Example: seatplan solve iss-crossflight",
        version=f"seatplan {seatplan.__version__}",
        help_format="plaintext",
        default_parameter=Parameter(negative=()),  # no --no-json
        result_action="return_value",
        suppress_keyboard_interrupt=False,  # main() has its own exit status for it
        console=console_on(sys.stdout) if is_dumb() else None,  # for the help
    )
    for at, (name, commands) in enumerate(GROUPS):  # in this order, not sorted by name
        group = Group(name, sort_key=at)
        for place, command in enumerate(commands):
            wrapper = with_import(with_strict(with_progress(command)))
            wrapper.__doc__ = _unwrapped(command.__doc__ or "")
            app.command(
                wrapper,
                group=group,
                sort_key=place,
                help=_help_of(command),
            )
    for flag in ("--help", "--version"):
        app[flag].group = group  # the last group
    return app


def _help_of(command: Callable[..., int]) -> str:
    """The docstring up to `Args`, each paragraph on one line, to be wrapped by the terminal."""
    text, *_ = inspect.cleandoc(command.__doc__ or "").partition("\nArgs:\n")
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n")).strip()


def _unwrapped(docstring: str) -> str:
    """A docstring with each argument on one line; else its line breaks would be in the help."""
    return re.sub(r"\n {8,}(?=\S)", " ", inspect.cleandoc(docstring))


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command. Reports every error on standard error, never as a traceback.

    Args:
        words: the arguments after `seatplan`; if None, those of the process.

    Returns:
        The exit status.
    """
    ready_streams()
    try:
        with signals_as_interrupts(), warnings_as_notices():
            status = make_app()(
                sys.argv[1:] if words is None else list(words),
                print_error=False,
                exit_on_error=False,
            )
        return int(status or Exit.OK)  # --help and --version return None
    except CycloptsError as error:
        print_message(f"seatplan: {_misused(error)}")
        return Exit.WRONG
    except SeatplanError as error:
        from seatplan.cli.mistakes import print_error

        print_error(error)
        return Exit.WRONG
    except KeyboardInterrupt:
        print_message("seatplan: interrupted")
        return Exit.INTERRUPTED
    except (BrokenPipeError, SystemExit):  # rich exits when the reader closes the pipe
        silence()
        return Exit.OK
    except OSError as error:
        silence()
        print_message(f"seatplan: {error}")
        return Exit.WRONG
    except Exception as error:
        print_message(f"seatplan: {defect(error)}")
        return Exit.WRONG


def _misused(error: CycloptsError) -> str:
    """A message for a wrong command line, with a suggestion."""
    command = " ".join(("seatplan", *(error.command_chain or ())))
    message, hint = str(error), f"see `{command} --help`."
    if isinstance(error, UnusedCliTokensError):
        given = error.unused_tokens or []
        verb, more = (
            ("is", "one argument") if len(given) == 1 else ("are", f"{len(given)} arguments")
        )
        message = f"{listed(map(repr, given))} {verb} {more} too many"
        hint = f"put quotes around an argument with blanks; `{command} --help` lists all arguments."
    elif isinstance(error, UnknownCommandError):
        message, _, more = message.partition(' Did you mean "')
        known = more.partition('"')[0]
        hint = f"`{command} {known}`, or {hint}" if known else hint
    elif isinstance(error, CoercionError) and error.target_type is date:
        hint = "a day like 2026-07-14."
    return f"{message}\n    Maybe {hint}"


def defect(error: Exception) -> str:
    """A message for an unexpected error, with the line of code that raised it.

    If code of another package is involved, such as a rule, the message names its last line.
    """
    frames = list(walk_tb(error.__traceback__))
    foreign = [one for one in frames if _module(one[0]) in _foreign_modules()]
    where = "?"
    for frame, line in (foreign or frames)[-1:]:
        where = f"{frame.f_code.co_filename}:{line}"
    whose = f" in {_module(foreign[-1][0])}" if foreign else ", please report it"
    return f"a defect{whose}: {type(error).__name__}: {with_notes(error)} ({where})"


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", ""))


def _foreign_modules() -> set[str]:
    """The modules of rules, goals and edits that do not come with seatplan."""
    from seatplan.kinds import goal_kinds, rule_kinds
    from seatplan.whatif.editing import edit_kinds

    try:
        known: list[Mapping[str, type]] = [rule_kinds(), goal_kinds(), edit_kinds()]
    except SeatplanError:  # a package cannot be loaded
        return set()
    modules = {cls.__module__ for kinds in known for cls in kinds.values()}
    return {name for name in modules if name.partition(".")[0] != "seatplan"}
