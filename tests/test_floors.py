"""The floors: which module imports which, and what importing the package loads."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import seatplan

PACKAGE = Path(seatplan.__file__).parent
CHECKOUT = Path(__file__).parents[1]

FLOORS = (
    ("on_first_use", "later", "at_start"),
    ("forgiving", "read_only", "pydantic_hook"),
    ("shown", "as_data"),
    ("visible",),
    ("normal",),
    ("errors",),
    ("plugins",),
    ("spelling",),
    ("naming",),
    ("declared",),
    ("requirement",),
    ("validation",),
    ("program",),
    ("plan",),
    ("dates",),
    ("arguments",),
    ("program_index",),
    ("docked", "traffic"),
    ("timeline",),
    ("kinds",),
    ("modelling",),
    ("ranges", "words"),
    ("alike",),
    ("lacking",),
    ("selection",),
    ("capacity", "cases"),
    (
        "ship_events",
        "agreements",
        "describing",
        "intervals",
        "ledger",
        "proportion",
        "stretches",
        "tour_limits",
        "worth",
    ),
    ("structure",),
    ("extra_tours",),
    ("rules",),
    ("goals",),
    ("notices",),
    ("foreign",),
    ("known_names",),
    ("progress",),
    ("options",),
    ("certificate",),
    ("result",),
    ("front",),
    ("choice",),
    ("stranded", "pigeonhole"),
    ("date_fix",),
    ("explanation",),
    ("checking",),
    ("solved",),
    ("engine",),
    ("moments",),
    ("verifying",),
    ("certifying",),
    ("files", "whatif"),
    ("bindings",),
    ("builder", "versions"),
    ("answers",),
    ("schemas",),
    ("report",),
    ("notebook",),
    ("catalog",),
    ("testing",),
    ("cli",),
    ("__main__",),
)
"""Top floor first. A module imports from its own package and from the floors above it; those that
share a floor do not know each other. `docs/architecture.md` shows the same list."""

STOREY = {name: number for number, names in enumerate(FLOORS) for name in names}

WHERE_ALLOWED = {
    "ortools": {"engine"},
    "hypothesis": {"testing"},
    "cyclopts": {"cli"},
    "rich": {"cli", "report"},
    "jinja2": {"report"},
    "markupsafe": {"report"},
    "cattrs": {"files"},
    "tomli_w": {"files"},
    "pandas": {"notebook"},
    "matplotlib": {"notebook"},
    "numpy": {"engine", "notebook"},
}
"""The floors on which a library is imported."""

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def floor_of(path: Path) -> str:
    """The name of a module's floor: that of the package or module directly under seatplan."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path, *, late: bool = False) -> Iterator[str]:
    """The dotted names that a module imports as it loads; with `late`, also those in functions.

    Imports under `if TYPE_CHECKING` are left out, as they never run.
    """
    yield from _imports(parsed(path), late)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(node: ast.AST, late: bool) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not late:
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute in this package"
        assert node.module is not None
        if node.module == "seatplan":
            yield from (f"seatplan.{alias.name}" for alias in node.names)
        else:
            yield node.module
    elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        for child in node.orelse:
            yield from _imports(child, late)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _imports(child, late)


def top_names(path: Path) -> set[str]:
    """What a module takes from `seatplan` itself, as `seatplan.solve`."""
    return {
        node.attr
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "seatplan"
    }


