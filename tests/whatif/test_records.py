"""What a journal keeps of an answer."""

from __future__ import annotations

import json
from datetime import date

from attrs import fields

from seatplan import DateFix, Explanation, Outcome, Requirement, Result, Shortfall, Status, Stranded
from seatplan.whatif.records import explanation_from, record_of

from .studies import PLAN, PROGRAM, SCENARIOS

REQUIREMENT = Requirement("quota", "quota", "At least 1 seat", ("F1",), ("ann",))

EXPLANATION = Explanation(
    conflicts=((REQUIREMENT,),),
    fixes=((REQUIREMENT,),),
    feasible=False,
    proved=True,
    complete=True,
    seconds=1.5,
    stranded=(Stranded(("ann",), ("F1",), "ann cannot come home"),),
    lacking="No crew.",
    shortfalls=(Shortfall("quota", 1, "0 seats"),),
    date_fixes=(DateFix("F1", "landing", 3, date(2030, 1, 1), date(2030, 2, 1)),),
)


def test_every_part_of_an_explanation_comes_back() -> None:
    """Each field of the class, through JSON text."""
    defaults = Explanation()
    unset = [
        one.name
        for one in fields(Explanation)
        if getattr(EXPLANATION, one.name) == getattr(defaults, one.name)
    ]
    assert not unset
    scenario = SCENARIOS[0]
    result = Result(Status.INFEASIBLE)
    outcome = Outcome(
        scenario, result, explanation=EXPLANATION, program=PROGRAM, before=PROGRAM, plan=PLAN
    )
    record = json.loads(json.dumps(record_of(outcome)))
    assert explanation_from(record) == EXPLANATION
