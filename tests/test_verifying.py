"""Certificates are added up again, and those that do not add up are rejected."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import seatplan
from seatplan import Certificate, Plan, Program, Status, verifying
from seatplan.certificate import VARIABLE, KeptGoal
from seatplan.engine.solver import search
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.testing import programs
from tests.properties.effort import examples
from tests.small_programs import impossible, leaking, leaking_plan


def certified(program: Program, plan: Plan | None = None) -> list[Certificate]:
    """The certificates of all claims of a solve."""
    result = seatplan.solve(program, plan)
    claims = [result.claim, *(one.claim for one in result.goals)]
    made = [one.certificate() for one in claims if one is not None]
    return [one for one in made if one is not None]


@given(programs(max_rules=2))
@examples(8)
def test_what_a_solve_proves_adds_up(one: Program) -> None:
    """Each certificate of any program is valid, and proves everything that was claimed."""
    result = seatplan.solve(one)
    for value in result.goals:
        made = value.certificate
        if made is not None:
            assert seatplan.verify(one, made)
            assert (made.goal, made.bound) == (value.id, value.bound)
    if result.status is Status.INFEASIBLE and result.certificate is not None:
        assert seatplan.verify(one, result.certificate)


ENGINE = Path(search.__file__).parents[1]
LEAKING = certified(leaking())
IMPOSSIBLE = certified(impossible())
CASES = [(leaking(), one) for one in LEAKING] + [(impossible(), one) for one in IMPOSSIBLE]


def test_there_is_something_to_refuse() -> None:
    """The small programs have certificates, of goals and of infeasibility."""
    assert [one.goal for one in LEAKING] == ["keep-rules", "fill-seats", "even-turns"]
    assert [one.goal for one in IMPOSSIBLE] == [None]
    assert all(seatplan.verify(program, one) for program, one in CASES)


@given(st.data())
@examples(40)
def test_a_mutated_certificate_is_refused(data: st.DataObject) -> None:
    """A certificate with another multiplier, row, owner or bound, or a part less, is rejected."""
    program, good = data.draw(st.sampled_from([case for case in CASES if case[1].parts]))
    number = data.draw(st.integers(0, len(good.parts) - 1))
    part = good.parts[number]
    rows = verifying.Rows(program, good, None, None)
    what = data.draw(st.sampled_from(["multiplier", "row", "what", "bound", "left out", "twice"]))
    parts = list(good.parts)
    bound = good.bound
    if what == "multiplier":
        more = data.draw(st.fractions(-2, 2, max_denominator=9).filter(bool))
        parts[number] = evolve(part, multiplier=part.multiplier + more)
    elif what == "row":
        other = evolve(part, row=data.draw(st.integers(-2, rows.model.size + 50)))
        if rows.of(other) == rows.of(part):
            return  # the same row, under another number
        parts[number] = other
    elif what == "what":
        parts[number] = evolve(part, what=data.draw(st.sampled_from([VARIABLE, "fixed", ""])))
        if parts[number] == part or rows.of(parts[number]) == rows.of(part):
            return
    elif what == "bound":
        bound += data.draw(st.integers(-3, 3).filter(bool))
    elif what == "left out":
        del parts[number]
    else:
        parts.append(part)
    verification = seatplan.verify(program, evolve(good, parts=tuple(parts), bound=bound))
    assert not verification
    assert verification.problems


def test_it_holds_of_its_program_alone() -> None:
    """A certificate is not valid for a program without the entries that it is about."""
    (made,) = IMPOSSIBLE
    assert seatplan.verify(impossible(), made)
    changed = evolve(impossible(), fixed=())
    assert not seatplan.verify(changed, made)
    assert seatplan.verify(leaking(), evolve(LEAKING[0], goal="no-goal")).problems == (
        "The program has no goal 'no-goal'.",
    )


def test_a_bound_holds_under_the_goals_before() -> None:
    """The values of earlier goals are parts of the claim, and better ones are another claim."""
    last = LEAKING[-1]
    assert [one.goal for one in last.kept] == ["keep-rules", "fill-seats"]
    loose = evolve(last, kept=(last.kept[0], KeptGoal("fill-seats", 0)))
    used = any(part.what.startswith("goal fill-seats at least") for part in last.parts)
    assert used
    assert not seatplan.verify(leaking(), loose)


def test_a_goal_that_gives_is_kept_within_that() -> None:
    """The bound of a later goal holds for all plans within the tolerance of earlier goals."""
    goals = (leaking().named_goals[0], FillSeats(give=1), EvenTurns())
    giving = evolve(leaking(), goals=goals)
    result = seatplan.solve(giving)
    made = result.goals[-1].certificate
    assert made is not None
    assert made.kept[-1] == KeptGoal("fill-seats", result.goals[-2].best - 1)
    assert seatplan.verify(giving, made)


def test_open_dates() -> None:
    """With windows, days are decisions in the rows, and the bound covers all of them."""
    opened = leaking().apply(seatplan.OpenDates(("D-1",), days=14, step=7))
    found = certified(opened)
    assert "even-turns" in {one.goal for one in found}
    assert all(seatplan.verify(opened, one) for one in found)


def test_as_of_a_day_from_a_plan() -> None:
    """The past is in the rows, so a certificate is not valid without the plan."""
    result = seatplan.solve(leaking(), leaking_plan(), as_of="2024-03-01")
    made = result.goals[-1].certificate
    assert made is not None
    assert seatplan.verify(leaking(), made, leaking_plan(), as_of="2024-03-01")
    with pytest.raises(seatplan.PlanError, match="as_of needs a plan"):
        seatplan.verify(leaking(), made, as_of="2024-03-01")


def test_what_was_given_up_is_part_of_the_claim() -> None:
    """Requirements that were given up are part of the claim, and the certificate lists them."""
    explanation = seatplan.explain(impossible(), max_fixes=1)
    result = seatplan.solve(impossible(), without=explanation.fixes[0])
    claim = result.goals[0].claim if result.goals else result.claim
    assert claim is None or claim.without == tuple(sorted(one.id for one in explanation.fixes[0]))
    alone = seatplan.solve(impossible(), only=explanation.conflict).certificate
    assert alone is not None
    assert alone.only == tuple(sorted(one.id for one in explanation.conflict))
    assert seatplan.verify(impossible(), alone)
    assert not seatplan.verify(impossible(), evolve(alone, only=alone.only[1:]))


def test_it_comes_back_as_data() -> None:
    """A certificate with fractions comes back equal from its data."""
    parts = (evolve(LEAKING[0].parts[0], multiplier=Fraction(1, 3)), *LEAKING[0].parts[1:])
    assert [tuple(one) for one in parts[:1]] == [(parts[0].what, parts[0].row, Fraction(1, 3))]
    for one in (*IMPOSSIBLE, *LEAKING, evolve(LEAKING[0], parts=parts)):
        data = json.loads(json.dumps(one.to_dict()))
        assert Certificate.from_dict(data) == one
    verification = seatplan.verify(leaking(), LEAKING[-1])
    assert seatplan.Verification.from_dict(verification.to_dict()) == verification


def test_no_solver_is_loaded() -> None:
    """Verifying a certificate loads neither ortools nor the search of the engine."""
    text = json.dumps(LEAKING[-1].to_dict())
    code = (
        "import json, sys, seatplan\n"
        "from tests.small_programs import leaking\n"
        f"made = seatplan.Certificate.from_dict(json.loads({text!r}))\n"
        "assert seatplan.verify(leaking(), made)\n"
        "parts = ('ortools', 'seatplan.engine.')\n"
        "print(*(name for name in sys.modules if name.startswith(parts)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    loaded = set(done.stdout.split())
    assert "seatplan.engine.model.model" in loaded
    assert not any(name.startswith("ortools") for name in loaded)
    searching = {
        f"seatplan.engine.{path.parent.name}.{path.stem}"
        for path in ENGINE.glob("*/*.py")
        if path.stem == "search" or "solver.search" in path.read_text(encoding="utf-8")
    }
    assert len(searching) > 20
    assert loaded.isdisjoint(searching)


def test_a_skeptic_reads_it_in_ten_minutes() -> None:
    """The module that verifies has at most 150 lines."""
    assert len(Path(verifying.__file__).read_text(encoding="utf-8").splitlines()) <= 150
