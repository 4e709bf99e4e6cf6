"""The display of values in a notebook."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

import seatplan
from seatplan import Explanation, Plan, Program, Report, Result, Status
from seatplan.notebook.html import MOST
from tests.small_programs import leaking_plan, nasty

from .answers import answers


class _Page(HTMLParser):
    """A parser that collects the tags, the rows and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows = 0
        self.text = ""
        self.tags: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.rows += tag == "tr"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data + " "


@pytest.mark.parametrize("name", answers())
def test_well_formed(name: str) -> None:
    """Every tag is closed, and only tags of small tables and drawings are used."""
    page = _Page(answers()[name]._repr_html_())
    assert page.open == []
    drawn = {"svg", "rect", "text"} if name in ("Outcome", "Result") else set()
    assert page.tags <= {"p", "b", "table", "tr", "th", "td", "pre"} | drawn
    assert page.text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Program", ["A leak", "Soyuz", "D-1", "2024-02-01"]),
        ("Plan", ["pilot dana, specialist boris", "the same"]),
        ("Result", ["✓ Optimal", "fill-seats", "4 seats", "proved", "Anna Petrova", "D-1"]),
        ("Report", ["✕ Broken", "not ok", "ascent-full", "hard"]),
        ("Explanation", ["fix", "Boris Ivanov must go up on S-1"]),
        ("Outcome", ["before", "change", "better by", "✓ Survives", "+ P Boris Ivanov", "S-1"]),
        ("Stress", ["fault", "change nothing"]),
        ("WhyNot", ["without", "carl".title()]),
    ],
)
def test_the_most_important_words(name: str, words: list[str]) -> None:
    """The text of each value has its most important words."""
    text = _Page(answers()[name]._repr_html_()).text
    assert all(word in text for word in words), text


def test_hardly_anything() -> None:
    """Empty values have no tables."""
    for empty in (Plan(), Report(), Explanation(), Result(Status.UNKNOWN)):
        assert "<table" not in empty._repr_html_()
    assert _Page(Program()._repr_html_()).open == []


def test_everything_is_escaped() -> None:
    """Names add no markup and no control characters."""
    evil = "<script>alert('x')</script>&"
    program = nasty(evil)
    evil += "\x1b"
    result = seatplan.Result(Status.OPTIMAL, Plan(leaking_plan().assignments, evil))
    violation = seatplan.Violation("r", 1, True, evil)
    for one in (program, result, Report((violation,), {evil: 1})):
        text = one._repr_html_()
        assert "<script" not in text
        assert "\x1b" not in text
        assert "&lt;script&gt;" in text


def test_a_large_plan_is_capped() -> None:
    """A large table has a limited number of rows, and ends with the number left out."""
    page = _Page(seatplan.catalog.load("iss")._repr_html_())
    assert page.rows == MOST + 1
    assert f"… and {129 - MOST} more flights" in page.text
