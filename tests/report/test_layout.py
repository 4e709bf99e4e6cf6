"""Tables and paragraphs that fit the terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType
from rich.text import Text

from seatplan.report.layout import Paragraph, Rows, fitted, sentence


def printed(part: RenderableType, width: int) -> list[str]:
    """Return the lines printed on a terminal of the given width."""
    page = io.StringIO()
    Console(file=page, width=width, color_system=None).print(part)
    return page.getvalue().splitlines()


def row(*cells: str) -> tuple[Text, ...]:
    return tuple(Text(cell) for cell in cells)


SEATS = (Text("S-1"), row("commander", "Anna Petrova", "home on S-2"), row("pilot", "Bo", ""))


def test_wide_enough() -> None:
    """Each column is as wide as its longest cell, and no line ends in blanks."""
    assert printed(Rows(SEATS), 80) == [
        "S-1",
        "  commander  Anna Petrova  home on S-2",
        "  pilot      Bo",
    ]


def test_a_column_wraps() -> None:
    """If there is too little room, a column wraps between its words."""
    assert printed(Rows(SEATS), 33) == [
        "S-1",
        "  commander  Anna     home on S-2",
        "             Petrova",
        "  pilot      Bo",
    ]


def test_rows_become_sentences() -> None:
    """If the longest words do not fit, each row becomes a sentence."""
    assert printed(Rows(SEATS), 24) == [
        "S-1",
        "  commander: Anna",
        "    Petrova, home on S-2",
        "  pilot: Bo",
    ]


HEAD = (Text("scenario"), Text("seats", justify="right"), Text("goals"))
OUTCOMES = ((Text("a leak"), Text("4", justify="right"), Text("keep-rules +4, even-turns +2")),)


def test_a_head_is_above_the_columns() -> None:
    """The head is aligned like the column: right for numbers."""
    assert printed(Rows(OUTCOMES, HEAD), 80) == [
        "  scenario  seats  goals",
        "  a leak        4  keep-rules +4, even-turns +2",
    ]


def test_a_number_in_a_sentence_has_its_head() -> None:
    """In a sentence, a number has its column head in front of it."""
    assert printed(Rows(OUTCOMES, HEAD), 26) == [
        "  a leak: seats 4,",
        "    keep-rules +4,",
        "    even-turns +2",
    ]


def test_columns_that_take_many_more_lines_are_sentences() -> None:
    """Two lines of a sentence are easier to read than three lines of a narrow column."""
    long, short = (
        row("longest-waiting", "11910", "proved: no such plan has more"),
        row("a", "b", "c"),
    )
    assert printed(Rows([long]), 40) == [
        "  longest-waiting: 11910, proved: no",
        "    such plan has more",
    ]
    assert printed(Rows([long, short, short]), 40) == [
        "  longest-waiting  11910  proved: no",
        "                          such plan has",
        "                          more",
        "  a                b      c",
        "  a                b      c",
    ]


def test_nothing_under_a_head() -> None:
    """A head without rows is not shown."""
    assert printed(Rows((), HEAD), 80) == []


def test_the_columns_with_the_fewest_long_cells_give_way() -> None:
    """The one long name wraps, not every role."""
    rows = [row("specialist one", "Bo"), row("specialist two", "Christopher Robin Williams")]
    assert fitted(rows, 32) == [14, 16]


def test_numbers_are_aligned_at_the_right() -> None:
    """Digits of the same place are in the same column."""
    rows = [(Text("a"), Text(digits, justify="right")) for digits in ("7", "1234")]
    assert printed(Rows(rows), 80) == ["  a     7", "  a  1234"]


def test_wide_letters_count_double() -> None:
    """A letter that takes two columns of a terminal counts as two."""
    assert printed(Rows([row("宇宙", "x"), row("abcd", "x")]), 80) == ["  宇宙  x", "  abcd  x"]


def test_paragraphs_hang() -> None:
    """All lines after the first are indented further."""
    assert printed(Paragraph(Text("one two three four"), 2), 12) == [
        "  one two",
        "    three",
        "    four",
    ]


@pytest.mark.parametrize("rows", [(), (Text("alone"),), (row("", ""),)])
def test_hardly_anything(rows: tuple[Text | tuple[Text, ...], ...]) -> None:
    """Empty tables and empty rows print without an error."""
    assert len(printed(Rows(rows), 80)) == len(rows)


def test_sentence_without_empty_cells() -> None:
    """Empty cells leave no commas behind."""
    assert sentence(row("pilot", "", "Bo", " ")).plain == "pilot: Bo"
    assert sentence(row("", "")).plain == ""


def test_sentence_of_sentences() -> None:
    """No comma follows a full stop."""
    assert sentence(row("mentor", "No one flies alone.", "from a")).plain == (
        "mentor: No one flies alone, from a"
    )
    assert sentence(row("mentor", "No one flies alone.")).plain == "mentor: No one flies alone."


words = st.text(st.sampled_from("ab é宇"), max_size=12)


@given(st.lists(st.lists(words, max_size=4), max_size=5), st.integers(1, 60))
def test_any_table_fits(cells: list[list[str]], width: int) -> None:
    """No line is wider than the terminal, however narrow, and no letter is lost."""
    lines = printed(Rows([row(*texts) for texts in cells]), width)
    if width >= 6:  # the indent, and one wide letter
        assert all(Text(line).cell_len <= width for line in lines)
        for texts in cells:
            for text in texts:
                assert set(text) - {" "} <= set("".join(lines))


def test_the_last_cell_under_its_row() -> None:
    """If columns would wrap, the last cells go under their rows and the others stay in columns."""
    goals = "even-turns worse by 2 squared flights"
    rows = [
        (Text("Ann withdrawn"), Text("2", justify="right"), Text(goals)),
        (Text("Bo"), Text("12", justify="right"), Text("")),
    ]
    head = (Text("fault"), Text("seats", justify="right"), Text("goals"))
    wide = printed(Rows(rows, head, under=True), 80)
    assert wide == printed(Rows(rows, head), 80)
    assert printed(Rows(rows, head, under=True), 46) == [
        "  fault          seats",
        "      goals",
        "  Ann withdrawn      2",
        f"      {goals}",
        "  Bo                12",
    ]
