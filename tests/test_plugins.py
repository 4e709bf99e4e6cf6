"""Rules, goals and edits of another package: the example of the documentation, installed."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st

import seatplan
from seatplan import Edit, Program, plugins
from seatplan.plugins import PluginError
from seatplan.testing import check_edit, check_goal, check_rule, members, weights, where

from . import warm
from .cli.processes import environment

EXAMPLE = Path(__file__).parents[1] / "docs" / "examples" / "crew-rules"
FEW = settings(max_examples=10, derandomize=True, deadline=None)

PROGRAM = """
format = 1
name = "Two capsules"
agencies = [{ id = "A" }, { id = "B" }]
vehicles = [
  { id = "Small", operator = "A", seats = [{ role = "crew", count = 2, optional = true }] },
  { id = "Large", operator = "A", seats = [{ role = "crew", count = 4, optional = true }] },
]
flights = [{ id = "F1", vehicle = "Large", launch = 2031-01-01, landing = 2031-07-01 }]
crew = [
  { id = "a1", agency = "A" }, { id = "a2", agency = "A" },
  { id = "b1", agency = "B" }, { id = "b2", agency = "B" },
]
rules = [{ rule = "mixed-agencies", most = 1 }]
goals = [{ goal = "star-flights", members = ["b2"] }, { goal = "fill-seats" }]
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example package: installed by pip if its build tool is there.

    Else it is copied, with the entry points of its pyproject.toml as pip would write them.
    """
    target = tmp_path_factory.mktemp("site")
    if importlib.util.find_spec("hatchling") is not None:
        source = target.parent / "source"
        shutil.copytree(EXAMPLE, source)
        options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target"]
        pip = [sys.executable, "-m", "pip", "install", *options, str(target), str(source)]
        subprocess.run(pip, check=True)
        return target
    shutil.copytree(EXAMPLE / "crew_rules", target / "crew_rules")
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text())["project"]
    about = target / "crew_rules-0.1.0.dist-info"
    about.mkdir()
    name, version = project["name"], project["version"]
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (about / "top_level.txt").write_text("crew_rules\n")
    lines = []
    for group, entries in project["entry-points"].items():
        lines += [f"[{group}]", *(f"{one} = {value}" for one, value in entries.items())]
    (about / "entry_points.txt").write_text("\n".join(lines) + "\n")
    return target


def run(folder: Path, *words: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, with packages that are installed in another one."""
    here = str(Path(seatplan.__file__).parents[1])
    paths = [here] if path is None else [here, str(path)]
    return warm.run(_with_path, paths, words, folder=folder, environment=environment(COLUMNS="100"))


def _with_path(paths: list[str], words: tuple[str, ...]) -> int:
    """Run the command with folders in which modules are also found."""
    sys.path[:0] = paths
    return warm.command(words)


def test_an_installed_package_works_everywhere(site: Path, tmp_path: Path) -> None:
    """Its rule, goal and edit work in files and on the command line, and show their origin."""
    (tmp_path / "own.toml").write_text(PROGRAM)
    solved = run(tmp_path, "solve", "own.toml", "-o", "plan.json", "--json", path=site)
    assert solved.returncode == 0, solved.stderr
    goals = {goal["id"]: goal["value"] for goal in json.loads(solved.stdout)["goals"]}
    assert goals == {"star-flights": 1, "fill-seats": 2}
    edit = "change-vehicle flight=F1 vehicle=Small"
    changed = run(tmp_path, "what-if", "own.toml", "plan.json", "--edit", edit, path=site)
    assert changed.returncode == 0, changed.stderr
    known = json.loads(run(tmp_path, "kinds", "--json", path=site).stdout)
    (rule,) = [one for one in known["rules"] if one["rule"] == "mixed-agencies"]
    assert rule == {
        "rule": "mixed-agencies",
        "sentence": "At most `most` members on each ascent come from one agency.",
        "module": "crew_rules.mixed_agencies",
        "package": "crew-rules",
        "version": "0.1.0",
    }
    assert "star-flights" in [one["goal"] for one in known["goals"]]
    assert "change-vehicle" in [one["edit"] for one in known["edits"]]


