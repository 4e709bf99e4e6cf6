"""A study: a program, its plan and the options of a sweep, which workers receive once."""

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
    """The part of a sweep that all scenarios have in common.

    Attributes:
        program, plan: the program and the given plan.
        as_of: the day before which everything is past, or None.
        options: the options for solving each scenario.
    """

    program: Program
    plan: Plan
    as_of: date | None = None
    options: Replanning = field(factory=Replanning)

    @property
    def identity(self) -> dict[str, Any]:
        """Plain data that is equal for two studies exactly if they are the same study.

        It does not include time limit and workers, because a study may go on with others.
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
        """A hash of the whole study, including the full version of seatplan."""
        everything = {**self.identity, **asdict(self.options), "version": seatplan.__version__}
        return content_of(sorted(everything.items()))

    def packed(self) -> bytes:
        """The study in a few kilobytes, for another process.

        That process must be able to import rules of your own.
        """
        return zlib.compress(pickle.dumps(self))

    @staticmethod
    def unpacked(packed: bytes) -> Study:
        """Unpack a study."""
        study: Study = pickle.loads(zlib.decompress(packed))
        return study

    def replanner(self) -> Replanner:
        """A replanner for the scenarios of the study."""
        return Replanner(self.program, self.plan, as_of=self.as_of, options=self.options)


def content_of(value: Any) -> str:
    """A hash of the content of a value, which is the same in every process."""
    return hashlib.sha256(_text_of(value).encode("utf-8", "surrogatepass")).hexdigest()


def _text_of(value: Any) -> str:
    """Every field of a value in order; a `repr` may be shortened, and hashes are salted."""
    if isinstance(value, (tuple, list)):
        return f"({', '.join(map(_text_of, value))})"
    if not attrs.has(type(value)):
        return repr(value)
    each = (f"{one.name}={_text_of(getattr(value, one.name))}" for one in attrs.fields(type(value)))
    return f"{type(value).__qualname__}({', '.join(each)})"


def key_of(scenario: Scenario) -> str:
    """A hash of the edits of a scenario, whatever its name."""
    return content_of(scenario.edits)
