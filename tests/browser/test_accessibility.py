"""The page by the rules of axe: WCAG 2.2, levels A and AA, and good practice."""

from __future__ import annotations

import pytest

import seatplan
from tests.small_programs import broken_plan, leaking, leaking_plan

from .conftest import Open, Opened


def faults(one: Opened) -> list[str]:
    """What axe finds: the rule and the first element of each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(one.page).response["violations"]
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_a_shipped_program(show: Open, scheme: str, width: int) -> None:
    """In both schemes and both widths, with everything open."""
    program = seatplan.catalog.load("iss-crossflight")
    plan = seatplan.catalog.flown("iss-crossflight")
    one = show(program, plan, width=width, color_scheme=scheme)
    assert faults(one) == []
    for details in one.page.locator("summary").all():
        if details.is_visible():
            details.click()
    one.page.locator(".lane .head a").last.click()
    assert faults(one) == []


def test_with_everything_in_it(show: Open) -> None:
    """A broken plan, held against another one."""
    assert faults(show(leaking(), broken_plan(), compare=leaking_plan())) == []


def test_an_empty_program(show: Open) -> None:
    """Even where there is nothing to show."""
    assert faults(show(seatplan.Program(), seatplan.Plan())) == []
