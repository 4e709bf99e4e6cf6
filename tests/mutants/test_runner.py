"""The mutation runner knows the tests of every module that it changes, and counts right."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.mutants.__main__ import CHECKOUT, MUTATED, modules, selected_tests, show


@pytest.mark.parametrize("module", modules(MUTATED), ids=str)
def test_every_mutated_module_has_its_tests(module: Path) -> None:
    """A mutant is tried against files that exist, and against a law."""
    named = selected_tests(module)
    assert [one for one in named if not (CHECKOUT / one.partition("::")[0]).is_file()] == []
    assert (CHECKOUT / module).is_file()


def test_a_path_is_a_module_or_a_folder() -> None:
    """A folder means its modules, without the one that only gathers them."""
    assert modules(["seatplan/worth.py"]) == [Path("seatplan/worth.py")]
    inside = modules(["seatplan/goals"])
    assert Path("seatplan/goals/cost.py") in inside
    assert Path("seatplan/goals/__init__.py") not in inside


def test_what_did_not_survive_has_died(capsys: pytest.CaptureFixture[str]) -> None:
    """Mutants that were killed or too slow count as dead; an empty module has nothing to die."""
    assert show("one", Counter({"killed": 6, "too slow": 1, "survived": 3}), 2.0) == 70
    assert capsys.readouterr().out == "| one | 10 | 6 | 1 | 3 | 70.0 % | 2 |\n"
    assert show("none", Counter(), 0.0) == 100
