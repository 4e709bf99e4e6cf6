"""The registered kinds of rules, goals and edits, for a terminal and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import packages_distributions, version
from typing import Any

from attrs import frozen
from rich.console import RenderableType

from seatplan.describing import sections_of
from seatplan.kinds import goal_kinds, rule_kinds
from seatplan.report.layout import Paragraph, Rows
from seatplan.report.style import BLANK, heading, plain
from seatplan.whatif.editing import edit_kinds


@frozen
class KnownKind:
    """One kind of rule, goal or edit.

    Attributes:
        what: "rule", "goal" or "edit".
        word: its name in files.
        sentence: its description: the first sentence of its docstring.
        module: the module of its class.
        package, version: name and version of the installed package that has the module; empty if
            no package has it.
    """

    what: str
    word: str
    sentence: str
    module: str
    package: str
    version: str

    @property
    def origin(self) -> str:
        """`some-package 1.2`, or `the module some_module` if no package has it."""
        return f"{self.package} {self.version}" if self.package else f"the module {self.module}"


def known_kinds() -> Iterator[KnownKind]:
    """Yield all rules, then all goals, then all edits, each sorted by name."""
    packages = packages_distributions()
    groups: tuple[tuple[str, Mapping[str, type]], ...] = (
        ("rule", rule_kinds()),
        ("goal", goal_kinds()),
        ("edit", edit_kinds()),
    )
    for what, kinds in groups:
        for word, cls in kinds.items():
            top = cls.__module__.partition(".")[0]
            package, number = _package(top, packages)
            sentence = sections_of(cls.__doc__ or "")[0]
            yield KnownKind(what, word, sentence, cls.__module__, package, number)


def _package(top: str, packages: Mapping[str, list[str]]) -> tuple[str, str]:
    """Return name and version of the installed package that has the top-level module `top`."""
    import seatplan

    if top == "seatplan":  # a checkout is no installed package, but has a version too
        return top, seatplan.__version__
    for name in packages.get(top, ()):
        return name, version(name)
    return "", ""


def kinds_tables() -> list[RenderableType]:
    """Return one table each for rules, goals and edits; plug-in kinds name their package."""
    parts: list[RenderableType] = []
    known = list(known_kinds())
    for what in ("rule", "goal", "edit"):
        rows = [
            (
                plain(one.word),
                plain(one.sentence),
                plain("" if one.package == "seatplan" else f"from {one.origin}"),
            )
            for one in known
            if one.what == what
        ]
        parts += [*([BLANK] if parts else []), Paragraph(heading(f"{what.capitalize()}s"))]
        parts.append(Rows(list(rows)))
    return parts


def kinds_data() -> dict[str, Any]:
    """Return the kinds as plain data, in the lists `rules`, `goals` and `edits`."""
    found: dict[str, list[dict[str, str]]] = {"rules": [], "goals": [], "edits": []}
    for one in known_kinds():
        found[f"{one.what}s"].append(
            {
                one.what: one.word,
                "sentence": one.sentence,
                "module": one.module,
                "package": one.package,
                "version": one.version,
            }
        )
    return found
