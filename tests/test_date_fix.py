"""A fix that moves a flight: its sentence, and the changed program."""

from __future__ import annotations

from datetime import date

import pytest

from seatplan import DateFix, Explanation, Requirement
from tests.small_programs import leaking

LATER = DateFix("D-1", "landing", 1, date(2024, 2, 1), date(2024, 8, 2))


@pytest.mark.parametrize(
    ("fix", "words"),
    [
        (LATER, "land D-1 1 day later, on 2024-08-02"),
        (
            DateFix("D-1", "launch", -3, date(2024, 1, 29), date(2024, 8, 1)),
            "launch D-1 3 days earlier, on 2024-01-29",
        ),
        (
            DateFix("D-1", "both", 2, date(2024, 2, 3), date(2024, 8, 3)),
            "launch and land D-1 2 days later, on 2024-02-03 and 2024-08-03",
        ),
    ],
)
def test_decision(fix: DateFix, words: str) -> None:
    """The decision names the flight, the shift and the new days."""
    assert fix.decision == words


def test_made() -> None:
    """The flight has the new dates, and nothing else differs."""
    before = leaking()
    after = LATER.made(before)
    assert [one.landing for one in after.flights if one.id == "D-1"] == [LATER.landing]
    assert [one for one in after.flights if one.id != "D-1"] == [
        one for one in before.flights if one.id != "D-1"
    ]
    assert after.rules == before.rules


def test_numbered_after_the_other_fixes() -> None:
    """An explanation numbers it in the same list, and its data includes it."""
    one = Requirement("a", "few", "few people fly")
    explanation = Explanation(((one,),), ((one,),), False, True, date_fixes=(LATER,))
    assert str(explanation).endswith("move one flight:\n  2. land D-1 1 day later, on 2024-08-02")
    assert Explanation.from_dict(explanation.to_dict()) == explanation
