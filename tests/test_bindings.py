"""Types in the signatures of all public names."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest

import seatplan


def signatures(name: str) -> Iterator[Callable[..., Any]]:
    """A function, or the constructor, methods and getters of a class."""
    thing = getattr(seatplan, name)
    if inspect.isfunction(thing):
        yield thing
    if not isinstance(thing, type):
        return
    for key in dir(thing):
        one = inspect.getattr_static(thing, key)
        if isinstance(one, property):
            one = one.fget
        one = getattr(one, "__func__", one)
        if inspect.isfunction(one) and one.__module__.startswith("seatplan"):
            yield one


@pytest.mark.parametrize("name", seatplan.__all__)
def test_every_type_can_be_looked_up(name: str) -> None:
    """Of every public function, class, method and property."""
    for one in signatures(name):
        hints = typing.get_type_hints(one)
        assert not any(isinstance(hint, str) for hint in hints.values())
    thing = getattr(seatplan, name)
    if isinstance(thing, type) and attrs.has(thing):
        attrs.resolve_types(thing)


def test_the_signatures_are_those_of_a_reader() -> None:
    """Those of functions, methods, class methods and properties are among what was looked up."""
    names = {f"{one.__qualname__}" for name in seatplan.__all__ for one in signatures(name)}
    assert {"solve", "Plan.tours", "Program.from_frames", "Program.notices"} <= names
    hints = typing.get_type_hints(seatplan.Plan.tours)
    assert seatplan.Tour in (*typing.get_args(hints["return"]), hints["return"])
