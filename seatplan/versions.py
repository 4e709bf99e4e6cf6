"""The versions of seatplan and its libraries, for answers and bug reports."""

from __future__ import annotations

import platform
import re
import sys
from importlib.metadata import PackageNotFoundError, requires, version

import seatplan


def versions() -> dict[str, str | None]:
    """The versions of seatplan, Python, the platform and each library; None if not installed."""
    try:
        wanted = requires("seatplan") or []
    except PackageNotFoundError:  # a checkout that is not installed
        wanted = []
    extras = re.compile(r"""extra == ['"](test|docs|dev|bench|mutants|browser)['"]""")
    names = (re.match(r"[\w.-]+", one) for one in wanted if not extras.search(one))
    libraries = sorted({match[0].lower() for match in names if match is not None})
    return {
        "seatplan": seatplan.__version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        **{name: _installed(name) for name in libraries},
    }


def show_versions() -> None:
    """Prints the versions of seatplan, Python and the libraries, for a bug report.

    Raises:
        OSError: if standard output cannot be written.
    """
    sys.stdout.write(versions_text())


def versions_text() -> str:
    """The versions as text, one on each line."""
    found = versions()
    width = max(map(len, found))
    return "".join(
        f"{name:{width}}  {number or 'not installed'}\n" for name, number in found.items()
    )


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
