"""The exit statuses of the command."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit statuses of all commands."""

    OK = 0  # a plan was found, or the check is clean
    NO = 1  # infeasible, or a hard rule is broken
    WRONG = 2  # the input is wrong
    NO_TIME = 3  # time ran out without a plan
    INTERRUPTED = 130  # Ctrl-C, SIGTERM or SIGHUP; 128 + SIGINT, as in shells
