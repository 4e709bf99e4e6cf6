"""What the README and the pages in docs/ show is true: examples run, every kind has its section."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from attrs import frozen

import seatplan
from seatplan.kinds import Goal, Rule
from seatplan.selection import Where, Who
from seatplan.validation import STRUCTURE

CHECKOUT = Path(__file__).parents[1]
README = CHECKOUT / "README.md"
DOCS = CHECKOUT / "docs"
PAGES = [
    README,
    CHECKOUT / "CHANGELOG.md",
    CHECKOUT / "SECURITY.md",
    *sorted(DOCS.glob("*.md")),
]

BLOCK = re.compile(
    r"(?:<!-- (?P<marker>[^>]*) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.M | re.S
)
HEADING = re.compile(r"^#+ (.*)$", re.M)
LINK = re.compile(r"\]\((?!\w+:)(?P<path>[^)#]*)(?:#(?P<anchor>[^)]*))?\)")

KINDS = {**seatplan.rule_kinds(), **seatplan.goal_kinds()}


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


def sections(page: Path) -> dict[str, str]:
    """The text under each heading, up to the next one."""
    _, *rest = HEADING.split(page.read_text(encoding="utf-8"))
    return dict(zip(rest[::2], rest[1::2], strict=True))


def command(name: str) -> str:
    """A command of the README, as `.ci/run` finds it."""
    (found,) = [block for block in blocks(README) if block.marker == f"command: {name}"]
    return found.text


def by_name(page: Path) -> str:
    return str(page.relative_to(CHECKOUT))


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_python_examples_run(page: Path, tmp_path: Path) -> None:
    """All blocks of a page in a row, in a process of their own: they may register kinds."""
    source = ""
    for block in blocks(page):
        if block.language == "python":
            # As far down as on the page, so that a traceback names the line there.
            source += "\n" * (block.line - 1 - source.count("\n")) + block.text
    script = tmp_path / f"{page.stem}.py"
    script.write_text(source, encoding="utf-8")
    ran = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    printed = "".join(block.text for block in blocks(page) if block.marker == "printed")
    assert ran.stdout == printed


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(block, id=f"{page.name}:{block.line}")
        for page in PAGES
        for block in blocks(page)
        if block.language == "toml"
    ],
)
def test_examples_of_rules_and_goals_can_be_read(block: Block, tmp_path: Path) -> None:
    """Each fits the shipped program, whose ids it uses."""
    shipped = seatplan.catalog.load("iss-crossflight")
    if "[[scenarios]]" in block.text:
        path = tmp_path / "scenarios.toml"
        path.write_text(block.text, encoding="utf-8")
        scenarios = seatplan.load_scenarios(path, shipped)
        assert len(scenarios) == block.text.count("[[")
        return
    path = tmp_path / "program.toml"
    attrs.evolve(shipped, rules=(), goals=()).save(path)
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + block.text)
    program = seatplan.load(path)
    assert len(program.rules) + len(program.goals) == block.text.count("[[") > 0


@pytest.mark.parametrize("kind", KINDS)
def test_rules_page_has_every_kind_with_every_key(kind: str) -> None:
    page = sections(DOCS / "rules.md")
    section = page[kind]
    common = {*attrs.fields_dict(Rule), *attrs.fields_dict(Goal)}
    where, who = set(attrs.fields_dict(Where)), set(attrs.fields_dict(Who))
    for key in set(attrs.fields_dict(KINDS[kind])) - common:
        spelt = f"`{key}`" in section or f"{key} = " in section
        by_group = (key in where and "WHERE" in section) or (
            key in who and ("WHO" in section or "MEMBERS" in section)
        )
        assert spelt or by_group, key
    assert f' = "{kind}"' in section, "an example"


def test_rules_page_has_every_key_that_comes_again() -> None:
    section = sections(DOCS / "rules.md")["Keys that come again"]
    for one in (Rule, Goal, Where, Who):
        for key in attrs.fields_dict(one):
            assert f"`{key}`" in section


@pytest.mark.parametrize("kind", seatplan.edit_kinds())
def test_what_if_page_has_every_edit_with_every_key(kind: str) -> None:
    table = sections(DOCS / "what-if.md")["Edits"]
    (row,) = [line for line in table.splitlines() if line.startswith("|") and f"`{kind}`" in line]
    for key in attrs.fields_dict(seatplan.edit_kinds()[kind]):
        assert re.search(rf"\b{key}\b", row) or key == "keys", key


@pytest.mark.parametrize("law", STRUCTURE)
def test_rules_page_has_every_law(law: str) -> None:
    assert f"| `{law}` |" in sections(DOCS / "rules.md")["What every plan obeys"]


@pytest.mark.parametrize("name", [*STRUCTURE, *KINDS])
def test_formulation_page_has_every_law_rule_and_goal(name: str) -> None:
    assert name in sections(DOCS / "formulation.md")


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_links_lead_somewhere(page: Path) -> None:
    for found in LINK.finditer(page.read_text(encoding="utf-8")):
        target = (page.parent / found["path"]).resolve() if found["path"] else page
        assert target.exists(), found[0]
        if found["anchor"]:
            anchors = {
                re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
                for heading in HEADING.findall(target.read_text(encoding="utf-8"))
            }
            assert found["anchor"] in anchors, found[0]


def test_the_shown_output_is_real() -> None:
    """What does not depend on which of several equal plans is found; people may differ."""
    (shown,) = [block for block in blocks(README) if block.marker.startswith("shortened output")]
    words = shown.marker.partition(": ")[2].split()
    ran = subprocess.run(
        [sys.executable, "-m", "seatplan", *words], check=True, capture_output=True, text=True
    )

    def settled(text: str) -> list[str]:
        lines = [line for line in text.splitlines() if line[:1].strip() or " proved: " in line]
        return [re.sub(r"[0-9.]+ s(econds)?\.", "", " ".join(line.split())) for line in lines]

    real = settled(ran.stdout)
    assert [line for line in settled(shown.text) if line not in ("…", *real)] == []


def test_the_commands_of_the_readme() -> None:
    """One line each, for a fresh machine: they make their own environment."""
    for name, ends in (("main", "seatplan solve iss-crossflight"), ("test", "pytest -n 2 -q")):
        line = command(name)
        assert line.count("\n") == 1
        assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")
        assert line.rstrip().endswith(ends)
