"""The parts of pages that are made from the classes, the command and the README.

A page asks for one with a comment, `<!-- generated: rules -->`, which a reader of the Markdown
does not see. Links from a page to a file of the checkout become links to the page about it.
"""

import fnmatch
import inspect
import io
import os
import re
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

import seatplan
from seatplan.cli import COMMANDS, make_app
from seatplan.describing import describe
from seatplan.kinds import Goal, Rule
from seatplan.program import (
    Agency,
    CrewMember,
    Fixed,
    Flight,
    Forbidden,
    Program,
    Qualification,
    Seat,
    Unavailable,
    Vehicle,
)
from seatplan.selection import Members, Where, Who
from seatplan.structure import LAWS
from seatplan.validation import STRUCTURE
from seatplan.worth import Term

CHECKOUT = Path(__file__).resolve().parents[2]
DOCS = CHECKOUT / "docs"
LIST_OF_PAGES = "## More"
"""The section of the README that the list beside each page stands in for."""

SECTIONS = {
    "Start": "tutorial when-not",
    "Guides": "write-your-programme what-if explanations rules-of-your-own clusters planning-tools",
    "Reference": "rules "
    "reference/data reference/laws reference/rules reference/goals reference/edits "
    "reference/command reference/python",
    "The ISS": "catalog audit",
    "How it is made": "formulation architecture trust benchmarks stability changelog",
}
"""The pages beside each page. One that stands in no section comes under the guides."""


KEYS = {
    "WHERE": "rules.md#where",
    "WHO": "rules.md#who",
    "MEMBERS": "rules.md#members",
    "every rule": "rules.md#every-rule",
    "every goal": "goals.md#every-goal",
}


def _kinds(kinds: dict[str, type]) -> str:
    return "\n".join(
        f"{_linked(describe(cls).markdown())}\n{_code_of(cls.__module__)}" for cls in kinds.values()
    )


def _linked(text: str) -> str:
    """With links from the keys that it takes besides to where they stand."""

    def linked(line: re.Match[str]) -> str:
        words = r"WHERE|WHO|MEMBERS|every rule|every goal"
        return re.sub(words, lambda word: f"[{word[0]}]({KEYS[word[0]]})", line[0])

    return re.sub("^It takes the keys of .*$", linked, text, flags=re.M)


def _code_of(module: str) -> str:
    """Where the code and its test stand."""
    code = module.replace(".", "/") + ".py"
    _, folder, name = module.rsplit(".", 2)
    test = f"tests/{folder}/test_{name.strip('_')}.py"
    if not (CHECKOUT / test).is_file():
        test = "tests/whatif/test_edits.py"
    return f"Code: `{code}`. Test: `{test}`.\n"


def _laws() -> str:
    parts = []
    for name, law in zip(STRUCTURE, LAWS, strict=True):
        parts.append(describe(law, name).markdown())
        parts.append(_code_of(law.__name__))
    return "\n".join(parts)


def _tables(*classes: type, **named: type) -> str:
    parts = [describe(cls).markdown() for cls in classes]
    parts += [describe(cls, name.replace("_", " ")).markdown() for name, cls in named.items()]
    return _linked("\n".join(parts))


