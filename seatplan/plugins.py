"""Rules, goals and edits of other packages: found through their entry points, loaded once."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from threading import RLock

from seatplan.errors import Problem, ProgramError

GROUP = "seatplan.kinds"
"""The group of entry points under which a package names modules that register kinds."""


class PluginError(ProgramError):
    """A package that adds rules, goals or edits cannot be loaded."""


class _Plugins:
    """What has been loaded in this process."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.begun = False
        self.problems: list[Problem] = []

    def load(self) -> None:
        with self.lock:
            # A module that looks kinds up while it is loaded sees those that there are by then.
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
        except Exception as error:  # whatever a module of someone else raises
            package = f" of {entry.dist.name} {entry.dist.version}" if entry.dist else ""
            message = (
                f"the entry point {entry.name!r} ({entry.value}){package} cannot be loaded: "
                f"{type(error).__name__}: {error}"
            )
            hint = "a newer version of that package, or none of it."
            self.problems.append(Problem(message, hint=hint))


_plugins = _Plugins()


def load_plugins() -> None:
    """Loads the modules that installed packages name in the group `seatplan.kinds`, once.

    Raises:
        PluginError: with every entry point that fails to load, each time.
    """
    _plugins.load()
