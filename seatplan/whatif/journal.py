"""The journal of a study: a file of its outcomes so far, which survives a kill at any moment.

The file has JSON lines. The first line identifies the study, every other line has the outcome of a
scenario. A line is written whole, under a lock, and synced to the disk. A half-written last line,
which a killed process may leave, is cut off before the next line is written. If a line was cut or
changed later, its checksum no longer matches: this is reported, and the scenario is solved again.
Several runs may share a journal, and each sees what the others have written. The locks are those of
`fcntl`, or of `msvcrt` on Windows.
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
"""The byte that is locked on Windows, far behind all lines, because a lock prevents reading."""

MARK = "seatplan-journal"

LONGEST_HEAD = 2**16
"""The largest accepted size of the first line, in bytes; usually it has a few hundred."""

ANOTHER = "another file, or delete this one to start anew."


class JournalFile:
    """An open journal of a sweep.

    Attributes:
        records: the record of each known scenario, by its key.
    """

    def __init__(
        self, path: str | os.PathLike[str], identity: Mapping[str, Any], *, quiet: bool = False
    ) -> None:
        """Open a journal, or create one.

        Args:
            path: the file.
            identity: plain data that identifies the study.
            quiet: whether to give no warnings, because the journal is opened again later.

        Raises:
            JournalError: if the file cannot be read and written, or belongs to another study.

        Warns:
            InputWarning: for each line that was cut or changed and whose scenario has no other
                record.
        """
        self.path: Path = Path(path)
        self.records: dict[str, Any] = {}
        self._quiet = quiet
        self._identity = dict(identity)
        self._head = _line({MARK: 1, "study": self._identity})
        self._read_to = 0
        self._lines = 0
        try:
            check_regular(self.path)  # opening a pipe would wait for a writer
            # For reading and writing, and created if missing: no mode of `open` does that. Without
            # a buffer, which would hide what other runs write.
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
        """Close the file."""
        self._file.close()

    def __enter__(self) -> JournalFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def refresh(self) -> None:
        """Read what other runs have written since the last read."""
        with self._locked():
            self._read()

    def append(self, key: str, record: Any, *, instead_of: Any = None) -> None:
        """Write the record of a scenario, unless another run has written one.

        Args:
            key: the key of the scenario.
            record: the record, as plain data.
            instead_of: the earlier record if the scenario was tried again; the later line counts.
        """
        with self._locked():
            self._read()
            if self.records.get(key) is instead_of:
                self._write(sealed({"key": key, **record}))
                self._read()

    # Operations on the file, under the lock

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
        """Read the first line, or write it."""
        self._file.seek(0)
        first = self._file.read(LONGEST_HEAD)  # not all of a file that may not be a journal
        head, is_whole, _ = first.partition(b"\n")
        if is_whole:
            self._must_be_ours(head)
        elif self._head.startswith(first):
            self._write(self._head)
        else:  # another first line: the file belongs to something else
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
        """Read the new whole lines, and warn about those that were cut or changed."""
        broken: list[tuple[int, str | None]] = []
        for line in self._new_lines()[0]:  # the next write cuts off a half-written line
            self._read_to += len(line)
            self._lines += 1
            try:
                record = unsealed(line)
            except BrokenLineError as error:
                broken.append((self._lines, error.key))
            else:
                self.records[record["key"]] = record
        # If its scenario has been solved again, nothing is lost with a broken line.
        lost = [broken_line(number) for number, key in broken if key not in self.records]
        warn([] if self._quiet else lost, str(self.path))

    def _new_lines(self) -> tuple[list[bytes], bytes]:
        """The whole lines after those read so far, and the start of a further line, if any."""
        self._file.seek(self._read_to)
        *whole, rest = self._file.read().split(b"\n")
        return [line + b"\n" for line in whole], rest

    def _write(self, line: bytes) -> None:
        """Write a line after the last whole one, and sync the file to the disk."""
        try:
            self._file.seek(self._read_to)
            self._file.truncate()
            written = 0
            while written < len(line):
                written += self._file.write(line[written:])
            os.fsync(self._file.fileno())
        except OSError as reason:  # the next write cuts off whatever was written
            problem = (reason.strerror or str(reason)).lower()
            message = f"cannot be written: {problem}; all that it has so far is kept"
            raise self._error(message, "make room, and start again with this journal.") from reason

    def _error(self, message: str, hint: str, line: int | None = None) -> JournalError:
        return JournalError([Problem(message, hint=hint, line=line)], str(self.path))


def study_of(first: bytes) -> dict[str, Any] | None:
    """The study that the first line of a journal identifies; None if it is not such a line."""
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
    """The part of an identity that is compared; older journals have more keys."""
    found = {name: value for name, value in study.items() if name not in ("time_limit", "workers")}
    version = found.get("version")
    if isinstance(version, str) and version.count(".") > 1:
        found["version"] = version.rpartition(".")[0]
    return found


def _differs(name: str, theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> str:
    """A difference between two studies in words."""
    if name in ("program", "plan"):
        return f"its {name} is another one"
    return f"{name} is {theirs.get(name)} there and {ours.get(name)} here"


@contextmanager
def _locked_on_windows(file: Any) -> Iterator[None]:
    """A lock like that of `fcntl` elsewhere: one process holds it, the others wait."""
    import msvcrt

    locking: Any = vars(msvcrt)["locking"]
    wait, free = vars(msvcrt)["LK_LOCK"], vars(msvcrt)["LK_UNLCK"]
    while True:
        file.seek(FAR)
        try:
            locking(file.fileno(), wait, 1)
            break
        except OSError:  # a lock attempt gives up after ten seconds
            continue
    try:
        yield
    finally:
        file.seek(FAR)
        locking(file.fileno(), free, 1)
