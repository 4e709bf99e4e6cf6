"""Runs one page of the documentation: `python tests/pages.py PAGE`, in an empty folder.

All its blocks in a row, as a reader would: Python in one namespace, commands in this process, files
written where the page shows it. What follows under `<!-- printed -->` is what has been printed; `…`
stands for what was left out. The comment before a block shows what is special about it:

- `printed`: what the blocks before it print;
- `file: NAME`, `added to: NAME`: the block is that file, or goes to its end;
- `exit status N`: of the last command;
- `not run: REASON`.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from attrs import frozen

BLOCK = re.compile(
    r"(?:^<!-- (?P<marker>[^>]*) -->\n)?^```(?P<language>[\w{}-]*)\n(?P<text>.*?)^```$", re.M | re.S
)
FILE = re.compile(r"(file|added to): (\S+)")


@frozen
class Block:
    """A fenced block of a page; `marker` is the comment in the line before it."""

    line: int
    marker: str
    language: str
    text: str


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    source = page.read_text(encoding="utf-8")
    for found in BLOCK.finditer(source):
        line = source.count("\n", 0, found.start("text")) + 1
        yield Block(line, found["marker"] or "", found["language"], found["text"])


def run(page: Path) -> None:
    """Runs the blocks; raises what goes wrong, with the line."""
    module = ModuleType("__main__")
    sys.modules["__main__"] = module  # what the page defines is found there, also when it pickles
    unseen = io.StringIO()
    must_be_shown = ""
    for block in blocks(page):
        where = f"{page.name}, line {block.line}"
        if block.marker.startswith("not run:"):
            continue
        if file := FILE.fullmatch(block.marker):
            with Path(file[2]).open("w" if file[1] == "file" else "a", encoding="utf-8") as there:
                there.write(block.text if file[1] == "file" else f"\n{block.text}")
        elif block.marker == "printed":
            compare(block.text, unseen.getvalue(), where)
            unseen, must_be_shown = io.StringIO(), ""
        elif block.language == "python":
            if not must_be_shown:
                unseen = io.StringIO()
            # As far down as on the page, so that a traceback names the line there.
            code = compile("\n" * (block.line - 1) + block.text, str(page), "exec")
            with contextlib.redirect_stdout(unseen):
                exec(code, vars(module))
            must_be_shown = unseen.getvalue() and where
        elif block.language == "sh" and not block.marker.startswith("command:"):
            assert not must_be_shown, f"{must_be_shown} prints what the page does not show"
            unseen = io.StringIO()  # a page may leave out what a command prints
            status = [*commands(block.text, unseen)]
            last = re.fullmatch(r"exit status (\d+)", block.marker)
            expected = [*[0] * (len(status) - 1), int(last[1]) if last else 0]
            assert status == expected, f"{where}: exit status {status}\n{unseen.getvalue()}"
    assert not must_be_shown, f"{must_be_shown} prints what the page does not show"


def commands(text: str, out: io.StringIO) -> Iterator[int]:
    """Runs each command and gives its exit status."""
    from seatplan.cli import main

    for line in text.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        if words:
            assert words[0] == "seatplan", f"{line!r}: only `seatplan` can be run"
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
                yield int(main(words[1:]))


def compare(shown: str, real: str, where: str) -> None:
    """Fails unless the page shows what was printed, but for what it leaves out."""
    pattern = ""
    for line in shown.rstrip().splitlines():
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(re.escape(part) for part in line.rstrip().split("…")) + "\n"
    printed = "".join(f"{line.rstrip()}\n" for line in real.rstrip().splitlines())
    assert re.fullmatch(pattern, printed), f"{where} shows something else than\n{printed}"


if __name__ == "__main__":
    run(Path(sys.argv[1]))
