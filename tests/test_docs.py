"""What the README and the pages in docs/ show is true: examples run, every kind has its section."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import tomllib
from functools import cache
from pathlib import Path
from unittest.mock import patch

import attrs
import pytest

import seatplan
from seatplan import Edit
from seatplan.describing import describe
from seatplan.engine.lexicographic.portfolio import Portfolio
from seatplan.engine.lexicographic.ways import Way
from seatplan.kinds import Goal, Rule
from seatplan.selection import Where, Who
from seatplan.structure import LAWS
from seatplan.worth import Term
from tests import warm
from tests.cli.processes import environment
from tests.pages import Block, blocks, run

CHECKOUT = Path(__file__).parents[1]
README = CHECKOUT / "README.md"
DOCS = CHECKOUT / "docs"
PAGES = [
    README,
    CHECKOUT / "CHANGELOG.md",
    CHECKOUT / "CONTRIBUTING.md",
    CHECKOUT / "SECURITY.md",
    *sorted(DOCS.rglob("*.md")),
]

HEADING = re.compile(r"^#+ (.*)$", re.M)
LINK = re.compile(r"\]\((?!\w+:)(?P<path>[^)#]*)(?:#(?P<anchor>[^)]*))?\)")

RULES_AND_GOALS = {**seatplan.rule_kinds(), **seatplan.goal_kinds()}
KINDS = {**RULES_AND_GOALS, **seatplan.edit_kinds()}
NAMED = [*((law.id, type(law)) for law in LAWS), *RULES_AND_GOALS.items()]
TABLES = [
    seatplan.Program,
    seatplan.Agency,
    seatplan.Vehicle,
    seatplan.Port,
    seatplan.Outage,
    seatplan.Spacecraft,
    seatplan.Seat,
    seatplan.Flight,
    seatplan.CrewMember,
    seatplan.Membership,
    seatplan.Qualification,
    seatplan.Unavailable,
    seatplan.Fixed,
    seatplan.Forbidden,
    Term,
]
RUN = ("python", "sh")
"""The languages whose blocks run."""


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
def test_examples_run(page: Path, tmp_path: Path) -> None:
    """Python and commands in a row, in a process of their own: they may register kinds."""
    if any(block.language in RUN for block in blocks(page)):
        path = os.pathsep.join(sys.path)
        ran = warm.run(
            run, page, folder=tmp_path, environment=environment(COLUMNS="80", PYTHONPATH=path)
        )
        assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(block, id=f"{page.name}:{block.line}")
        for page in PAGES
        if page.parent.name != "reference"  # made from the classes, whose examples are read below
        for block in blocks(page)
    ],
)
def test_every_block_is_an_example_that_runs_or_says_why_not(block: Block) -> None:
    """Python, commands, tables of a file, what they print; and a few marked otherwise."""
    if block.marker.startswith("not run: "):
        assert len(block.marker.split()) > 4, "a reason"
    elif block.language == "text":
        assert block.marker in ("printed", "floors", "picture") or block.marker.startswith(
            "shortened output"
        )
    elif block.language == "json":
        json.loads(block.text)
    elif block.language == "toml" and not block.marker.startswith(("file: ", "added to: ")):
        assert read(block.text) == block.text.count("[[") > 0
    else:
        assert block.language in (*RUN, "toml"), block.language


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_it_means(kind: str) -> None:
    """A sentence, the unit, the formula, the meaning of each key; its own words where it counts."""
    described = describe(KINDS[kind])
    assert described.sentence.endswith(".")
    sections = {"Formula", "Example"} | (set() if issubclass(KINDS[kind], Edit) else {"Counts"})
    assert set(described.sections) == sections
    assert [key.name for key in described.keys if not key.meaning] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_key_of_a_program_file_says_what_it_means(table: type) -> None:
    assert [key.name for key in describe(table).keys if not key.meaning] == []


@pytest.mark.parametrize(("name", "law"), NAMED[: len(LAWS)])
def test_every_law_says_what_it_means(name: str, law: type) -> None:
    described = describe(law, name)
    assert described.sentence.endswith(".")
    assert set(described.sections) == {"Formula"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_every_kind_can_be_read(kind: str, tmp_path: Path) -> None:
    """It fits the shipped program, whose ids it uses, and is of that kind."""
    text = describe(KINDS[kind]).sections["Example"]
    if issubclass(KINDS[kind], Edit):
        path = tmp_path / "scenarios.toml"
        path.write_text(f'[[scenarios]]\nname = "one"\n{text}\n', encoding="utf-8")
        ((edit,),) = (one.edits for one in seatplan.load_scenarios(path, shipped()))
        assert type(edit) is KINDS[kind]
        assert shipped().apply(edit) != shipped()
    else:
        assert f' = "{kind}"' in text
        assert read(text) == 1


@cache
def shipped() -> seatplan.Program:
    return seatplan.catalog.load("iss-crossflight")


def read(text: str) -> int:
    """How many rules and goals such lines are at the end of a program file."""
    data = {**attrs.evolve(shipped(), rules=(), goals=()).to_dict(), **tomllib.loads(text)}
    program = seatplan.Program.from_dict(data)
    return len(program.rules) + len(program.goals)


@pytest.mark.parametrize(("name", "what"), NAMED)
def test_rules_page_names_every_law_rule_and_goal(name: str, what: type) -> None:
    """With its own sentence, and a link to where it shows the rest."""
    file = what.__module__.replace(".", "/")
    row = f"| [`{name}`](../{file}.py) | {describe(what).sentence} |"
    assert row in (DOCS / "rules.md").read_text(encoding="utf-8").splitlines()


def test_rules_page_has_every_key_that_comes_again() -> None:
    section = (DOCS / "rules.md").read_text(encoding="utf-8")
    for one in (Rule, Goal, Where, Who):
        for key in attrs.fields_dict(one):
            assert f"`{key}`" in section


@pytest.mark.parametrize("kind", seatplan.edit_kinds())
def test_what_if_page_names_every_edit_and_its_keys(kind: str) -> None:
    """With its own sentence, and a link to where it shows the rest."""
    cls = seatplan.edit_kinds()[kind]
    keys = ", ".join(f"`{key}`" for key in attrs.fields_dict(cls))
    file = cls.__module__.replace(".", "/")
    row = f"| [`{kind}`](../{file}.py) | {keys} | {describe(cls).sentence} |"
    assert row in (DOCS / "what-if.md").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", [name for name, _ in NAMED])
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


def test_no_page_has_the_name_of_one_that_sphinx_writes() -> None:
    """Sphinx writes these last, over ours; the build of the site then fails as well."""
    names = {
        page.relative_to(DOCS).with_suffix("").as_posix().lower()
        for page in PAGES
        if DOCS in page.parents
    }
    assert "how-it-searches" in names
    assert names.isdisjoint({"search", "genindex", "modindex", "py-modindex", "opensearch"})


def test_the_shown_output_is_real() -> None:
    """What does not depend on which of several equal plans is found; people may differ."""
    (shown,) = [block for block in blocks(README) if block.marker.startswith("shortened output")]
    words = shown.marker.partition(": ")[2].split()
    ran = warm.run(warm.command, words, environment=environment())
    assert ran.returncode == 0, ran.stderr

    def settled(text: str) -> list[str]:
        lines = [line for line in text.splitlines() if line[:1].strip() or " proved: " in line]
        return [re.sub(r"[0-9.]+ s(econds)?\.", "", " ".join(line.split())) for line in lines]

    real = settled(ran.stdout)
    assert [line for line in settled(shown.text) if line not in ("…", *real)] == []


def test_the_shown_log_is_real(caplog: pytest.LogCaptureFixture) -> None:
    """It begins as that of such a solve does, but for the seconds."""
    (shown,) = [block for block in blocks(DOCS / "engine.md") if "log of the" in block.marker]
    ways = Portfolio.ways

    def without_sum(self: Portfolio, level: int) -> list[Way]:
        return [way for way in ways(self, level) if way.name != "sum of the goals"]

    caplog.set_level(logging.DEBUG, "seatplan.engine")
    with patch.object(Portfolio, "ways", without_sum):
        seatplan.solve(seatplan.catalog.load("commercial-station"))
    lines = shown.text.splitlines()
    real = caplog.messages[: len(lines)]
    assert [re.sub(r"[0-9.]+ s$", "", line) for line in lines] == [
        re.sub(r"[0-9.]+ s$", "", line) for line in real
    ]


def test_the_commands_of_the_readme() -> None:
    """One line each, for a fresh machine: they make their own environment. `.ci/run` runs them."""
    for name, ends in (("main", "seatplan solve iss-crossflight"), ("test", "pytest -n 2 -q")):
        line = command(name)
        assert line.count("\n") == 1
        assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")
        assert line.rstrip().endswith(ends)
