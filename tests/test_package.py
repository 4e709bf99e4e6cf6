"""The metadata in pyproject.toml is correct."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import seatplan

from .test_floors import MODULES, imported

CHECKOUT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]


def names(requirements: list[str]) -> set[str]:
    """Return the required libraries by the names under which they are imported."""
    found = (re.match(r"[\w.-]+", one) for one in requirements)
    return {match[0].replace("-", "_") for match in found if match is not None}


CORE = names(PROJECT["dependencies"])
EXTRAS = {name: names(more) for name, more in PROJECT["optional-dependencies"].items()}


def test_the_core_is_no_heavier_than_needed() -> None:
    """Each library of the core is imported, and each import is of the core or an extra."""
    libraries = {
        name.partition(".")[0] for path in MODULES for name in imported(path, late=True)
    } - {"seatplan", *sys.stdlib_module_names}
    assert libraries >= CORE
    assert libraries - CORE <= set().union(*EXTRAS.values())


def test_every_library_has_a_lowest_version() -> None:
    """Only the tools that check code and tests and make the pages have a highest version."""
    for name, more in {"": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}.items():
        for one in more:
            assert re.fullmatch(r"[\w.-]+(\[[\w,]+\])?(>=[\d.]+(,<\d+)?|==[\d.]+\.\*)", one), one
            bounded = re.search("<|==", one) is not None
            assert not bounded or name in ("dev", "docs", "mutants"), one


def test_every_python_has_its_classifier() -> None:
    """Each version from the lowest to the newest has a classifier, and is in the README."""
    lowest = PROJECT["requires-python"].removeprefix(">=3.")
    found = [
        int(one.rpartition(".")[2])
        for one in PROJECT["classifiers"]
        if one.startswith("Programming Language :: Python :: 3.")
    ]
    assert found == list(range(int(lowest), found[-1] + 1))
    readme = " ".join((CHECKOUT / "README.md").read_text(encoding="utf-8").split())
    assert f"on Python 3.{found[0]} to 3.{found[-1]}." in readme


def test_it_is_typed_and_licensed() -> None:
    """The package has its types for type checkers, and the license."""
    assert (Path(seatplan.__file__).parent / "py.typed").is_file()
    assert all((CHECKOUT / name).is_file() for name in PROJECT["license-files"])


def test_one_version_everywhere() -> None:
    """Package, citation, README and the newest release of the changelog have one version."""
    version = seatplan.__version__
    texts = {
        name: (CHECKOUT / name).read_text(encoding="utf-8")
        for name in ("CITATION.cff", "README.md", "CHANGELOG.md")
    }
    assert f"\nversion: {version}\n" in texts["CITATION.cff"]
    assert f"Version {version.rpartition('.')[0]}, " in texts["README.md"]
    releases = re.findall(r"^## \[(.*)\](.*)$", texts["CHANGELOG.md"], re.M)
    assert releases[0] == ("Unreleased", "")
    assert releases[1][0] == version
    assert re.fullmatch(r" - \d{4}-\d{2}-\d{2}", releases[1][1])
