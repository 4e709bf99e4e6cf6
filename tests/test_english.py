"""The English of the documentation and of the package: words that it does without stay rare."""

from __future__ import annotations

from pathlib import Path

from tests.english import WORDS, counted, modules, own_tests, pages, prose

DOCS = dict.fromkeys(WORDS, 0.8)
"""In 10,000 words, at most. PyVRP's have 0.4 of "ask" and of "whom" and none of the others."""

CODE = dict.fromkeys(WORDS, 0.7)
"""Of docstrings, comments and messages; attributes that are called `asked` or `whom` count."""


TESTS = dict.fromkeys(WORDS, 1.5) | {
    "say, said": 4.5,
    "ask, asked": 2.5,
    "stand, stood": 2.0,
    "tell, told": 3.0,
    "whom": 2.5,
}
"""Of the tests; names such as `said` in code that tests quote count as well."""


def test_the_pages_do_without_them() -> None:
    """Software does not say, ask, tell or stand; someone and no one, instead of, this many."""
    found = counted(pages())
    assert {name: each for name, each in found.items() if each > DOCS[name]} == {}


def test_the_package_has_no_more_of_them() -> None:
    """The count of all docstrings, comments and messages."""
    found = counted(modules())
    assert {name: each for name, each in found.items() if each > CODE[name]} == {}


def test_the_tests_have_no_more_of_them() -> None:
    """The count of their docstrings, comments and longer text."""
    found = counted(own_tests())
    assert {name: each for name, each in found.items() if each > TESTS[name]} == {}


def test_what_counts_is_prose() -> None:
    """Docstrings, comments and sentences in their lines; no names, code or short text."""
    source = (
        '"""He said.\n\nShe told `ask`.\n"""\n\nask = "tell"  # so many\nX("that one says it")\n'
    )
    found = counted(iter([(Path(__file__), prose(source))]))
    words = {name for name, each in found.items() if each}
    assert words == {"say, said", "tell, told", "so many, so much"}
    assert prose(source).splitlines()[5] == "# so many"
