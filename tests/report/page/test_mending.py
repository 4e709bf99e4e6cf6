"""The nearest plan that keeps every hard rule, on the page of a plan that does not."""

from __future__ import annotations

from attrs import evolve

from seatplan import Assignment, Fixed, Plan, Program, check, report_page
from seatplan.report.page.mending import mending
from seatplan.rules.apart import Apart
from seatplan.rules.backup import Backup
from seatplan.rules.together import Together
from seatplan.timeline import PlanIndex
from tests.build import flight, member, plan, program, seat, tour, vehicle

from .markup import read


def broken(*more: Together) -> tuple[Program, Plan]:
    """Return a plan with Ann and Bob, who must not fly together; Cy should not fly with Ann."""
    rules = (Apart(members=("ann", "bob")), Apart(id="wish", members=("ann", "cy"), weight=9))
    one = program(
        [flight("F1", 11, 31)],
        [member(name) for name in ("ann", "bob", "cy")],
        vehicles=(vehicle("ship", "NASA", 0, seat("pilot"), seat("guest")),),
        rules=(*rules, *more),
    )
    return one, plan(tour("ann", "F1", role="pilot"), tour("bob", "F1", role="guest"))


def test_the_least_change() -> None:
    """Cy replaces Ann or Bob; the page shows that swap, and the plan with it keeps the rules."""
    one, bad = broken()
    found = mending(PlanIndex(one, bad), 60.0)
    assert found is not None
    assert found.sentence == (
        "The nearest plan that keeps every hard rule changes 2 seats and 2 members. "
        "Proved: none changes less."
    )
    (swap,) = found.swaps
    assert swap.after == ("cy",)
    assert swap.before in (("ann",), ("bob",))
    (violation,) = [each for each in check(one, bad).violations if each.hard]
    assert found.of(violation) == (swap,)
    (entry,) = read(report_page(one, bad, mend=60.0)).all("li", cls="card")
    text = entry.all("p", cls="mend")[0].text
    assert text == f"To mend it: F1, {swap.role}: {swap.before[0]} → cy"
    lines = [evolve(line, member="cy") if line.member == swap.before[0] else line for line in bad]
    assert check(one, Plan(lines)).ok


def test_no_way_to_mend() -> None:
    """If no plan keeps every hard rule, the page shows that, but only if `mend` is given."""
    one, bad = broken(Together(members=("ann", "bob")))
    one = evolve(one, crew=one.crew[:2], rules=(one.rules[0], *one.rules[2:]))
    found = mending(PlanIndex(one, bad), 60.0)
    assert found is not None
    assert found.sentence.startswith("No plan keeps every hard rule")
    assert found.swaps == ()
    assert "What would mend it" in report_page(one, bad, mend=60.0)
    assert "What would mend it" not in report_page(one, bad)


def test_backups_of_soft_rules_and_wishes_may_stay() -> None:
    """The backups of a broken plan do not count as changes, whatever requires them."""
    one, bad = broken()
    one = evolve(
        one,
        crew=[*one.crew, member("dag"), member("eva")],
        rules=[*one.rules, Backup(roles=("pilot",), weight=2)],
        fixed=[Fixed("F1", "guest", "eva", leg="backup", weight=3)],
    )
    backups = [
        Assignment("F1", "backup", "pilot", "dag"),
        Assignment("F1", "backup", "guest", "eva"),
    ]
    found = mending(PlanIndex(one, Plan([*bad.assignments, *backups])), 60.0)
    assert found is not None
    assert "changes 2 seats and 2 members." in found.sentence
