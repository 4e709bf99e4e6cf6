"""Inserts generated parts into pages when they are built, and adjusts links.

A page requests a part with a comment, `<!-- generated: rules -->`, which readers of the Markdown do
not see. Links from a page to a file of the checkout become links to the page about it.
"""

import fnmatch
import html
import os
import re
from pathlib import Path

from landing import gallery, hero
from reference_parts import PARTS
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.typing import ExtensionMetadata
from where import CHECKOUT, DOCS

import seatplan
from seatplan.structure import LAWS

LIST_OF_PAGES = "## More"
"""The section of the README that the list beside each page replaces."""

SECTIONS = {
    "Start": "tutorial how-to faq templates when-not",
    "Guides": "write-your-program what-if explanations rules-of-your-own clusters planning-tools",
    "Reference": "rules "
    "reference/data reference/laws reference/rules reference/goals reference/edits "
    "reference/command reference/python",
    "The ISS": "catalog audit",
    "How it is made": "engine formulation how-it-searches architecture decisions/README "
    "decisions/0* trust benchmarks stability changelog",
}
"""The list of pages beside each page. A page without a section is listed under the guides."""


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
    first, sign, more = (head + rest[rest.index("\n## ") + 1 :]).partition("\n## ")
    return f"{first}\n{hero()}{sign}{more}"


def _changelog() -> str:
    return (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")


PARTS |= {
    "contents": _contents,
    "readme": _readme,
    "changelog": _changelog,
    "gallery": gallery,
}

ASKED = re.compile(
    r"^<!-- generated: ([^>]*) -->$"
    r"(?:(?:(?!^<!-- generated).)*?^<!-- end of what is generated -->$)?",
    re.M | re.S,
)
SEVERAL = re.compile(r"^ {4}(\w+(?:, \w+)+): .*\n(?: {8}.*\n)*", re.M)
FENCE = re.compile(r"(^```.*?^```$)", re.M | re.S)
LINK = re.compile(r"(\[[^\]]*\])\((?!\w+:|#)([^)#]*)(#[^)]*)?\)")


def fill(app: Sphinx, docname: str, source: list[str]) -> None:
    """Insert the generated parts, and adjust the links that leave the folder."""
    here = (Path(app.srcdir) / docname).parent
    written_in = CHECKOUT if docname in ("index", "changelog") else here
    text = ASKED.sub(lambda asked: PARTS[asked[1]](), source[0])
    parts = FENCE.split(text)  # every second one is a block of code
    parts[::2] = [LINK.sub(lambda link: _mended(link, here, written_in), one) for one in parts[::2]]
    source[0] = "".join(parts)


def _mended(link: re.Match[str], here: Path, written_in: Path) -> str:
    """The link relative to this page; only its text if no page is about the file."""
    words, path, anchor = link[1], link[2], link[3] or ""
    target = (written_in / path).resolve()
    page, anchor = PAGES.get(target, (target, anchor))
    if page.is_relative_to(DOCS):
        return f"{words}({Path(os.path.relpath(page, here)).as_posix()}{anchor})"
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
    for law in LAWS:
        file = CHECKOUT / (type(law).__module__.replace(".", "/") + ".py")
        pages[file] = (DOCS / "reference" / "laws.md", f"#{law.id}")
    for page, classes in kinds.items():
        for kind, cls in classes.items():
            file = CHECKOUT / (cls.__module__.replace(".", "/") + ".py")
            pages[file] = (DOCS / "reference" / f"{page}.md", f"#{kind}")
    return pages


PAGES = _pages()


def one_by_one(
    app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]
) -> None:
    """Repeat the description of several attributes for each: `since, until: the window`."""
    text = "\n".join(lines)
    for entry in SEVERAL.finditer(text):
        each = "".join(entry[0].replace(entry[1], one, 1) for one in entry[1].split(", "))
        text = text.replace(entry[0], each)
    lines[:] = text.split("\n")
    if what in ("attribute", "property") and ":" in lines[0]:
        lines[0] = f": {lines[0]}"  # or napoleon takes what is before the colon for its type


def every_page_is_there(app: Sphinx, failed: Exception | None) -> None:
    """Fail the build if a file of the site does not have the page that it is named after.

    Sphinx writes its own search page and indexes last, over pages of the same name.
    """
    if failed is not None or app.builder.format != "html":
        return
    lost = [
        name
        for name in sorted(app.env.all_docs)
        if app.env.titles[name].astext() not in _heading(Path(app.outdir, f"{name}.html"))
    ]
    if lost:
        raise ExtensionError(f"pages that the site lacks, give them other names: {lost}")


def _heading(page: Path) -> str:
    """The first heading of a built page, without its markup."""
    found = re.search(r"<h1>(.*?)</h1>", page.read_text(encoding="utf-8"), re.S)
    return html.unescape(re.sub(r"<[^>]*>", "", found[1])) if found is not None else ""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("source-read", fill)
    app.connect("build-finished", every_page_is_there)
    app.connect("autodoc-process-docstring", one_by_one, priority=100)  # before napoleon
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
