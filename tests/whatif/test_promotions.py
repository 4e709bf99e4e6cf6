"""Promotions: the edit `promote`, and scenarios in which backups replace a member."""

from __future__ import annotations

import json
from io import StringIO

from attrs import evolve
from rich.console import Console

from seatplan import (
    Fixed,
    Forbidden,
    Promote,
    Status,
    Stress,
    Withdraw,
    schema,
    solve,
    stress,
    what_if,
)
from seatplan.report.outcomes import PROMOTION, stress_tables
from seatplan.rules.backup import Backup
from seatplan.whatif.promotions import promotion
from tests.build import backup, day, flight, plan, program, seat, tour

FLIGHTS = [flight("F1", 1, 11), flight("F2", 11, 21)]
CREW = ["ann", "bob", "cem"]
ONE = program(FLIGHTS, CREW, rules=[Backup(flights=["F1"], weight=1)])
FLOWN = plan(tour("ann", "F1"), tour("bob", "F2"), backup("cem", "F1"))


def test_it_forbids_one_and_fixes_the_other() -> None:
    """The edit adds one entry each, only for the way up; applied twice, it changes nothing more."""
    edit = Promote("F1", "cem", "ann", "pilot")
    edited = ONE.apply(edit)
    assert edited.forbidden == (Forbidden("F1", "ann", leg="up"),)
    assert edited.fixed == (Fixed("F1", "pilot", "cem", "up"),)
    assert edited.apply(edit) == edited
    outcome = what_if(ONE, FLOWN, edit)
    assert outcome.sentences == (
        "F1: cem flies as pilot instead of ann; bob is a backup as pilot instead of cem.",
    )


def test_what_is_fixed_stays() -> None:
    """A fixed entry for the replaced member contradicts the edit; the explanation names both."""
    one = evolve(ONE, fixed=(Fixed("F1", "pilot", "ann"),))
    outcome = what_if(one, FLOWN, Promote("F1", "cem", "ann", "pilot"), explain=True)
    assert outcome.result.status is Status.INFEASIBLE
    assert outcome.explanation is not None
    rules = {one.rule for one in outcome.explanation.conflict}
    assert rules in ({"fixed"}, {"fixed", "forbidden"})


def test_the_backups_of_one_who_drops_out() -> None:
    """There is a scenario only if each coming seat of the member has a backup in its role."""
    found = promotion(ONE, FLOWN, "ann")
    assert found is not None
    assert found.edits == (Withdraw("ann"), Promote("F1", "cem", "ann", "pilot"))
    assert promotion(ONE, FLOWN, "bob") is None  # no backup on F2
    assert promotion(ONE, FLOWN, "cem") is None  # no seat
    assert promotion(ONE, FLOWN, "ann", day(2)) is None  # the flight has launched
    two = program(FLIGHTS, CREW, seats=[seat("pilot", 2)], rules=[Backup(min=0)])
    both = plan(tour("ann", "F1"), tour("ann", "F2"), backup("cem", "F1"), backup("bob", "F2"))
    promoted = promotion(two, both, "ann")
    assert promoted is not None
    assert [one.member for one in promoted.edits[1:]] == ["cem", "bob"]


def test_stress_says_what_is_mended_by_promotion() -> None:
    """Stress reports a withdrawal that promotions mend, also in print."""
    study = stress(ONE, FLOWN, slips=())
    mended = {row.fault.subject for row in study.rows if row.mended_by_promotion}
    assert mended == {"ann"}
    row = next(row for row in study.rows if row.mended_by_promotion)
    assert row.promotion is not None
    assert row.promotion.result.plan is not None
    assert row.promotion.result.plan.on("F1", "up")[0].member == "cem"
    page = StringIO()
    console = Console(file=page, width=120, color_system=None)
    console.print(*stress_tables(study), sep="\n")
    text = page.getvalue()
    (line,) = [line for line in text.splitlines() if PROMOTION in line]
    assert line.split()[0] == "ann"


def test_stress_where_promotion_does_not_mend_it() -> None:
    """A hard rule without another backup leaves no plan after a promotion."""
    ships = (evolve(ONE.vehicles[0], backup_days=3),)
    one = evolve(ONE, vehicles=ships, rules=(Backup(flights=["F1"]),))
    two = evolve(one, forbidden=(Forbidden("F1", "bob"),))
    best = solve(two).plan
    assert best is not None
    study = stress(two, FLOWN, slips=())
    (row,) = [row for row in study.rows if row.fault.subject == "ann"]
    assert row.promotion is not None
    assert not row.mended_by_promotion


def test_a_study_with_promotions_comes_back_from_its_data() -> None:
    """The outcome of a promotion is part of the data and of the schema."""
    study = stress(ONE, FLOWN, slips=())
    data = study.to_dict()
    assert Stress.from_dict(json.loads(json.dumps(data))) == study
    assert any(row["mended_by_promotion"] for row in data["rows"])
    assert "mended_by_promotion" in json.dumps(schema("stress"))
