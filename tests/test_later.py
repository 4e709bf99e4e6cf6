"""Modules that load when an annotation is looked up."""

from __future__ import annotations

import fractions
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from seatplan.later import Later, bind


@pytest.fixture
def module() -> Iterator[ModuleType]:
    made = ModuleType("made_for_a_test")
    sys.modules[made.__name__] = made
    yield made
    del sys.modules[made.__name__]


def test_a_module_loads_with_its_first_attribute() -> None:
    """Making, showing and inspecting one imports nothing; using an attribute does."""
    missing = Later("no_such_module")
    assert repr(missing) == "Later('no_such_module')"
    assert not hasattr(missing, "__wrapped__")
    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        _ = missing.Thing
    assert Later("fractions").Fraction is fractions.Fraction


def test_a_name_that_is_there_stays(module: ModuleType) -> None:
    """A class is bound under its own name, and replaces nothing."""
    module.__dict__["Later"] = "its own"
    bind(module.__name__, Later, fractions.Fraction)
    assert vars(module)["Later"] == "its own"
    assert vars(module)["Fraction"] is fractions.Fraction
