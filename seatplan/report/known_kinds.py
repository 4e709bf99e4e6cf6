"""The rules, goals and edits that are known: for a terminal, and as plain data."""

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
        word: what files call it.
        sentence: its description, from its docstring.
        module: where its class is.
        package, version: of the installed package that has the module; empty if there is none.
    """

    what: str
    word: str
    sentence: str
    module: str
    package: str
    version: str

    @property
    def origin(self) -> str:
        """Where it comes from, in words."""
        return f"{self.package} {self.version}" if self.package else f"the module {self.module}"


def known_kinds() -> Iterator[KnownKind]:
    """Rules, then goals, then edits, each by name."""
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
    """The installed package that has a top-level module, and its version."""
    import seatplan

    if top == "seatplan":  # also where it runs from a checkout
        return top, seatplan.__version__
    for name in packages.get(top, ()):
        return name, version(name)
    return "", ""


def kinds_tables() -> list[RenderableType]:
    """A table each for rules, goals and edits; kinds of other packages name their package."""
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
    """The same for other programs: lists `rules`, `goals` and `edits`."""
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
