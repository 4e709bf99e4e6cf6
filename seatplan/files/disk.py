"""Files: reading with a clear error for any failure, and writing completely or not at all."""

from __future__ import annotations

import codecs
import os
import secrets
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from seatplan.declared import shown
from seatplan.errors import ArgumentError, InputError, Problem, nearest

LARGEST = 16 * 2**20
"""Bytes; the longest history of crewed flight is some hundred thousand."""

AnyPath = str | os.PathLike[str]


def path_with(path: AnyPath, endings: Sequence[str], error: type[InputError]) -> tuple[Path, str]:
    """The path and its ending, which determines the format.

    Args:
        endings: the ones that work, such as `.toml`; small letters.
        error: what to raise where it is another one.
    """
    try:
        made = Path(os.fsdecode(path))
    except TypeError:
        problem = Problem(f"{shown(path)} is not a path", ("path",), "a text or a pathlib.Path.")
        raise ArgumentError([problem]) from None
    ending = made.suffix.lower()
    if ending not in endings:
        known = " or ".join(endings)
        problem = Problem(
            f"the ending {made.suffix!r} cannot be used here"
            if ending
            else "a name without an ending does not show what the file holds",
            hint=f"a name that ends in {known}.",
        )
        raise error([problem], str(made))
    return made, ending


def read_bytes(path: Path, error: type[InputError]) -> bytes:
    """The content of a file.

    Raises:
        InputError: of the kind `error`, where it cannot be read or is larger than `LARGEST`.
    """
    try:
        _check_regular(path.stat())  # before it is opened: a pipe would wait for someone to write
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise error([Problem("no such file", hint=_neighbour(path))], str(path)) from None
    except (OSError, ValueError) as reason:  # ValueError: a null character in the name
        raise error(f"cannot be read: {_reason(reason)}", str(path)) from reason
    if len(raw) > LARGEST:
        raise error(f"more than {LARGEST >> 20} MB is not a file of this kind", str(path))
    return raw


def read_text(path: Path, error: type[InputError], *, table: bool = False) -> str:
    """The text of a file, without the mark that some editors put before it.

    Args:
        path: the file.
        error: what to raise.
        table: whether it comes from spreadsheets, which also save UTF-16.

    Raises:
        InputError: of the kind `error`, where there is no such text.
    """
    raw = read_bytes(path, error)
    if table and b"\0" in (raw[:1], raw[1:2]) and b"\0" in (raw[2:3], raw[3:4]):
        message = "null characters, as in UTF-16 without its mark"
        raise error([Problem(message, hint="save the file as UTF-8.")], str(path))
    wide = table and raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as reason:
        line = raw.count(b"\n", 0, reason.start) + 1
        message = f"the byte 0x{raw[reason.start]:02x} is not {'UTF-16' if wide else 'UTF-8'}"
        hint = "save the file as UTF-8" + (", in Excel as `CSV UTF-8`." if table else ".")
        raise error([Problem(message, hint=hint, line=line)], str(path)) from None
    if not text.strip():
        raise error("the file is empty", str(path))
    return text


def write_text(path: Path, text: str, error: type[InputError], *, mark: bool = False) -> None:
    """Replaces the file by the text, or leaves everything unchanged.

    The text goes to a new file next to the old one, onto the disk, and then takes its name. A
    link stays a link: what it points to is replaced. The permissions stay those of the old file.

    Args:
        path: the file.
        text: the new content.
        error: what to raise.
        mark: whether a byte order mark comes first.

    Raises:
        InputError: of the kind `error`, with the path and the reason.
    """
    try:
        raw = text.encode("utf-8-sig" if mark else "utf-8")
    except ValueError as reason:  # half a character
        raise error(f"cannot be written: {_reason(reason)}", str(path)) from reason
    write_bytes(path, raw, error)


def write_bytes(path: Path, raw: bytes, error: type[InputError]) -> None:
    """The same for bytes."""
    try:
        target = Path(os.path.realpath(path))
        temporary = target.with_name(f".seatplan-{secrets.token_hex(8)}.tmp")
        mode = _mode_of(target)
        try:
            # Not `tempfile`: its files are readable by their owner alone, whatever the umask is.
            with open(temporary, "xb") as file:
                if mode is not None:
                    temporary.chmod(mode)
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
        except BaseException:  # also an interrupt: no litter
            with suppress(OSError):
                temporary.unlink()
            raise
    except (OSError, ValueError) as reason:
        raise error(f"cannot be written: {_reason(reason)}", str(path)) from reason
    _sync_folder(target.parent)


def _check_regular(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError("this is a folder, not a file")
    if not stat.S_ISREG(found.st_mode):
        raise OSError("this is not a regular file")


def _mode_of(target: Path) -> int | None:
    """The permissions of the existing file, which must be replaceable."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    _check_regular(found)
    # The name could be taken from a read-only file, but its owner has forbidden that.
    if not os.access(target, os.W_OK):
        raise PermissionError("the file is read-only")
    return stat.S_IMODE(found.st_mode) & 0o777


def _sync_folder(folder: Path) -> None:
    """Flushes the new name to disk, if the system supports that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _neighbour(path: Path) -> str:
    """A temporary file with a similar name in the same folder."""
    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.suffix == path.suffix]
    except OSError:
        return f"a folder {str(path.parent)!r} that exists."
    return nearest(path.name, names)


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
