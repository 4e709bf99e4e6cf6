"""The steps of the gate, each a session: `nox -l` lists them, `nox -s lint` runs one.

`.ci/run` runs those of GATE in their order, on a copy of the checkout. Whoever works on seatplan
runs the one that they need:

    pipx run nox -s lint          # or: .venv/bin/pip install nox && .venv/bin/nox -s lint

Tools of one environment, `.nox/dev`, serve most sessions. Those that show something about a fresh
machine (`tests`, `tutorial`, `wheel`, `lowest`, `pythons`) make environments of their own.
"""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
from pathlib import Path

import nox

CHECKOUT = Path(__file__).resolve().parent
DEV = CHECKOUT / ".nox" / "dev"

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""Those that README promises; a test compares the two."""

GATE = (
    "tests", "tutorial", "lint", "types", "examples", "benchmarks", "page", "docs",
    "wheel",
)  # fmt: skip
"""What `.ci/run` runs. `lowest` and `pythons` take as long again, and need what not every machine
has: they run before a release."""

QUICK = (
    "tests/catalog", "tests/cli", "tests/files", "tests/goals", "tests/notebook", "tests/report",
    "tests/rules", "tests/structure", "tests/validation", "tests/engine/answers/test_solving.py",
    "tests/whatif/test_edits.py", "tests/test_answers.py", "tests/test_declared.py",
)  # fmt: skip
"""Tests that show whether seatplan works with a Python or with the versions of its libraries."""

nox.options.sessions = ("lint", "types")
nox.options.default_venv_backend = "none"
nox.options.error_on_missing_interpreters = False


def dev(session: nox.Session, *extras: str) -> Path:
    """The environment that most sessions share, with these extras; the folder of its commands."""
    if not (DEV / "bin").exists():
        session.run(sys.executable, "-m", "venv", str(DEV), external=True)
    names = ",".join(extras)
    session.run(str(DEV / "bin" / "pip"), "install", "-q", "-e", f".[{names}]", external=True)
    return DEV / "bin"


def command_of(page: str, name: str) -> str:
    """The block of a page that follows `<!-- command: NAME -->`."""
    text = (CHECKOUT / page).read_text(encoding="utf-8")
    found = re.search(rf"<!-- command: {name} -->\n```sh\n(.*?)```", text, re.DOTALL)
    if found is None:
        raise ValueError(f"{page} has no command that is marked {name!r}")
    return found[1]


def shell(session: nox.Session, text: str) -> None:
    session.run("bash", "-euo", "pipefail", "-c", text, external=True)


@nox.session
def tests(session: nox.Session) -> None:
    """All tests, with the command of README, from nothing."""
    shutil.rmtree(CHECKOUT / ".venv", ignore_errors=True)
    shell(session, command_of("README.md", "test"))


@nox.session
def tutorial(session: nox.Session) -> None:
    """The first lines of the tutorial, from nothing."""
    shutil.rmtree(CHECKOUT / ".venv", ignore_errors=True)
    shell(session, command_of("docs/tutorial.md", "install"))


@nox.session
def lint(session: nox.Session) -> None:
    """Lint, format and spelling."""
    tools = dev(session, "dev")
    session.run(str(tools / "ruff"), "check", ".", external=True)
    session.run(str(tools / "ruff"), "format", "--check", ".", external=True)
    session.run(str(tools / "codespell"), external=True)


@nox.session
def types(session: nox.Session) -> None:
    """mypy, strict, over the package, the benchmarks and the tools."""
    tools = dev(session, "dev", "test", "bench", "docs")
    session.run(str(tools / "mypy"), external=True)


@nox.session
def verify_types(session: nox.Session) -> None:
    """pyright: whether every public name has a complete type, as those who import it see it."""
    tools = dev(session, "dev", "test", "plot")
    session.run(
        str(tools / "pyright"), "--pythonpath", str(tools / "python"), "--verifytypes", "seatplan",
        "--ignoreexternal", external=True,
    )  # fmt: skip


@nox.session
def examples(session: nox.Session) -> None:
    """The service, the MCP server and the notebooks of the documentation."""
    python = str(dev(session, "test", "examples") / "python")
    session.run(python, "-m", "pytest", "-q", "-m", "examples", "tests/examples", external=True)


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Whether the answers of the benchmarks are right, on the smallest and for a moment."""
    python = str(dev(session, "test", "bench") / "python")
    session.run(
        python, "-m", "pytest", "-q", "benchmarks/test_phases.py", "benchmarks/test_peers.py",
        "--benchmark-disable", "-k", "crossflight", "--limit", "2", external=True,
    )  # fmt: skip
    session.run(
        python, "-m", "benchmarks.whatif", "--as-of", "2026-01-08", "--repeat", "1",
        "--processes", "1", external=True,
    )  # fmt: skip


