"""All requirements of a program, as its model names them."""

from __future__ import annotations

from seatplan import Program
from seatplan.engine.model.building import build_model
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.modelling import Variable
from seatplan.requirement import Requirement


class _Recording(ActiveRequirements):
    def __init__(self) -> None:
        super().__init__(assume=True)
        self.seen: list[Requirement] = []

    def guard(self, requirement: Requirement) -> Variable | None:
        self.seen.append(requirement)
        return super().guard(requirement)


def requirements_of(program: Program) -> list[Requirement]:
    """Return the hard requirements in the model of a program; some come more than once."""
    recording = _Recording()
    build_model(program, active=recording)
    return recording.seen


def lines_of(program: Program, rule: str) -> list[str]:
    """Return the sentences of the requirements of one rule."""
    return [one.message for one in requirements_of(program) if one.rule == rule]
