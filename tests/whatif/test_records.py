"""What a journal keeps of an answer."""

from __future__ import annotations

import json
from datetime import date

from attrs import fields

from seatplan import (
    DateFix,
    Explanation,
    Loosened,
    Outcome,
    Requirement,
    Result,
    Shortfall,
    Status,
    Stranded,
)
from seatplan.whatif.records import explanation_from, record_of

from .studies import PLAN, PROGRAM, SCENARIOS

REQUIREMENT = Requirement(
    "quota",
    "quota",
    "At least 1 seat",
    ("F1",),
    ("ann",),
    "change the quota",
    here="F1",
    loosened=Loosened("min", "2", "1", is_least=False),
)

EXPLANATION = Explanation(
    conflicts=((REQUIREMENT,),),
    fixes=((REQUIREMENT,),),
    feasible=False,
    proved=True,
    complete=True,
    seconds=1.5,
    stranded=(Stranded(("ann",), ("F1",), "ann cannot come home"),),
    lacking="No crew.",
    dates_untried=True,
    counted=("2 seats must be taken (all seats of F1), and at most 1 may be.",),
    shortfalls=(Shortfall("quota", 1, "0 seats"),),
    date_fixes=(DateFix("F1", "landing", 3, date(2030, 1, 1), date(2030, 2, 1)),),
)


def test_every_part_of_an_explanation_comes_back() -> None:
    """Each field of the class, and of what is in it, through JSON text."""
    assert REQUIREMENT.loosened is not None
    for whole in (EXPLANATION, REQUIREMENT, REQUIREMENT.loosened):
        unset = [one for one in fields(type(whole)) if getattr(whole, one.name) == one.default]
        assert [one.name for one in unset] in ([], ["subject"])
    scenario = SCENARIOS[0]
    result = Result(Status.INFEASIBLE)
    outcome = Outcome(
        scenario, result, explanation=EXPLANATION, program=PROGRAM, before=PROGRAM, plan=PLAN
    )
    record = json.loads(json.dumps(record_of(outcome)))
    assert explanation_from(record) == EXPLANATION
