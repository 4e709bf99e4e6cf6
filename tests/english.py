"""Counts words that plain technical English does without: `python -m tests.english [-v]`.

Software does not say, tell, ask or stand; people are someone, everyone or no one. PyVRP's
documentation has, in 10,000 words, 0.4 of "ask" and of "whom" and none of the others; the bars are
near that, with room for the few places where a person really asks or says. With `-v` each line that
counts is shown.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]

WORDS = {
    "say, said": r"says?|said|saying",
    "stand, stood": r"stands?|stood|standing",
    "ask, asked": r"asks?|asked|asking",
    "tell, told": r"tells?|told|telling",
    "somebody, anybody, everybody": r"somebody|anybody|everybody",
    "nobody": r"nobody",
    "in place of": r"in (?:the )?place of",
    "whom": r"whom",
    "so many, so much": r"so many|so much",
    "mostly": r"mostly",
    "programme": r"programmes?",
}
PATTERNS = {name: re.compile(rf"\b(?:{words})\b", re.I) for name, words in WORDS.items()}

TERMS = re.compile(r"\{[^{}\n]*\}|`[^`\n]*`|\(?https?:\S+|\]\([^)]*\)")
"""What is no prose: code, addresses, and where a link leads."""
PATTERN = re.compile(r"""r(["'])(?!\1\1)""")
"""A raw string on one line, which is a regular expression; a raw docstring is prose."""
PLAIN = re.compile(r"""r?["']""")
"""A text, or a raw one; in an f-string the text is read as it is."""
FENCE = re.compile(r"^```.*?^```$", re.M | re.S)


def pages() -> Iterator[tuple[Path, str]]:
    """The pages of the documentation, without their blocks of code."""
    found = [CHECKOUT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")]
    found += sorted((CHECKOUT / "docs").rglob("*.md"))
    for path in found:
        if path.parent.name == "reference":
            continue  # made from docstrings, which count as such
        text = path.read_text(encoding="utf-8")
        yield path, FENCE.sub(lambda block: "\n" * block[0].count("\n"), text)


def modules() -> Iterator[tuple[Path, str]]:
    """The modules of the package: docstrings, comments, and text of more than three words.

    The templates of the page are included, without the names between braces.
    """
    for path in sorted((CHECKOUT / "seatplan").rglob("*.py")):
        if "generator" not in path.parts:
            yield path, prose(path.read_text(encoding="utf-8"))
    for path in sorted((CHECKOUT / "seatplan").rglob("*.html")):
        yield path, path.read_text(encoding="utf-8")


def own_tests() -> Iterator[tuple[Path, str]]:
    """The tests: their docstrings, comments and longer text."""
    for path in sorted((CHECKOUT / "tests").rglob("*.py")):
        yield path, prose(path.read_text(encoding="utf-8"))


def prose(source: str) -> str:
    """What is for people in Python code, each piece in its line."""
    lines = [""] * (source.count("\n") + 2)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            lines[token.start[0] - 1] += token.string
        elif token.type == tokenize.STRING and not PATTERN.match(token.string):
            plain = PLAIN.match(token.string) is not None
            text = str(ast.literal_eval(token.string)) if plain else token.string
            if text.count(" ") > 2:
                for number, line in enumerate(text.split("\n"), start=token.start[0] - 1):
                    lines[min(number, len(lines) - 1)] += line
        elif token.type == getattr(tokenize, "FSTRING_MIDDLE", -1):
            lines[token.start[0] - 1] += token.string
    return "\n".join(lines)


def counted(texts: Iterator[tuple[Path, str]], show: bool = False) -> dict[str, float]:
    """By the name of a group of words: how many there are in 10,000 words."""
    found: Counter[str] = Counter()
    words = 0
    for path, text in texts:
        for number, line in enumerate(text.split("\n"), start=1):
            plain = TERMS.sub(" ", line)
            words += len(re.findall(r"[A-Za-z']+", plain))
            for name, pattern in PATTERNS.items():
                for match in pattern.findall(plain):
                    found[name] += 1
                    if show:
                        where = f"{path.relative_to(CHECKOUT)}:{number}"
                        print(f"{where}: {match}: {line.strip()}", file=sys.stderr)
    return {name: 10_000 * found[name] / words for name in WORDS}


if __name__ == "__main__":
    show = "-v" in sys.argv
    columns = [counted(each, show) for each in (pages(), modules(), own_tests())]
    print(f"{'':30} {'pages':>7} {'package':>7} {'tests':>7}")
    for name in WORDS:
        print(f"{name:30}", *(f"{each[name]:7.1f}" for each in columns))