def by_path(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def test_every_module_has_its_floor() -> None:
    assert {floor_of(path) for path in MODULES} <= STOREY.keys()


def wrong_imports(path: Path) -> Iterator[str]:
    own = floor_of(path)
    for name in imported(path):
        package, _, rest = name.partition(".")
        if package != "seatplan":
            continue
        other = rest.partition(".")[0]
        if other:
            if other not in STOREY or (other != own and STOREY[other] >= STOREY[own]):
                yield f"{by_path(path)} imports {name}: {other} is not above {own}"
        elif own != "cli" and top_names(path) != {"__version__"}:
            yield f"{by_path(path)} imports seatplan: the top is for the command"


def test_modules_import_only_from_floors_above() -> None:
    """Of all modules at once: each wrong import is named."""
    assert [wrong for path in MODULES for wrong in wrong_imports(path)] == []


def test_libraries_stay_on_their_floors() -> None:
    """Of all modules at once: each library that is elsewhere is named."""
    found = [
        f"{by_path(path)} imports {library}"
        for path in MODULES
        for library in {name.partition(".")[0] for name in imported(path, late=True)}
        if library in WHERE_ALLOWED and floor_of(path) not in WHERE_ALLOWED[library]
    ]
    assert found == []


@pytest.mark.parametrize("package", ["rules", "goals"])
def test_one_rule_one_file(package: str) -> None:
    """A rule or goal can be read alone: it imports no other one."""
    for path in (PACKAGE / package).glob("*.py"):
        others = {name for name in imported(path, late=True) if name.startswith("seatplan.")}
        assert not any(name.split(".")[1] == package for name in others), path.name


def test_the_documentation_shows_these_floors() -> None:
    text = (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8")
    block = re.search(r"<!-- floors -->\n```\w*\n(.*?)```", text, re.DOTALL)
    assert block is not None
    shown = [line.split()[0].strip("/").removesuffix(".py") for line in block[1].splitlines()]
    assert shown == [name for names in FLOORS for name in names]


RUNS = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "yaml", "runpy", "subprocess"}
"""Libraries that make code run of data; `pickle` of one module alone, for what it has packed itself
and sends to its own workers."""

RUNNING_NAMES = {"eval", "exec", "compile", "__import__"}
RUNNING_METHODS = {"eval", "exec", "system", "popen"}

MAY_RUN = {
    ("whatif/study.py", "pickle"),
    ("cli/chromium.py", "subprocess"),  # the browser, without a shell, where a PDF is requested
}


def test_nothing_that_is_read_is_run() -> None:
    """No module evaluates text, and none makes objects of bytes that it has not packed itself."""
    found: set[tuple[str, str]] = set()
    for path in MODULES:
        libraries = {name.partition(".")[0] for name in imported(path, late=True)} & RUNS
        nodes = list(ast.walk(parsed(path)))
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        methods = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        used = libraries | names & RUNNING_NAMES | methods & RUNNING_METHODS
        found |= {(by_path(path), name) for name in used}
    assert found == MAY_RUN


def test_importing_loads_no_heavy_library() -> None:
    """Neither the solver nor pandas, nor what only the command, the page or a figure needs."""
    heavy = ("cyclopts", "hypothesis", "jinja2", "matplotlib", "numpy", "ortools", "pandas", "rich")
    script = f"import sys, seatplan; print(*sorted(set({heavy!r}) & set(sys.modules)))"
    loaded = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert loaded.stdout.split() == []


def test_checking_a_plan_loads_no_solver() -> None:
    script = (
        "import sys, seatplan; seatplan.check(seatplan.Program(), seatplan.Plan());"
        "assert 'ortools' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_other_names_do_not_exist() -> None:
    with pytest.raises(AttributeError, match="no attribute 'slove'"):
        seatplan.slove  # noqa: B018 - the look-up is what is tested


def engine_modules(path: Path) -> Iterator[str]:
    """The modules of the engine that a module imports, wherever and in whatever way."""
    for node in ast.walk(parsed(path)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            package, *parts = name.split(".")
            if package == "seatplan" and parts[:1] == ["engine"]:
                yield from parts[2:3]


def test_the_engine_has_no_cycle_of_imports() -> None:
    """Not even one that functions, or what is imported for types alone, would hide."""
    modules = {path.stem: path for path in (PACKAGE / "engine").glob("*/*.py")}
    imports = {name: {*engine_modules(path)} for name, path in modules.items()}
    assert imports["model"] & modules.keys(), "they are found"
    assert len(modules.keys() - {"__init__"}) == len(list((PACKAGE / "engine").glob("*/[!_]*.py")))
    while leaves := [name for name, mine in imports.items() if not mine & imports.keys()]:
        for name in leaves:
            del imports[name]
    assert sorted(imports) == []


ENGINE = ("rows", "model", "solver", "primal", "explain", "lexicographic", "answers")
"""The folders of the engine, lowest first, as `docs/engine.md` shows them."""


@pytest.mark.parametrize("folder", ENGINE)
def test_a_folder_of_the_engine_knows_those_below_it(folder: str) -> None:
    """Rows know no program, a model no search, a heuristic no goal."""
    assert sorted(ENGINE) == sorted(
        path.parent.name for path in PACKAGE.glob("engine/*/__init__.py")
    )
    above = tuple(f"seatplan.engine.{name}" for name in ENGINE[ENGINE.index(folder) + 1 :])
    for path in (PACKAGE / "engine" / folder).glob("*.py"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ImportFrom) and node.module:
                assert not node.module.startswith(
                    tuple(f"seatplan.engine.{name}" for name in above)
                )
