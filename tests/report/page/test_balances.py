"""The chart of the balance of an exchange."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from seatplan.report.accounts import accounts
from seatplan.report.page.balances import HALF, balance_chart
from seatplan.timeline import PlanIndex
from tests.small_programs import broken_plan, leaking, leaking_plan

END = date(2025, 1, 1)


def test_steps() -> None:
    """Each balance lasts until the next launch; a day of settling has no step."""
    (account,) = accounts(PlanIndex(leaking(), leaking_plan()))
    chart = balance_chart(account, END)
    assert [(one.entry.balance, one.since, one.until) for one in chart.levels] == [
        (1, date(2024, 1, 1), date(2024, 2, 1)),
        (0, date(2024, 2, 1), END),
    ]
    assert [entry.day for entry in chart.settled] == [date(2024, 3, 1)]


def test_heights() -> None:
    """Bars go up if the first party is ahead, else down; the largest one fills its half."""
    (account,) = accounts(PlanIndex(leaking(), leaking_plan()))
    assert [(one.top, one.height) for one in balance_chart(account, END).levels] == [
        (0, HALF),
        (HALF, 0),
    ]
    (account,) = accounts(PlanIndex(leaking(), broken_plan()))
    assert [(one.top, one.height) for one in balance_chart(account, END).levels] == [
        (HALF, 0),
        (HALF, HALF),
    ]
    wide = evolve(account, tolerance=2)
    chart = balance_chart(wide, END)
    assert (chart.most, chart.band, chart.levels[1].height) == (2, HALF, HALF // 2)
