"""The programs that ship with seatplan."""

from __future__ import annotations

import tomllib

import pytest

from seatplan import PlanError, ProgramError, catalog, check


def test_names() -> None:
    """The crossflight program ships, and the names are sorted."""
    assert "iss-crossflight" in catalog.names()
    assert list(catalog.names()) == sorted(catalog.names())


@pytest.mark.parametrize("name", catalog.names())
def test_every_program_loads(name: str) -> None:
    """Each program can be read, has a text, and contains its name."""
    program = catalog.load(name)
    assert program.name == tomllib.loads(catalog.text(name))["name"]
    assert program.flights


@pytest.mark.parametrize("name", [name for name in catalog.names() if catalog.is_flown(name)])
def test_what_was_flown_keeps_the_hard_rules(name: str) -> None:
    """The plan as flown keeps the hard rules of its program."""
    plan = catalog.flown(name)
    assert plan.program == catalog.load(name).name
    assert check(catalog.load(name), plan).ok


@pytest.mark.parametrize("ask", [catalog.load, catalog.flown, catalog.text, catalog.is_flown])
def test_unknown_names(ask) -> None:  # type: ignore[no-untyped-def]
    """A wrong name is an error with a suggestion, and is not used as a path."""
    with pytest.raises(ProgramError, match="Maybe 'iss-crossflight'"):
        ask("iss-crosflight")
    with pytest.raises(ProgramError, match="no shipped program"):
        ask("../catalog/iss-crossflight")


def test_programs_that_have_not_been_flown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program without a plan as flown raises an error."""
    monkeypatch.setattr(catalog, "_FLOWN", ".nowhere.csv")
    with pytest.raises(PlanError, match="without a plan"):
        catalog.flown("iss-crossflight")