def test_without_it_the_message_says_so(tmp_path: Path) -> None:
    """An unknown rule can be from a missing package; a typing error has another hint."""
    (tmp_path / "own.toml").write_text(PROGRAM)
    failed = run(tmp_path, "check", "own.toml", "flown")
    assert failed.returncode == 2
    assert "unknown rule 'mixed-agencies'" in failed.stderr
    assert (
        "or the package that defines it is not installed: `seatplan kinds` lists" in failed.stderr
    )
    with pytest.raises(seatplan.ProgramError) as caught:
        Program.from_dict({"rules": [{"rule": "quoat"}]})
    assert "Maybe 'quota'?" in str(caught.value)


def test_a_module_that_is_imported(tmp_path: Path) -> None:
    """`--import` finds a module in the working folder, without a package."""
    shutil.copytree(EXAMPLE / "crew_rules", tmp_path / "crew_rules")
    (tmp_path / "own.toml").write_text(PROGRAM)
    solved = run(tmp_path, "solve", "own.toml", "--import", "crew_rules")
    assert solved.returncode == 0, solved.stderr
    shown = run(tmp_path, "kinds", "--import", "crew_rules")
    assert "from the module crew_rules.mixed_agencies" in " ".join(shown.stdout.split())
    failed = run(tmp_path, "kinds", "--import", "nothing", "--import", "own.py")
    assert failed.returncode == 2
    assert "--import nothing: cannot be imported: ModuleNotFoundError" in failed.stderr
    assert "--import own.py: cannot be imported" in failed.stderr
    assert "Maybe you mean the module own, without the ending .py." in failed.stderr


def test_a_package_that_cannot_be_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each entry point that fails is named with its package whenever kinds are requested."""
    about = tmp_path / "broken_rules-0.3.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-rules\nVersion: 0.3\n")
    entries = "[seatplan.kinds]\nfirst = no_such_module\nsecond = json:no_such_name\n"
    (about / "entry_points.txt").write_text(entries)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(plugins, "_plugins", plugins._Plugins())
    for lookup in (seatplan.rule_kinds, seatplan.goal_kinds, seatplan.edit_kinds):
        with pytest.raises(PluginError) as caught:
            lookup()
        first, second = caught.value.problems
        assert first.message == (
            "the entry point 'first' (no_such_module) of broken-rules 0.3 cannot be loaded: "
            "ModuleNotFoundError: No module named 'no_such_module'"
        )
        assert "'second' (json:no_such_name) of broken-rules 0.3" in second.message


def test_the_example_keeps_the_laws(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule, the goal and the edit on the page pass the tests that the page recommends."""
    monkeypatch.syspath_prepend(str(site))
    from seatplan.kinds import registry
    from seatplan.whatif import editing

    for module, name in ((registry, "_rules"), (registry, "_goals"), (editing, "_edits")):
        monkeypatch.setattr(module, name, dict(getattr(module, name)))
    import crew_rules  # type: ignore[import-not-found]

    @st.composite
    def mixed(draw: st.DrawFn, program: Program) -> seatplan.Rule:
        most = draw(st.integers(1, 2))
        rule: seatplan.Rule = crew_rules.MixedAgencies(
            most=most, **draw(weights()), **draw(where(program))
        )
        return rule

    @st.composite
    def stars(draw: st.DrawFn, program: Program) -> seatplan.Goal:
        goal: seatplan.Goal = crew_rules.StarFlights(**draw(members(program)))
        return goal

    @st.composite
    def vehicles(draw: st.DrawFn, program: Program) -> Edit:
        flight = draw(st.sampled_from(program.flights))
        edit: Edit = crew_rules.ChangeVehicle(flight.id, draw(st.sampled_from(program.vehicles)).id)
        return edit

    check_rule(mixed, settings=FEW)
    check_goal(stars, settings=FEW)
    check_edit(vehicles, settings=FEW)
