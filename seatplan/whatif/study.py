"""A study: a program, its plan and how scenarios are solved; what workers receive once."""

from __future__ import annotations

import hashlib
import pickle
import zlib
from datetime import date
from typing import Any

import attrs
from attrs import asdict, field, frozen

import seatplan
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.shown import Shown
from seatplan.whatif.replanning import Replanner, Replanning
from seatplan.whatif.scenario import Scenario


@frozen(repr=False)
class Study(Shown):
    """What all scenarios of a sweep have in common.

    Attributes:
        program, plan: what was known, wanted and planned.
        as_of: the day before which everything is past, or None.
        options: how each scenario is solved.
    """

    program: Program
    plan: Plan
    as_of: date | None = None
    options: Replanning = field(factory=Replanning)

    @property
    def identity(self) -> dict[str, Any]:
        """What two studies share exactly where they are the same, as plain data.

        Time limit and workers are no part of it: a study may go on with more of them.
        """
        return {
            "program": content_of(self.program),
            "plan": content_of(self.plan),
            "as_of": self.as_of.isoformat() if self.as_of is not None else None,
            "seed": self.options.seed,
            "explain": self.options.explain,
            "relax": self.options.relax,
            "version": seatplan.__version__.rpartition(".")[0],
        }

    @property
    def key(self) -> str:
        """A word for all of it, the whole version included."""
        everything = {**self.identity, **asdict(self.options), "version": seatplan.__version__}
        return content_of(sorted(everything.items()))

    def packed(self) -> bytes:
        """The study in a few kilobytes, for another process.

        Rules of one's own have to be importable there.
        """
        return zlib.compress(pickle.dumps(self))

    @staticmethod
    def unpacked(packed: bytes) -> Study:
        """The study that was packed."""
        study: Study = pickle.loads(zlib.decompress(packed))
        return study

    def replanner(self) -> Replanner:
        """Answers its scenarios."""
        return Replanner(self.program, self.plan, as_of=self.as_of, options=self.options)


def content_of(value: Any) -> str:
    """A word for the content of a value: the same in every process, and as good as unique."""
    return hashlib.sha256(_text_of(value).encode("utf-8", "surrogatepass")).hexdigest()


def _text_of(value: Any) -> str:
    """Every field of everything in order: a `repr` may be shortened, and hashes are salted."""
    if isinstance(value, (tuple, list)):
        return f"({', '.join(map(_text_of, value))})"
    if not attrs.has(type(value)):
        return repr(value)
    each = (f"{one.name}={_text_of(getattr(value, one.name))}" for one in attrs.fields(type(value)))
    return f"{type(value).__qualname__}({', '.join(each)})"


def key_of(scenario: Scenario) -> str:
    """A word for what happens in a scenario, whatever it is called."""
    return content_of(scenario.edits)
