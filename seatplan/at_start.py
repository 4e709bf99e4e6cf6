"""How Ctrl-C ends the command while Python still imports its modules.

The package is imported before `seatplan.cli` can handle anything, which takes up to a second. So
this module comes first, and imports only what Python has loaded already.
"""

import os
import sys
from collections.abc import Sequence
from types import TracebackType

INTERRUPTED = 130
"""The exit status, as in `seatplan.cli.exits`, which is not imported yet."""


def is_command(words: Sequence[str]) -> bool:
    """Whether a process runs the command `seatplan`, as a script or with `python -m`.

    Args:
        words: the words that started the process, such as `sys.orig_argv`.
    """
    for at, word in enumerate(words[1:], 1):
        if word == "-m":
            return words[at + 1 : at + 2] == ["seatplan"]
        if word == "-c":
            return False
        if not word.startswith("-") and words[at - 1] not in ("-X", "-W"):
            return os.path.basename(word) in ("seatplan", "seatplan.exe", "seatplan-script.py")
    return False


def end_without_traceback(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Ends the process at Ctrl-C as a later Ctrl-C would; for other errors, prints them."""
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    os.write(2, b"seatplan: interrupted\n")
    os._exit(INTERRUPTED)


if is_command(sys.orig_argv):
    sys.excepthook = end_without_traceback