def _commands() -> str:
    parts = []
    app = make_app()
    for command in COMMANDS:
        (name,) = app[command.__name__.replace("_", "-")].name
        out = io.StringIO()
        app.help_print([name], console=Console(file=out, width=84, color_system=None))
        text = "\n".join(line.rstrip() for line in out.getvalue().strip().splitlines())
        parts.append(f"## seatplan {name}\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


def _python() -> str:
    """Every public name, but the edits and modules, which have pages of their own."""
    groups: dict[str, list[str]] = {
        title: [] for title in ("Functions", "Data", "Answers", "Errors", "Kinds of your own")
    }
    for name in seatplan.__all__:
        thing = getattr(seatplan, name)
        if not inspect.ismodule(thing) and thing not in seatplan.edit_kinds().values():
            groups[_group(thing)].append(f"{_directive(thing)}:: seatplan.{name}")
    return "\n".join(_directives(title, names) for title, names in groups.items())


def _group(thing: object) -> str:
    if inspect.isclass(thing) and issubclass(thing, BaseException):
        return "Errors"
    if thing.__module__ in ("seatplan.kinds", "seatplan.whatif.editing"):
        return "Kinds of your own"
    if not inspect.isclass(thing):
        return "Functions"
    return "Data" if thing.__module__ in ("seatplan.program", "seatplan.plan") else "Answers"


def _directive(thing: object) -> str:
    if not inspect.isclass(thing):
        return "autofunction"
    return "autoexception" if issubclass(thing, BaseException) else "autoclass"


def _directives(title: str, names: list[str]) -> str:
    options = "   :members:\n   :inherited-members: object, BaseException\n"
    body = "\n".join(f".. {name}\n{'' if name.startswith('autof') else options}" for name in names)
    return f"## {title}\n\n```{{eval-rst}}\n{body}\n```\n"


def _classes(title: str, names: str) -> str:
    return _directives(title, [f"autoclass:: seatplan.{name}" for name in names.split()])


def _contents() -> str:
    there = [page.relative_to(DOCS).with_suffix("").as_posix() for page in DOCS.rglob("*.md")]
    sections = {
        title: [name for one in names.split() for name in sorted(fnmatch.filter(there, one))]
        for title, names in SECTIONS.items()
    }
    placed = {"index", *(name for names in sections.values() for name in names)}
    sections["Guides"] += sorted(set(there) - placed)
    return "\n".join(
        f"```{{toctree}}\n:caption: {title}\n:hidden:\n\n" + "\n".join(names) + "\n```\n"
        for title, names in sections.items()
    )


def _readme() -> str:
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    head, _, rest = text.partition(LIST_OF_PAGES)
    return head + rest[rest.index("\n## ") + 1 :]


def _changelog() -> str:
    return (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")


PARTS: dict[str, Callable[[], str]] = {
    "rules": lambda: _kinds(seatplan.rule_kinds()),
    "goals": lambda: _kinds(seatplan.goal_kinds()),
    "edits": lambda: _kinds(seatplan.edit_kinds()),
    "laws": _laws,
    "keys of rules": lambda: _tables(every_rule=Rule, WHERE=Where, WHO=Who, MEMBERS=Members),
    "keys of goals": lambda: _tables(Term, every_goal=Goal),
    "data": lambda: _tables(
        Program,
        Agency,
        Vehicle,
        Seat,
        Flight,
        CrewMember,
        Qualification,
        Unavailable,
        Fixed,
        Forbidden,
    ),
    "commands": _commands,
    "python": _python,
    "catalog": lambda: _directives("The catalog", ["automodule:: seatplan.catalog"]),
    "what comes with answers": lambda: _classes(
        "What comes with answers",
        "whatif.changes.Change whatif.changes.Move whatif.changes.FlightChange "
        "whatif.stressing.Stress whatif.faults.Fault whatif.stressing.Row whatif.stressing.Subject "
        "whatif.sweeping.SweepProgress engine.alternatives.Alternatives",
    ),
    "what a rule sees": lambda: _classes(
        "What a rule, a goal or an edit sees",
        "modelling.Model modelling.Sum modelling.Place modelling.Way timeline.Reading "
        "timeline.Tour lookup.Lookup stretches.Stretch stretches.Aboard whatif.editing.Draft",
    ),
    "contents": _contents,
    "readme": _readme,
    "changelog": _changelog,
}

ASKED = re.compile(r"^<!-- generated: ([^>]*) -->$", re.M)
SEVERAL = re.compile(r"^ {4}(\w+(?:, \w+)+): .*\n(?: {8}.*\n)*", re.M)
FENCE = re.compile(r"(^```.*?^```$)", re.M | re.S)
LINK = re.compile(r"(\[[^\]]*\])\((?!\w+:|#)([^)#]*)(#[^)]*)?\)")


def fill(app: Sphinx, docname: str, source: list[str]) -> None:
    """Puts the generated parts in, and mends the links that leave the folder."""
    here = (Path(app.srcdir) / docname).parent
    written_in = CHECKOUT if docname in ("index", "changelog") else here
    text = ASKED.sub(lambda asked: PARTS[asked[1]](), source[0])
    parts = FENCE.split(text)  # every second one is a block of code
    parts[::2] = [LINK.sub(lambda link: _mended(link, here, written_in), one) for one in parts[::2]]
    source[0] = "".join(parts)


def _mended(link: re.Match[str], here: Path, written_in: Path) -> str:
    """The link as it leads from this page; bare words where no page is about its file."""
    words, path, anchor = link[1], link[2], link[3] or ""
    target = (written_in / path).resolve()
    page, anchor = PAGES.get(target, (target, anchor))
    if page.is_relative_to(DOCS):
        return f"{words}({os.path.relpath(page, here)}{anchor})"
    return words[1:-1]


def _pages() -> dict[Path, tuple[Path, str]]:
    """The page, and the place on it, about a file of the checkout."""
    pages = {
        CHECKOUT / "README.md": (DOCS / "index.md", ""),
        CHECKOUT / "CHANGELOG.md": (DOCS / "changelog.md", ""),
    }
    kinds = {
        "rules": seatplan.rule_kinds(),
        "goals": seatplan.goal_kinds(),
        "edits": seatplan.edit_kinds(),
    }
    for law, module in zip(STRUCTURE, LAWS, strict=True):
        file = CHECKOUT / (module.__name__.replace(".", "/") + ".py")
        pages[file] = (DOCS / "reference" / "laws.md", f"#{law}")
    for page, classes in kinds.items():
        for kind, cls in classes.items():
            file = CHECKOUT / (cls.__module__.replace(".", "/") + ".py")
            pages[file] = (DOCS / "reference" / f"{page}.md", f"#{kind}")
    return pages


PAGES = _pages()


def one_by_one(
    app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]
) -> None:
    """Says of each attribute what a docstring says of several: `since, until: the window`."""
    text = "\n".join(lines)
    for entry in SEVERAL.finditer(text):
        each = "".join(entry[0].replace(entry[1], one, 1) for one in entry[1].split(", "))
        text = text.replace(entry[0], each)
    lines[:] = text.split("\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Registers it."""
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("source-read", fill)
    app.connect("autodoc-process-docstring", one_by_one, priority=100)  # before napoleon
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
