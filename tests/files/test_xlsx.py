"""Workbooks that are none, and a machine without openpyxl."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

import seatplan
from seatplan import Plan, ProgramError, SeatplanError
from seatplan.files import xlsx


def archive(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def cut(raw: bytes, at: int) -> bytes:
    return raw[: len(raw) * at // 4]


def good() -> bytes:
    made = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["id"])
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "the file is empty"),
        (b"id,agency\n", "Maybe give it a name that ends in .csv"),
        (b"\xd0\xcf\x11\xe0" + bytes(500), "an old .xls file, or has a password"),
        (archive(other=b"x"), "the workbook cannot be read"),
        (cut(good(), 1), "the workbook cannot be read"),
        (cut(good(), 3), "the workbook cannot be read"),
        (good().replace(b"PK\x03\x04", b"PK\x03\x05", 3), "the workbook cannot be read"),
        (good(), "the workbook has no table of a program"),
    ],
)
def test_what_is_no_workbook(raw: bytes, said: str, tmp_path: Path) -> None:
    """A file that is not a workbook is refused with a sentence."""
    path = tmp_path / "odd.xlsx"
    path.write_bytes(raw)
    with pytest.raises(ProgramError, match=said):
        seatplan.load(path)
    with pytest.raises(SeatplanError):
        Plan.load(path)


def test_an_archive_that_would_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not unpacked."""
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(archive(**{"xl/worksheets/sheet1.xml": bytes(2**20)}))
    monkeypatch.setattr(xlsx, "LARGEST_UNPACKED", 2**19)
    with pytest.raises(ProgramError, match="MB unpacked"):
        seatplan.load(path)


def test_without_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the package to install."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ImportError, match=r"pip install 'seatplan\[excel\]'") as caught:
        seatplan.catalog.load("two-flights").save(tmp_path / "new.xlsx")
    assert isinstance(caught.value, SeatplanError)


def test_cells_down_to_the_last_row(tmp_path: Path) -> None:
    """A formatted cell in the last row of a sheet takes no extra time."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "agencies"
    sheet.append(["id"])
    sheet.append(["NASA"])
    sheet.cell(1_048_576, 16_384).number_format = "0.00"
    book.save(tmp_path / "long.xlsx")
    assert [one.id for one in seatplan.load(tmp_path / "long.xlsx").agencies] == ["NASA"]
