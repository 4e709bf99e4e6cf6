"""What a plan breaks of what was put off is mended, and what can be better becomes so."""

from __future__ import annotations

import time
from unittest.mock import patch

from seatplan import check
from seatplan.engine import model as model_module
from seatplan.engine.evidence import Case
from seatplan.engine.lexicographic import stages
from seatplan.engine.model import SeatModel
from seatplan.engine.search import Search
from seatplan.engine.starting import _mended
from seatplan.goals.even_turns import EvenTurns
from seatplan.rules.experience import Experience
from tests.build import flight, member, plan, program, seat, tour


def test_a_broken_ascent_is_mended_and_turns_become_even() -> None:
    """Two rookies fly together three times, and the veteran stays at home."""
    crew = [member("ann", flights_before=1), member("bob"), member("cem")]
    flights = [flight("F1", 1, 11), flight("F2", 21, 31), flight("F3", 41, 51)]
    one = program(flights, crew, seats=[seat(count=2)], rules=[Experience()], goals=[EvenTurns()])
    start = plan(*(tour(who, f"F{number}") for who in ("bob", "cem") for number in (1, 2, 3)))
    assert not check(one, start).ok
    with patch.object(model_module, "PATIENCE", 0):
        model = SeatModel(one, patient=True)
    assert model.put_off
    stage = stages(model, one.named_goals)[0]
    bound = stage.parts[0].gain(0)  # out of reach
    mended = _mended(model, stage, bound, start, Search(time.monotonic() + 60, Case(one)))
    assert mended is not None
    report = check(one, mended)
    assert report.ok
    assert report.values == {"even-turns": 17}  # 4 + 4 + 9 or 9 + 4 + 4, where it was 19
