"""Loads rules, goals and edits of other packages once, through their entry points."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from threading import RLock

from seatplan.errors import Problem, ProgramError

GROUP = "seatplan.kinds"
"""The group of entry points in which a package lists its modules that register kinds."""


class PluginError(ProgramError):
    """A package with rules, goals or edits cannot be loaded."""


class _Plugins:
    """The state of loading in this process."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.begun = False
        self.problems: list[Problem] = []

    def load(self) -> None:
        with self.lock:
            # Set first: a module that looks up kinds while it is loaded must not start again.
            if not self.begun:
                self.begun = True
                found = entry_points(group=GROUP)
                for entry in sorted(found, key=lambda one: (one.name, one.value)):
                    self._load(entry)
        if self.problems:
            raise PluginError(self.problems)

    def _load(self, entry: EntryPoint) -> None:
        try:
            entry.load()
        except Exception as error:  # another package's module can raise anything
            package = f" of {entry.dist.name} {entry.dist.version}" if entry.dist else ""
            message = (
                f"the entry point {entry.name!r} ({entry.value}){package} cannot be loaded: "
                f"{type(error).__name__}: {error}"
            )
            hint = "update that package, or uninstall it."
            self.problems.append(Problem(message, hint=hint))


_plugins = _Plugins()


def load_plugins() -> None:
    """Loads the modules that installed packages name in the group `seatplan.kinds`, once.

    Raises:
        PluginError: on each call, if entry points cannot be loaded; it names all of them.
    """
    _plugins.load()
