"""Processes that begin warm: seatplan, its command and the solver are imported already.

A new interpreter takes about a second to import all of it, most of what a short command needs. A
process from here is forked from one that has done so. It is a process all the same: with an
environment, a folder, a group and streams of its own, and it gets real signals. What is about the
interpreter itself (imports, its last moments, encodings from the environment) needs `subprocess`.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from multiprocessing.reduction import DupFd
from pathlib import Path
from subprocess import CompletedProcess
from typing import IO, Any

WARM = multiprocessing.get_context("forkserver")
"""Pools with this context have workers that begin warm, too, and share nothing with the tests."""

WARM.set_forkserver_preload(
    [
        "seatplan.cli",
        "seatplan.engine.answers.solving",
        "seatplan.whatif.study",
        "pandas",
        "tests.pages",
        "tests.whatif.studies",
    ]
)


class Process:
    """A running process, as `subprocess.Popen` has them, which calls a function.

    Args:
        work: a function of a module and what it is called with.
        stdout, stderr: file descriptors; a pipe if left out.
        environment: all of it.
        folder: where it works; that of the tests if left out.
        new_session: whether it leads a group of its own.
    """

    def __init__(
        self,
        work: Callable[..., object],
        *args: Any,
        environment: Mapping[str, str],
        stdout: int | None = None,
        stderr: int | None = None,
        folder: Path | None = None,
        new_session: bool = False,
    ) -> None:
        self.stdout, out = _stream(stdout)
        self.stderr, err = _stream(stderr)
        settings = (dict(environment), str(folder or Path.cwd()), new_session)
        self._process = WARM.Process(target=_begin, args=(_Fds(out, err), settings, work, args))
        self._process.start()
        for mine, theirs in ((self.stdout, out), (self.stderr, err)):
            if mine is not None:
                os.close(theirs)
        assert self._process.pid is not None
        self.pid = self._process.pid

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status; below 0, the signal that ended it. Nothing more is read of it."""
        for stream in (self.stdout, self.stderr):
            if stream is not None:
                stream.close()
        self._process.join(timeout)
        assert self._process.exitcode is not None, "it has not ended in time"
        return self._process.exitcode

    def poll(self) -> int | None:
        """Its exit status, if it has ended."""
        return self._process.exitcode

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_: object) -> None:
        self.wait()

    def communicate(self) -> tuple[str, str]:
        """All that it writes from here on, when it has ended."""
        assert self.stdout is not None
        assert self.stderr is not None
        # Little goes to standard error, so its pipe does not run full meanwhile.
        said = self.stdout.read(), self.stderr.read()
        self.wait()
        return said

    @property
    def returncode(self) -> int:
        return self.wait()


class _Fds:
    """File descriptors on their way to another process."""

    def __init__(self, *numbers: int) -> None:
        self.numbers = numbers

    def __getstate__(self) -> Any:
        return [DupFd(number) for number in self.numbers]

    def __setstate__(self, sent: Any) -> None:
        self.numbers = tuple(one.detach() for one in sent)


def _stream(given: int | None) -> tuple[IO[str] | None, int]:
    """What to read here, if anything, and where the process writes."""
    if given is not None:
        return None, given
    reading, writing = os.pipe()
    return os.fdopen(reading, encoding="utf-8"), writing


def _begin(
    fds: _Fds, settings: tuple[dict[str, str], str, bool], work: Callable[..., object], args: Any
) -> None:
    environment, folder, new_session = settings
    if new_session:
        os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, fd in zip((1, 2), fds.numbers, strict=True):
        os.dup2(fd, number)
        os.close(fd)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, buffering=1)
    try:
        status = work(*args)
    except Exception:
        traceback.print_exc()
        status = 1
    sys.exit(status)


def command(words: Iterable[str]) -> int:
    """`seatplan` with these words; `warm.run(warm.command, …)` prints as the command does."""
    from seatplan.cli import main

    return int(main(list(words)))


def script(text: str, words: Iterable[str]) -> None:
    """`python -c TEXT` with these words."""
    sys.argv = ["-c", *words]
    exec(text, {"__name__": "__main__"})


def run(work: Callable[..., object], *args: Any, **options: Any) -> CompletedProcess[str]:
    """Calls a function in a process and waits for its end."""
    running = Process(work, *args, **options)
    out, err = running.communicate()
    return CompletedProcess(args, running.returncode, out, err)


__all__ = ["WARM", "Process", "command", "run", "script"]
