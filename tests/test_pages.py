"""The runner of documentation pages finds errors on a page."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.pages import blocks, compare, run


@pytest.mark.parametrize(
    "shown",
    [
        "one\ntwo 2\nthree\n",
        "…\nthree\n",
        "one\n…\n",
        "one\ntwo …\nthree\n",
        "…",
        "one\n…\n…\nthree",
    ],
)
def test_what_is_left_out_may_be_anything(shown: str) -> None:
    compare(shown, "one\ntwo 2\nthree\n", "here")


@pytest.mark.parametrize("shown", ["one\n", "…\ntwo 3\n…\n", "two …\n", "one\nthree\n", "One\n…\n"])
def test_what_is_shown_must_be_so(shown: str) -> None:
    with pytest.raises(AssertionError, match="here shows something else"):
        compare(shown, "one\ntwo 2\nthree\n", "here")


def page(folder: Path, *parts: str) -> Path:
    """A page of blocks: a marker or nothing, a language, and lines."""
    text = ""
    for part in parts:
        marker, language, lines = part.split("|")
        text += f"<!-- {marker} -->\n" if marker else ""
        text += f"```{language}\n{lines}\n```\n\n"
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    return tmp_path


def test_blocks_share_names_and_files(folder: Path) -> None:
    """Python, then a file, then a command that reads it."""
    run(
        page(
            folder,
            "|python|n = 2",
            "|python|print(n + 1)",
            "printed|text|3",
            "file: bad.toml|toml|format = 2",
            "added to: bad.toml|toml|name = 'x'",
            "exit status 2|sh|seatplan solve bad.toml  # of another time",
            "printed|text|bad.toml:1:10: error…\n…",
            "not run: it is for another machine|sh|rm everything",
        )
    )
    assert (folder / "bad.toml").read_text(encoding="utf-8") == "format = 2\n\nname = 'x'\n"


@pytest.mark.parametrize(
    ("parts", "match"),
    [
        (["|python|print(1)"], "prints what the page does not show"),
        (["|python|print(1)", "|sh|seatplan --version"], "prints what the page does not show"),
        (["|python|print(1)", "printed|text|2"], "shows something else"),
        (["|sh|seatplan solve nowhere.toml"], r"exit status \[2\]"),
        (["exit status 1|sh|seatplan --version"], r"exit status \[0\]"),
        (["|sh|ls"], "only `seatplan` can be run"),
        (["|sh|seatplan --version", "printed|text|seatplan 0.0.0"], "shows something else"),
    ],
)
def test_a_wrong_page_is_found_out(folder: Path, parts: list[str], match: str) -> None:
    with pytest.raises(AssertionError, match=match):
        run(page(folder, *parts))


def test_an_error_in_python_names_the_line_of_the_page(folder: Path) -> None:
    wrong = page(folder, "|python|x = 1", "|python|assert x == 2")
    with pytest.raises(AssertionError) as caught:
        run(wrong)
    (line,) = [block.line for block in blocks(wrong) if "==" in block.text]
    assert caught.traceback[-1].lineno == line - 1
