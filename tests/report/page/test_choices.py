"""The other candidates for seats: those of `candidates`, for as many roles as requested."""

from __future__ import annotations

import seatplan
from seatplan.report.page.choices import choices
from seatplan.timeline import PlanIndex
from tests.small_programs import leaking, leaking_plan

READING = PlanIndex(leaking(), leaking_plan())


def test_a_limit() -> None:
    """Flights are taken by launch, each with all of its roles, up to the limit."""
    assert choices(READING, 0) == {}
    assert list(choices(READING, 2)) == ["S-1"]
    assert [one.role for one in choices(READING, 9)["D-1"]] == ["pilot", "specialist"]


def test_a_flight_that_goes_up_empty() -> None:
    """Where a plan has someone on it all the same, it has no candidates."""
    empty = leaking().apply(seatplan.LaunchEmpty("S-1"))
    assert "S-1" not in choices(PlanIndex(empty, leaking_plan()), 9)
    assert "S-1" in seatplan.report_page(empty, leaking_plan(), candidates=9)


def test_the_same_as_candidates() -> None:
    """Fits, others and barred members are those of `seatplan.candidates`; the page shows them."""
    for flight, found in choices(READING, 9).items():
        for one in found:
            same = seatplan.candidates(leaking(), leaking_plan(), flight, one.role)
            assert len(one.fits) + len(one.others) == len(same.possible)
            assert len(one.fits) == sum(each.fits for each in same.possible)
            words = [word for each in same.barred for word in each.words.split(", ")]
            assert dict(one.barred) == {word: words.count(word) for word in words}
    page = seatplan.report_page(leaking(), leaking_plan(), candidates=9)
    assert "Other candidates for <bdi>commander</bdi>" in page
