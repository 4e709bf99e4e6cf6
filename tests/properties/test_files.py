"""Programs survive being written as plain data."""

from __future__ import annotations

from hypothesis import given

from seatplan import Program
from seatplan.testing import programs

from .effort import examples


@given(programs())
@examples(100)
def test_plain_data(program: Program) -> None:
    assert Program.from_dict(program.to_dict()) == program
