"""Who else could sit in a seat: as `candidates` says it, for as many seats as are requested."""

from __future__ import annotations

import seatplan
from seatplan.report.page.choices import choices
from seatplan.timeline import PlanIndex
from tests.small_programs import leaking, leaking_plan

READING = PlanIndex(leaking(), leaking_plan())


def test_a_limit() -> None:
    """Flights come by launch, each with all of its roles, as long as the number lasts."""
    assert choices(READING, 0) == {}
    assert list(choices(READING, 2)) == ["S-1"]
    assert [one.role for one in choices(READING, 9)["D-1"]] == ["pilot", "specialist"]


def test_what_it_says() -> None:
    """Everyone but the holders is there once: fits, breaks something, or is barred."""
    for flight, found in choices(READING, 9).items():
        for one in found:
            asked = seatplan.candidates(leaking(), leaking_plan(), flight, one.role)
            assert len(one.fits) + len(one.others) == len(asked.possible)
            assert len(one.fits) == sum(each.fits for each in asked.possible)
            words = [word for each in asked.barred for word in each.words.split(", ")]
            assert dict(one.barred) == {word: words.count(word) for word in words}
    page = seatplan.report_page(leaking(), leaking_plan(), candidates=9)
    assert "Who else as <bdi>commander</bdi>" in page
