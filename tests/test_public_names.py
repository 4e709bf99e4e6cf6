"""The public names: listed once, in one order, each with a complete docstring."""

from __future__ import annotations

import ast
import builtins
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

import seatplan
from seatplan.files.key_help import about, about_keys

TREE = ast.parse(Path(seatplan.__file__).read_text(encoding="utf-8"))
SECTION = re.compile(r"^(Args|Raises|Returns|Yields):$", re.M)
ENTRY = re.compile(r"^ {4}([\w, ]+): ", re.M)

NEVER_FAIL = {"edit_kinds", "goal_kinds", "rule_kinds"}

CLASSES = [name for name in seatplan.__all__ if isinstance(getattr(seatplan, name), type)]
FUNCTIONS = [name for name in seatplan.__all__ if inspect.isfunction(getattr(seatplan, name))]


def sections(function: Callable[..., Any]) -> dict[str, set[str]]:
    """What each section of a function's docstring names."""
    _, *rest = SECTION.split(inspect.cleandoc(function.__doc__ or ""))
    found = zip(rest[::2], rest[1::2], strict=True)
    return {
        title: {name for entry in ENTRY.findall(text) for name in entry.split(", ")}
        for title, text in found
    }


def imported(nodes: list[ast.stmt]) -> dict[str, str]:
    """The names that these statements import from the package, and from where."""
    return {
        alias.name: str(node.module)
        for node in nodes
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("seatplan")
        for alias in node.names
    }


def test_every_name_is_listed_once() -> None:
    """What is imported, at once or later, is what is listed; type checkers see the same."""
    assert len(set(seatplan.__all__)) == len(seatplan.__all__)
    (for_checkers,) = [
        node.body
        for node in TREE.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    later = imported(for_checkers)
    assert later == seatplan._LATER
    assert {*imported(TREE.body), *later} == set(seatplan.__all__)


def test_every_name_is_shown() -> None:
    """Also what loads later, so that a prompt completes it."""
    assert set(seatplan.__all__) <= set(dir(seatplan))


def test_there_is_a_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", seatplan.__version__)


@pytest.mark.parametrize("name", seatplan.__all__)
def test_every_name_has_a_docstring(name: str) -> None:
    """One of its own, which begins with a sentence."""
    text = vars(getattr(seatplan, name)).get("__doc__") or getattr(seatplan, name).__doc__
    assert re.match(r"[A-Z`].*?[.:]", text or "", re.DOTALL)


@pytest.mark.parametrize("name", CLASSES)
def test_every_field_and_method_is_documented(name: str) -> None:
    """Fields in the section `Attributes`, methods and properties by themselves or by their base."""
    cls = getattr(seatplan, name)
    assert about(cls)
    if attrs.has(cls):
        fields = {one.name for one in attrs.fields(cls) if not one.name.startswith("_")}
        assert fields <= about_keys(cls).keys()
    for member, value in vars(cls).items():
        plain = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
        if inspect.isfunction(plain) and not member.startswith("_"):
            assert inspect.getdoc(getattr(cls, member)), member


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_names_its_arguments_and_errors(name: str) -> None:
    """Each argument is explained, and nothing else; errors are public or Python's own."""
    function = getattr(seatplan, name)
    found = sections(function)
    assert found.get("Args", set()) == set(inspect.signature(function).parameters)
    raised = found.get("Raises", set())
    assert raised or name in NEVER_FAIL
    assert all(error in seatplan.__all__ or hasattr(builtins, error) for error in raised)
