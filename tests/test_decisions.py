"""The decision records: numbered, dated, listed, and known where their constants are."""

from __future__ import annotations

import re
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
FOLDER = CHECKOUT / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
HEAD = re.compile(
    r"# (?P<number>\d{4}): .+\n\n\*\*Date\*\*: (?P<date>\d{4}-\d\d-\d\d)\. \*\*Status\*\*: .+?"
    r"\*\*Constants\*\*: (?P<constants>.+?)\n\n",
    re.DOTALL,
)


def head(record: Path) -> re.Match[str]:
    found = HEAD.match(record.read_text(encoding="utf-8"))
    assert found is not None, f"{record.name}: number, date, status and constants come first"
    return found


def test_they_are_numbered_without_a_gap() -> None:
    """In the name of the file and in the heading, from 1 on; no date is before that of the last."""
    assert [record.name[:4] for record in RECORDS] == [
        f"{number:04}" for number in range(1, len(RECORDS) + 1)
    ]
    assert [head(record)["number"] for record in RECORDS] == [one.name[:4] for one in RECORDS]
    dates = [head(record)["date"] for record in RECORDS]
    assert dates == sorted(dates)


def test_the_index_lists_each_with_its_date() -> None:
    """One row for each record, in order."""
    rows = re.findall(
        r"^\| \[(\d{4})\]\((.+?)\) \| (\S+) \|",
        (FOLDER / "README.md").read_text(encoding="utf-8"),
        re.M,
    )
    assert rows == [(one.name[:4], one.name, head(one)["date"]) for one in RECORDS]


def test_constants_and_records_point_to_each_other() -> None:
    """A module that a record names has the record's number, and no module names another one."""
    named = {
        (path, record.name[:4])
        for record in RECORDS
        for path in re.findall(r"`(engine/\w+/\w+\.py)`", head(record)["constants"])
    }
    pointing = {
        (path.relative_to(CHECKOUT / "seatplan").as_posix(), number)
        for path in (CHECKOUT / "seatplan").rglob("*.py")
        for text in re.findall(
            r"Measured in docs/decisions/([^.]*)\.", path.read_text(encoding="utf-8")
        )
        for number in re.findall(r"\d{4}", text)
    }
    assert pointing == named
