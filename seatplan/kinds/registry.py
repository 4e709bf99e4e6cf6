"""The registry: the classes of rules and goals, by the words that files use for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from seatplan.kinds.goal import Goal
from seatplan.kinds.rule import Rule
from seatplan.plugins import load_plugins

R = TypeVar("R", bound=type[Rule])
G = TypeVar("G", bound=type[Goal])

_rules: dict[str, type[Rule]] = {}
_goals: dict[str, type[Goal]] = {}


def rule_kind(name: str) -> Callable[[R], R]:
    """Registers a rule class under the word that files use for it.

    Args:
        name: the word.

    Raises:
        TypeError: if the word is missing.
        ValueError: if another class has that name.
    """
    must_be_word(name, "rule_kind")

    def register(cls: R) -> R:
        _enter(_rules, name, cls, "rule")
        return cls

    return register


def goal_kind(name: str) -> Callable[[G], G]:
    """Registers a goal class under the word that files use for it.

    Args:
        name: the word.

    Raises:
        TypeError: if the word is missing.
        ValueError: if another class has that name.
    """
    must_be_word(name, "goal_kind")

    def register(cls: G) -> G:
        _enter(_goals, name, cls, "goal")
        return cls

    return register


def must_be_word(name: object, decorator: str) -> None:
    """Raises a TypeError if a decorator was used without the word of the kind.

    `@rule_kind` alone would turn the class into a function, and register nothing.
    """
    if not isinstance(name, str):
        raise TypeError(f'@{decorator} needs the word of the kind: @{decorator}("no-weekends")')


def _enter(kinds: dict[str, Any], name: str, cls: Any, what: str) -> None:
    known = kinds.get(name)
    # attrs makes a new class for a class with slots, and modules can be reloaded, so the same class
    # can be registered again under its name.
    if known is not None and known.__qualname__ != cls.__qualname__:
        raise ValueError(f"{what} {name!r} is already the kind of {known.__qualname__}")
    cls.kind = name
    kinds[name] = cls


def rule_kinds() -> dict[str, type[Rule]]:
    """All registered rule classes by name, sorted by name.

    The kinds of installed packages are loaded first.

    Raises:
        PluginError: if one of these packages cannot be loaded.
    """
    load_plugins()
    return dict(sorted(_rules.items()))


def goal_kinds() -> dict[str, type[Goal]]:
    """All registered goal classes by name, sorted by name.

    The kinds of installed packages are loaded first.

    Raises:
        PluginError: if one of these packages cannot be loaded.
    """
    load_plugins()
    return dict(sorted(_goals.items()))
