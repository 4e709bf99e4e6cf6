"""Quotas and shares: what is required and what is given, with the numbers of the check."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seatplan.agreements import Piece
from seatplan.report.page.claims import claims
from seatplan.rules.quota import Quota
from seatplan.rules.share import Share
from seatplan.testing import plans, programs
from seatplan.timeline import PlanIndex
from tests.build import flight, member, plan, program, tour
from tests.properties.effort import examples

FLIGHTS = [flight("F1", 1, 11), flight("F2", 11, 21), flight("F3", 400, 420)]
CREW = [member("ann"), member("bob", "JAXA")]
PLAN = plan(tour("ann", "F1"), tour("bob", "F2"), tour("ann", "F3"))


def pieces(*rules: Quota | Share) -> list[tuple[Piece, ...]]:
    return [one.pieces for one in claims(PlanIndex(program(FLIGHTS, CREW, rules=rules), PLAN))]


def test_a_quota_of_the_program() -> None:
    """A quota of the whole program is one piece, with the amount by which it is missed."""
    quota = Quota(agencies=("NASA",), min=3)
    assert pieces(quota) == [(Piece(("all 3 flights",), "at least 3 seats", "2 seats", "1 seat"),)]


def test_quotas_of_years() -> None:
    """Years with the same number are one piece."""
    assert pieces(Quota(agencies=("NASA",), min=1, max=1, per="year")) == [
        (Piece(("2030", "2031"), "exactly 1 seat", "1 seat each"),)
    ]


def test_quotas_of_flights() -> None:
    """Flights are named by their ids, and a quota of days is given in days."""
    assert pieces(Quota(agencies=("NASA",), max=15, per="flight", unit="days")) == [
        (
            Piece(("F1",), "at most 15 days", "10 days", flights=True),
            Piece(("F2",), "at most 15 days", "0 days", flights=True),
            Piece(("F3",), "at most 15 days", "20 days", "5 days", flights=True),
        )
    ]


def test_shares() -> None:
    """A share shows what is due at the end, and the largest deviation with its day."""
    off = "0.083 seats after 2030-01-01"
    assert pieces(Share(shares={"NASA": 2, "JAXA": 1}, tolerance="0.25")) == [
        (
            Piece(("JAXA",), "33.333 %, that is 1 seat", "1 seat", off),
            Piece(("NASA",), "66.667 %, that is 2 seats", "2 seats", off),
        )
    ]


@st.composite
def readings(draw: st.DrawFn) -> PlanIndex:
    drawn = draw(programs(rules=["quota", "share"], goals=(), min_rules=1))
    return PlanIndex(drawn, draw(plans(drawn)))


@given(readings())
@examples(60)
def test_what_is_off_is_what_is_broken(reading: PlanIndex) -> None:
    """A claim is off if and only if its rule is broken, as often or for the same agencies."""
    for claim in claims(reading):
        findings = list(claim.rule.violations(reading))
        if isinstance(claim.rule, Share):
            agencies = {one.requirement.subject.agency for one in findings}
            assert {one for piece in claim.pieces if piece.beyond for one in piece.of} == agencies
        else:
            assert claim.off == len(findings)
