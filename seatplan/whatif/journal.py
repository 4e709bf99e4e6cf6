"""A journal: what a study has found so far, safe against being killed at any moment.

JSON lines. The first shows which study it is, each other one what came of a scenario. A line is
written whole under a lock and pushed to the disk; a half-written last line, which a killed process
may leave, is cut off before the next one is written. A line that was cut or changed later does not
have its checksum any more: it is reported, and its scenario done again. Several runs may share a
journal: each sees what the others have written. Locks are those of `fcntl`, on Windows of `msvcrt`.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from seatplan.errors import JournalError, Problem, warn
from seatplan.whatif.journal_lines import (
    UNREADABLE,
    BrokenLineError,
    broken_line,
    sealed,
    unsealed,
)

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

FAR = 2**40
"""The byte that is locked on Windows, far behind all lines, since a lock also prevents reading."""

MARK = "seatplan-journal"

LONGEST_HEAD = 2**16
"""Bytes; a first line has some hundred."""

ANOTHER = "another file, or delete this one to start anew."


class JournalFile:
    """A journal that a sweep has open.

    Attributes:
        records: what is known of each scenario, by its key.
    """

    def __init__(
        self, path: str | os.PathLike[str], identity: Mapping[str, Any], *, quiet: bool = False
    ) -> None:
        """Opens a journal, or begins one.

        Args:
            path: the file.
            identity: what makes it the study that it is, as plain data.
            quiet: give no warnings: it is opened again later.

        Raises:
            JournalError: if it cannot be read and written, or is not that of this study.

        Warns:
            InputWarning: of each line that was cut or changed and whose scenario is not known.
        """
        self.path: Path = Path(path)
        self.records: dict[str, Any] = {}
        self._quiet = quiet
        self._identity = dict(identity)
        self._head = _line({MARK: 1, "study": self._identity})
        self._read_to = 0
        self._lines = 0
        try:
            check_regular(self.path)  # a pipe would wait for someone to write
            # Opened for both, and made if it is not there: no mode of `open` does that.
            # And without a buffer, which would not see what other runs write.
            self._file = os.fdopen(
                os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666), "r+b", buffering=0
            )
        except (OSError, ValueError) as reason:  # ValueError: a null character in the name
            problem = (getattr(reason, "strerror", None) or str(reason)).lower()
            raise JournalError(f"cannot be opened: {problem}", str(self.path)) from reason
        try:
            with self._locked():
                self._begin()
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        """Closes the file."""
        self._file.close()

    def __enter__(self) -> JournalFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def refresh(self) -> None:
        """Reads what other runs have written since."""
        with self._locked():
            self._read()

    def append(self, key: str, record: Any, *, instead_of: Any = None) -> None:
        """Writes what came of a scenario, unless another run has.

        Args:
            key: of the scenario.
            record: what came of it.
            instead_of: the record of it that was tried again; the later line holds.
        """
        with self._locked():
            self._read()
            if self.records.get(key) is instead_of:
                self._write(sealed({"key": key, **record}))
                self._read()

    # The file, under the lock

    @contextmanager
    def _locked(self) -> Iterator[None]:
        if fcntl is None:
            with _locked_on_windows(self._file):
                yield
            return
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def _begin(self) -> None:
        """Reads the first line, or writes it."""
        self._file.seek(0)
        first = self._file.read(LONGEST_HEAD)  # and not all of what may be no journal
        head, is_whole, _ = first.partition(b"\n")
        if is_whole:
            self._must_be_ours(head)
        elif self._head.startswith(first):
            self._write(self._head)
        else:  # what is no beginning of ours is someone's
            raise self._error("this is not a journal of a sweep", ANOTHER)
        self._read_to = len(head) + 1 if is_whole else len(self._head)
        self._lines = 1
        self._read()

    def _must_be_ours(self, first: bytes) -> None:
        study = study_of(first)
        if study is None:
            raise self._error("this is not a journal of a sweep", ANOTHER)
        study = essential(study)
        if study != self._identity:
            names = sorted(set(study) | set(self._identity))
            other = [name for name in names if study.get(name) != self._identity.get(name)]
            told = "; ".join(_differs(name, study, self._identity) for name in other)
            raise self._error(f"this is the journal of another study: {told}", ANOTHER)

    def _read(self) -> None:
        """Reads the lines that are new and whole; warns of those that are not as written."""
        broken: list[tuple[int, str | None]] = []
        for line in self._new_lines()[0]:  # a half-written one is cut off by the next
            self._read_to += len(line)
            self._lines += 1
            try:
                record = unsealed(line)
            except BrokenLineError as error:
                broken.append((self._lines, error.key))
            else:
                self.records[record["key"]] = record
        # Once its scenario is done again, nothing is lost with a line.
        lost = [broken_line(number) for number, key in broken if key not in self.records]
        warn([] if self._quiet else lost, str(self.path))

    def _new_lines(self) -> tuple[list[bytes], bytes]:
        """The whole lines behind what was read, and what of one more is behind them."""
        self._file.seek(self._read_to)
        *whole, rest = self._file.read().split(b"\n")
        return [line + b"\n" for line in whole], rest

    def _write(self, line: bytes) -> None:
        """Puts a line behind the last whole one, and onto the disk."""
        try:
            self._file.seek(self._read_to)
            self._file.truncate()
            written = 0
            while written < len(line):
                written += self._file.write(line[written:])
            os.fsync(self._file.fileno())
        except OSError as reason:  # what is there of the line is cut off by the next
            problem = (reason.strerror or str(reason)).lower()
            message = f"cannot be written: {problem}; all that it has so far is kept"
            raise self._error(message, "make room, and start again with this journal.") from reason

    def _error(self, message: str, hint: str, line: int | None = None) -> JournalError:
        return JournalError([Problem(message, hint=hint, line=line)], str(self.path))


def study_of(first: bytes) -> dict[str, Any] | None:
    """The study that the first line of a journal names; None if it is no such line."""
    try:
        head = json.loads(first)
        study = head["study"] if head[MARK] == 1 else None
    except UNREADABLE:
        return None
    return study if isinstance(study, dict) else None


def check_regular(path: Path) -> None:
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(path.stat().st_mode):
            raise OSError("this is not a regular file")


def _line(data: Any) -> bytes:
    return json.dumps(data).encode() + b"\n"


def essential(study: Mapping[str, Any]) -> dict[str, Any]:
    """The identity as it is compared; older journals hold more of it."""
    found = {name: value for name, value in study.items() if name not in ("time_limit", "workers")}
    version = found.get("version")
    if isinstance(version, str) and version.count(".") > 1:
        found["version"] = version.rpartition(".")[0]
    return found


def _differs(name: str, theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> str:
    """One thing in which two studies differ."""
    if name in ("program", "plan"):
        return f"its {name} is another one"
    return f"{name} is {theirs.get(name)} there and {ours.get(name)} here"


@contextmanager
def _locked_on_windows(file: Any) -> Iterator[None]:
    """What `fcntl` does elsewhere: one process at a time, the others wait."""
    import msvcrt

    locking: Any = vars(msvcrt)["locking"]
    wait, free = vars(msvcrt)["LK_LOCK"], vars(msvcrt)["LK_UNLCK"]
    while True:
        file.seek(FAR)
        try:
            locking(file.fileno(), wait, 1)
            break
        except OSError:  # it gives up after ten seconds
            continue
    try:
        yield
    finally:
        file.seek(FAR)
        locking(file.fileno(), free, 1)
