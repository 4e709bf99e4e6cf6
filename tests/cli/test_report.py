"""`seatplan report`: the page in a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from seatplan import report_page
from seatplan.cli import main
from seatplan.cli.exits import Exit
from tests.small_programs import broken_plan, leaking, leaking_plan

Captured = pytest.CaptureFixture[str]


def test_the_page_goes_to_the_file(
    program: str, plan: str, broken: str, tmp_path: Path, capsys: Captured
) -> None:
    """What the library makes is in the file, whatever the plan breaks."""
    target = tmp_path / "page.HTML"  # an ending in capitals is the same format
    assert main(["report", program, plan, "-o", str(target)]) == Exit.OK
    assert target.read_text(encoding="utf-8") == report_page(
        leaking(), leaking_plan(), candidates=64
    )
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith("The page is in ")
    words = ["--as-of", "2024-06-15", "--compare", plan, "-o", str(target)]
    assert main(["report", program, broken, *words]) == Exit.OK
    expected = report_page(
        leaking(),
        broken_plan(),
        as_of=date(2024, 6, 15),
        compare=leaking_plan(),
        candidates=64,
        mend=10,
    )
    assert target.read_text(encoding="utf-8") == expected


def test_a_shipped_program(tmp_path: Path) -> None:
    """Names and `flown` work as everywhere."""
    target = tmp_path / "page.html"
    words = ["iss-crossflight", "flown", "--compare", "flown", "--output", str(target)]
    assert main(["report", *words]) == Exit.OK
    assert "Frank Rubio" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "--output"),
        (["-o", "page.txt"], "use a name that ends in .html"),
        (["-o", "page"], "use a name that ends in .html"),
        (["-o", "nowhere/page.html"], "no folder 'nowhere'"),
        (["-o", "page.html", "--compare", "none.csv"], "no such file"),
        (["-o", "page.html", "--as-of", "soon"], "soon"),
    ],
)
def test_wrong_words(
    words: list[str],
    said: str,
    program: str,
    plan: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    """They are 2, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    assert main(["report", program, plan, *words]) == Exit.WRONG
    assert said in capsys.readouterr().err
    assert not list(tmp_path.glob("page*"))


def test_plans_for_another_program(plan: str, tmp_path: Path, capsys: Captured) -> None:
    """The plan's file is named, and that none of its flights is known; nothing is written."""
    target = tmp_path / "page.html"
    assert main(["report", "iss-crossflight", plan, "-o", str(target)]) == Exit.WRONG
    err = capsys.readouterr().err
    assert "plan.csv" in err
    assert "this plan is of another program: none of its" in err
    assert not target.exists()


@pytest.mark.parametrize("words", ["--mend nan", "--mend -1", "--candidates -1"])
def test_wrong_numbers(
    program: str, plan: str, words: str, tmp_path: Path, capsys: Captured
) -> None:
    """A number that is none, or below 0, exits with 2 and names the option."""
    target = tmp_path / "page.html"
    assert main(["report", program, plan, "-o", str(target), *words.split()]) == Exit.WRONG
    assert words.split()[0] in capsys.readouterr().err
    assert not target.exists()
