"""Reads files with a clear error for any failure, and writes them completely or not at all."""

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
"""Maximum size of a file in bytes; the largest shipped program has about 100 kB."""

AnyPath = str | os.PathLike[str]


def path_with(path: AnyPath, endings: Sequence[str], error: type[InputError]) -> tuple[Path, str]:
    """The path and its ending, which determines the format of the file.

    Args:
        path: the path.
        endings: the allowed endings in lowercase, such as `.toml`.
        error: the class of the error to raise.

    Raises:
        InputError: of that class, if the ending is none of these.
        ArgumentError: if it is not a path.
    """
    try:
        text = os.fsdecode(path)
    except TypeError:
        problem = Problem(f"{shown(path)} is not a path", ("path",), "a text or a pathlib.Path.")
        raise ArgumentError([problem]) from None
    made = Path(text)
    ending = made.suffix.lower()
    if ending not in endings:
        known = " or ".join(endings)
        problem = Problem(
            f"the ending {made.suffix!r} is not supported here"
            if ending
            else "the file name has no ending, so its format is unknown",
            hint=f"use a name that ends in {known}.",
        )
        if text and made.is_dir():
            problem = Problem("it is a folder, not a file")
        raise error([problem], str(made))
    return made, ending


def read_bytes(path: Path, error: type[InputError]) -> bytes:
    """The content of a file.

    Args:
        path: the file.
        error: the class of the error to raise.

    Raises:
        InputError: of that class, if the file cannot be read or is larger than `LARGEST`.
    """
    try:
        _check_regular(path.stat())  # first, because opening a pipe would wait for a writer
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        missing = "a link to a file that does not exist" if path.is_symlink() else "no such file"
        raise error([Problem(missing, hint=_neighbour(path))], str(path)) from None
    except (OSError, ValueError) as reason:  # ValueError: a null character in the name
        raise error(f"cannot be read: {_reason(reason)}", str(path)) from reason
    if len(raw) > LARGEST:
        raise error(f"the file is too large: more than {LARGEST >> 20} MB", str(path))
    return raw


def read_text(path: Path, error: type[InputError], *, table: bool = False) -> str:
    """The text of a file, without a byte order mark.

    Args:
        path: the file.
        error: the class of the error to raise.
        table: whether the file can come from a spreadsheet, which can also save UTF-16.

    Raises:
        InputError: of that class, if the file cannot be read or decoded, or is empty.
    """
    raw = read_bytes(path, error)
    wide_32 = raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE))
    if table and (wide_32 or (b"\0" in (raw[:1], raw[1:2]) and b"\0" in (raw[2:3], raw[3:4]))):
        message = "the file has null characters, as in UTF-16 without a byte order mark"
        raise error([Problem(message, hint="save the file as UTF-8.")], str(path))
    if raw.startswith(b"PK\x03\x04"):
        message = f"the file is a workbook or an archive, not {path.suffix[1:].upper()} text"
        hint = "save it as `CSV UTF-8`, or give it a name that ends in .xlsx."
        raise error([Problem(message, hint=hint if table else "another file.")], str(path))
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
    """Replaces a file by a text, or leaves everything unchanged.

    The text is written to a temporary file in the same folder and flushed to disk; that file is
    then renamed. If the path is a link, its target is replaced. The permissions of the old file are
    kept.

    Args:
        path: the file.
        text: the new content.
        error: the class of the error to raise.
        mark: whether to write a byte order mark first.

    Raises:
        InputError: of that class, with the path and the reason.
    """
    try:
        raw = text.encode("utf-8-sig" if mark else "utf-8")
    except ValueError as reason:  # a lone surrogate
        raise error(f"cannot be written: {_reason(reason)}", str(path)) from reason
    write_bytes(path, raw, error)


def write_bytes(path: Path, raw: bytes, error: type[InputError]) -> None:
    """Replaces a file by bytes, like `write_text`."""
    try:
        target = Path(os.path.realpath(path))
        temporary = target.with_name(f".seatplan-{secrets.token_hex(8)}.tmp")
        mode = _mode_of(target)
        try:
            # Not `tempfile`: only the owner can read its files, whatever the umask is.
            with open(temporary, "xb") as file:
                if mode is not None:
                    temporary.chmod(mode)
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
        except BaseException:  # also after an interrupt, no temporary file is left
            with suppress(OSError):
                temporary.unlink()
            raise
    except (OSError, ValueError) as reason:
        raise error(f"cannot be written: {_reason(reason)}", str(path)) from reason
    _sync_folder(target.parent)


def _check_regular(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError("it is a folder, not a file")
    if not stat.S_ISREG(found.st_mode):
        raise OSError("it is not a regular file")


def _mode_of(target: Path) -> int | None:
    """The permissions of the existing file; None if there is none.

    Raises:
        OSError: if it cannot be replaced.
    """
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    _check_regular(found)
    # Renaming would replace even a read-only file, which its owner does not want.
    if not os.access(target, os.W_OK):
        raise PermissionError("the file is read-only")
    return stat.S_IMODE(found.st_mode) & 0o777


def _sync_folder(folder: Path) -> None:
    """Flushes the renaming to disk, if the system supports that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _neighbour(path: Path) -> str:
    """A hint with files of similar names in the same folder."""
    try:
        names = [
            entry.name
            for entry in path.parent.iterdir()
            if entry.suffix == path.suffix and entry.exists()
        ]
    except OSError:
        return f"the folder {str(path.parent)!r} does not exist."
    return nearest(path.name, names)


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
