"""The public names: listed once, in one order, each with a complete docstring."""

from __future__ import annotations

import ast
import builtins
import importlib
import inspect
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Protocol, get_origin

import attrs
import pytest

import seatplan
from seatplan.files.key_help import about, about_keys
from seatplan.on_first_use import LATER

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
    assert later == LATER
    assert {*imported(TREE.body), *later} == set(seatplan.__all__)


def test_every_name_is_shown() -> None:
    """`dir` also has names that load later, so that a prompt completes them."""
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


def is_protocol(cls: type) -> bool:
    """Whether a class is a protocol."""
    return Protocol in cls.__bases__ or any(
        get_origin(base) is Protocol for base in getattr(cls, "__orig_bases__", ())
    )


@cache
def module_tree(module: str) -> tuple[ast.Module, dict[str, str]]:
    """A module, and the names that it has from the package, also those for type checkers alone."""
    tree = ast.parse(Path(str(importlib.import_module(module).__file__)).read_text("utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    own = {node.name: module for node in nodes if isinstance(node, ast.ClassDef)}
    return tree, {**own, **imported(nodes)}


def classes_named(thing: type | Callable[..., Any]) -> set[type]:
    """The package's classes in what the fields are, and what public methods take and return."""
    tree, known = module_tree(thing.__module__)
    (definition,) = [node for node in tree.body if getattr(node, "name", "") == thing.__name__]
    body = definition.body if isinstance(definition, ast.ClassDef) else [definition]
    typed: list[ast.expr | None] = []
    for node in body:
        if isinstance(node, ast.AnnAssign):
            typed.append(node.annotation)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            arguments = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
            typed += [node.returns, *(one.annotation for one in arguments)]
    words = {
        one.id for each in typed if each for one in ast.walk(each) if isinstance(one, ast.Name)
    }
    found = [getattr(importlib.import_module(known[one]), one) for one in words & known.keys()]
    # A protocol for arguments needs no name at the caller: what fits it is passed.
    return {one for one in found if isinstance(one, type) and not is_protocol(one)}


@pytest.mark.parametrize("name", CLASSES + FUNCTIONS)
def test_what_a_public_name_takes_or_returns_is_public(name: str) -> None:
    """Each class is listed, or belongs to a module that the page on stability promises."""
    page = (Path(__file__).parent.parent / "docs/stability.md").read_text("utf-8")
    promised = tuple(re.findall(r"`(seatplan\.[a-z_]+)`", page.partition("## How")[0]))
    listed = {getattr(seatplan, one) for one in CLASSES}
    hidden = classes_named(getattr(seatplan, name)) - listed
    assert not [one for one in hidden if not one.__module__.startswith(promised)]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_names_its_arguments_and_errors(name: str) -> None:
    """Each argument is explained, and nothing else; errors are public or Python's own."""
    function = getattr(seatplan, name)
    found = sections(function)
    assert found.get("Args", set()) == set(inspect.signature(function).parameters)
    raised = found.get("Raises", set())
    assert raised or name in NEVER_FAIL
    assert all(error in seatplan.__all__ or hasattr(builtins, error) for error in raised)
