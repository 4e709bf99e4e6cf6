"""The page passes the rules of axe: WCAG 2.2, levels A and AA, and good practice."""

from __future__ import annotations

import pytest

import seatplan
from tests.small_programs import broken_plan, leaking, leaking_plan

from . import answers
from .conftest import Open, Opened


def faults(one: Opened) -> list[str]:
    """Return what axe finds: each rule with its first element."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(one.page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (400, "dark")])
def test_a_shipped_program(show: Open, width: int, scheme: str) -> None:
    """The page passes in both color schemes, on a screen and a phone, with everything open."""
    program = seatplan.catalog.load("commercial-station")
    plan = seatplan.solve(program).plan
    assert plan is not None
    one = show(program, plan, width=width, color_scheme=scheme)
    for details in one.page.locator("summary").all():
        if details.is_visible():
            details.click()
    one.page.locator(".lane .head a").last.click()
    assert faults(one) == []


def test_with_everything_in_it(show: Open) -> None:
    """The page of a broken plan that is compared with another passes."""
    assert faults(show(leaking(), broken_plan(), compare=leaking_plan())) == []


@pytest.mark.parametrize("name", answers.PAGES)
def test_every_answer(show: Open, name: str) -> None:
    """The page of each answer passes with everything open, and never scrolls sideways."""
    scheme = "dark" if name in ("outcome", "stress", "tradeoff") else "light"
    one = show(answers.page(name), width=400, color_scheme=scheme)
    one.page.eval_on_selector_all("details", "all => all.forEach((one) => (one.open = true))")
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 400
    assert faults(one) == []


def test_an_empty_program(show: Open) -> None:
    """The page of a program without flights passes."""
    assert faults(show(seatplan.Program(), seatplan.Plan())) == []
