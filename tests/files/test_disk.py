"""Files that are not there, cannot be read, or cannot be written."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from seatplan.errors import PlanError, ProgramError, SeatplanError
from seatplan.files import disk, load, load_crew, load_plan, save_plan, save_program
from seatplan.plan import Assignment, Plan
from seatplan.program import Program

PROGRAM = Program("new")


def test_a_missing_file(tmp_path: Path) -> None:
    """A missing file is named, with the one that may be meant."""
    (tmp_path / "crew-rotation.toml").write_text("")
    with pytest.raises(ProgramError, match=r"no such file\n    Maybe 'crew-rotation\.toml'\?"):
        load(tmp_path / "crew-rotatoin.toml")
    with pytest.raises(PlanError, match="no such file"):
        load_plan(tmp_path / "x.csv", Plan)
    with pytest.raises(ProgramError, match=r"Maybe the folder .* does not exist"):
        load(tmp_path / "nowhere" / "x.toml")


def test_a_link_to_nothing(tmp_path: Path) -> None:
    """A link whose target is missing is named as such, and is not suggested."""
    link = tmp_path / "link.toml"
    try:
        link.symlink_to(tmp_path / "gone.toml")
    except OSError:  # Windows, without the right to make links
        link = tmp_path / "gone.toml"
    with pytest.raises(ProgramError, match=r"does not exist|no such file") as caught:
        load(link)
    assert "Maybe" not in str(caught.value)


def test_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is refused, whatever its name."""
    folder = tmp_path / "x.toml"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    for one in (folder, tmp_path, ".", ".."):
        with pytest.raises(ProgramError, match="a folder, not a file"):
            load(one)
    with pytest.raises(ProgramError, match="cannot be written: it is a folder, not"):
        save_program(PROGRAM, folder)


@pytest.mark.parametrize("name", ["x.yaml", "x.csv", "x", ".toml", ""])
def test_another_ending(tmp_path: Path, name: str) -> None:
    """If the ending is not supported, the error lists the supported ones."""
    path = os.path.join(tmp_path, name) if name else ""
    for action in (load, lambda where: save_program(PROGRAM, where)):
        with pytest.raises(ProgramError, match=r"Maybe use a name that ends in \.toml or \.json"):
            action(path)
    assert not list(tmp_path.iterdir())


def test_another_ending_of_a_plan(tmp_path: Path) -> None:
    """Plans are JSON or CSV."""
    with pytest.raises(PlanError, match=r"\.json or \.csv"):
        load_plan(tmp_path / "x.toml", Plan)
    with pytest.raises(PlanError, match=r"\.json or \.csv"):
        save_plan(Plan(), tmp_path / "x.toml")


def test_not_utf_8(tmp_path: Path) -> None:
    """Another encoding is named by its first foreign byte and the line of it."""
    path = tmp_path / "x.toml"
    path.write_bytes(b'format = 1\nname = "caf\xe9"\n')
    with pytest.raises(ProgramError, match="line 2: the byte 0xe9 is not UTF-8"):
        load(path)


def test_a_workbook_with_another_ending(tmp_path: Path) -> None:
    """A workbook that was only renamed, and UTF-32, are distinguished from text."""
    path = tmp_path / "crew.csv"
    path.write_bytes(b"PK\x03\x04\x14\0")
    with pytest.raises(ProgramError, match="a workbook or an archive, not CSV text"):
        load_crew(path)
    path.write_bytes("id,agency".encode("utf-32"))
    with pytest.raises(ProgramError, match="null characters"):
        load_crew(path)


def test_a_null_in_the_name() -> None:
    """A file name with a null character is an input error too."""
    with pytest.raises(ProgramError, match="cannot be read"):
        load("a\0b.toml")
    with pytest.raises(ProgramError, match="cannot be written"):
        save_program(PROGRAM, "a\0b.toml")


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too large is refused before it is read."""
    monkeypatch.setattr(disk, "LARGEST", 2**20)
    path = tmp_path / "x.toml"
    path.write_bytes(b"#" * (2**20 + 1))
    with pytest.raises(ProgramError, match="more than 1 MB"):
        load(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe(tmp_path: Path) -> None:
    """A pipe is neither waited for nor replaced."""
    pipe = tmp_path / "x.json"
    os.mkfifo(pipe)
    with pytest.raises(ProgramError, match="not a regular file"):
        save_program(PROGRAM, pipe)
    with pytest.raises(ProgramError, match="not a regular file"):
        load(pipe)


def broken(*_: Any, **__: Any) -> None:
    """A call that fails as a full disk does."""
    raise OSError(28, "No space left on device")


def interrupted(*_: Any, **__: Any) -> None:
    """A call that is interrupted by Ctrl-C."""
    raise KeyboardInterrupt


@pytest.mark.parametrize("call", ["replace", "fsync"])
@pytest.mark.parametrize(
    ("fault", "error"), [(broken, ProgramError), (interrupted, KeyboardInterrupt)]
)
def test_a_fault_leaves_the_old_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    fault: Callable[..., None],
    error: type[BaseException],
) -> None:
    """If writing fails midway, the old file is unchanged and no temporary file is left."""
    path = tmp_path / "x.toml"
    path.write_text("old")
    monkeypatch.setattr(f"seatplan.files.disk.os.{call}", fault)
    with pytest.raises(error) as caught:
        save_program(PROGRAM, path)
    if error is ProgramError:
        assert str(caught.value) == f"{path}: cannot be written: no space left on device"
        assert isinstance(caught.value, SeatplanError)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.toml"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """Missing folders are not created."""
    with pytest.raises(ProgramError, match="no such file or directory"):
        save_program(PROGRAM, tmp_path / "nowhere" / "x.toml")


def test_text_that_no_file_can_hold(tmp_path: Path) -> None:
    """Half a character in a plan made in Python is an error, not a broken file."""
    for name in ("x.csv", "x.json"):
        with pytest.raises(PlanError, match="cannot be written"):
            Plan((Assignment("\ud800", "up", "a", "b"),)).save(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing to a link replaces what it points to."""
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "x.toml", tmp_path / "link.toml"
    target.write_text("old")
    link.symlink_to(target)
    save_program(PROGRAM, link)
    assert link.is_symlink()
    assert load(target) == PROGRAM
    target.unlink()
    save_program(PROGRAM, link)
    assert load(target) == PROGRAM


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
def test_permissions_stay(tmp_path: Path) -> None:
    """A new file has the permissions of the umask, an old file keeps its own."""
    path = tmp_path / "x.toml"
    before = os.umask(0o027)
    try:
        save_program(PROGRAM, path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o604)
    save_program(PROGRAM, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_a_read_only_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read-only file is not replaced, even if its folder is writable."""
    path = tmp_path / "x.toml"
    path.write_text("old")
    monkeypatch.setattr("seatplan.files.disk.os.access", lambda *_: False)
    with pytest.raises(ProgramError, match="cannot be written: the file is read-only"):
        save_program(PROGRAM, path)
    assert path.read_text() == "old"