@nox.session
def page(session: nox.Session) -> None:
    """The page in Chromium of the system."""
    python = str(dev(session, "test", "browser") / "python")
    session.run(python, "-m", "pytest", "-q", "-m", "browser", "tests/browser", external=True)


@nox.session
def docs(session: nox.Session) -> None:
    """The site of the documentation: no warning, and nothing in it from another host."""
    tools, target = dev(session, "docs", "plot"), CHECKOUT / ".nox" / "site"
    shutil.rmtree(target, ignore_errors=True)
    session.run(
        str(tools / "sphinx-build"), "-q", "-W", "--keep-going", "-n", "docs", str(target),
        external=True,
    )  # fmt: skip
    foreign = re.compile(r'<(script|link|img|iframe)[^>]* (src|href)="(https?:)?//')
    found = [
        str(one.relative_to(target))
        for one in sorted(target.rglob("*.html"))
        if foreign.search(one.read_text(encoding="utf-8"))
    ]
    if found:
        session.error(f"something from another host is in {', '.join(found)}")


@nox.session
def wheel(session: nox.Session) -> None:
    """The sdist, the wheel from it, what is in it, and both installed elsewhere and used."""
    python = str(dev(session, "dev", "test") / "python")
    work = CHECKOUT / ".nox" / "wheel"
    shutil.rmtree(work, ignore_errors=True)
    session.run(python, "-m", "build", "--outdir", str(work / "dist"), ".", external=True)
    shell(session, f"bash .ci/wheel {python} {work}")


@nox.session
def lowest(session: nox.Session) -> None:
    """Quick tests with the lowest version of each library that pyproject.toml allows."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    pins = [re.sub(r">=([\d.]+).*", r"==\1.*", one) for one in wanted]
    # The oldest Matplotlib calls what newer releases of pyparsing deprecate, a warning there.
    pins.append("pyparsing<3.3")
    folder = CHECKOUT / ".nox" / "lowest"
    quick(session, sys.executable, folder, *pins)


@nox.session
def pythons(session: nox.Session) -> None:
    """Quick tests on each other Python from 3.11 to 3.14 that this machine has."""
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    for version in PYTHONS:
        found = interpreter(version)
        if version == own:
            session.log(f"Python {version} is the one of the session `tests`")
        elif found is None:
            session.warn(f"Python {version} is not on this machine and was not tried")
        else:
            quick(session, found, CHECKOUT / ".nox" / f"python-{version}")


def interpreter(version: str) -> str | None:
    """The command of a Python, on the path or of pyenv, if it runs."""
    places = [
        shutil.which(f"python{version}"),
        *sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python{version}")),
    ]
    for place in places:
        if place is not None and ".pyenv/shims" not in str(place):
            return str(place)
    return None


def quick(session: nox.Session, python: str, folder: Path, *pins: str) -> None:
    """Runs QUICK in a new environment of this Python, with these versions of libraries."""
    shutil.rmtree(folder, ignore_errors=True)
    session.run(python, "-m", "venv", str(folder), external=True)
    inside = str(folder / "bin" / "python")
    session.run(inside, "-m", "pip", "install", "-q", "-e", ".[test]", *pins, external=True)
    session.run(inside, "-m", "pytest", "-n", "2", "-q", *QUICK, *session.posargs, external=True)


@nox.session
def mutants(session: nox.Session) -> None:
    """Mutants of the modules that are named after `--`, or of all that judge plans."""
    python = str(dev(session, "test", "mutants") / "python")
    session.run(python, "-m", "tests.mutants", *session.posargs, external=True)


@nox.session
def nightly(session: nox.Session) -> None:
    """Every law on twenty times as many examples; takes hours."""
    python = str(dev(session, "test") / "python")
    session.run(
        python, "-m", "pytest", "-q", "tests/properties", *session.posargs,
        env={"HYPOTHESIS_PROFILE": "nightly"}, external=True,
    )  # fmt: skip
