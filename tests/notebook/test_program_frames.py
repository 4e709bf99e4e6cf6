"""Programs as pandas frames, and programs from frames."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

import seatplan
from seatplan import DockedDays, Program, ProgramError, Window
from seatplan.goals import FillSeats
from seatplan.rules import Quota
from tests.build import day, flight, program
from tests.files.strategies import programs
from tests.properties.effort import examples


@pytest.mark.parametrize("name", seatplan.catalog.names())
def test_shipped_programs(name: str) -> None:
    """Shipped programs equal those made from their frames."""
    program = seatplan.catalog.load(name)
    assert Program.from_frames(**program.to_frames()) == program


@examples(40)
@given(programs())
def test_any_program(program: Program) -> None:
    """Any program equals the one made from its frames."""
    assert Program.from_frames(**program.to_frames()) == program


@pytest.mark.parametrize("odd", ['"NASA"', "NASA 2030-01-01..", "a; b", "[1]", "{}"])
def test_odd_names(odd: str) -> None:
    """A name that looks like a list, or like a name with days, is still a name."""
    program = Program(
        name=odd,
        agencies=[seatplan.Agency(odd)],
        crew=[seatplan.CrewMember(odd, odd, qualifications=[odd])],
        rules=[Quota(agencies=[odd], holding=odd, max=1)],
    )
    assert Program.from_frames(**program.to_frames()) == program


def frames() -> dict[str, Any]:
    """Return frames as read from a file: midnights, NaN, NaT, and numbers of NumPy."""
    launches = pd.to_datetime(["2030-01-01", "2031-01-01"])
    return {
        "agencies": pd.DataFrame({"id": ["NASA"]}),
        "vehicles": pd.DataFrame({"id": ["Dragon"], "operator": ["NASA"]}),
        "seats": pd.DataFrame(
            {
                "vehicle": ["Dragon", "Dragon", None],
                "flight": [None, None, "D-2"],
                "role": ["commander", "pilot", "pilot"],
                "requires": ["soyuz; eva", None, np.nan],
                "count": [1, 2, 1],
            }
        ),
        "flights": pd.DataFrame(
            {
                "id": ["D-1", "D-2"],
                "vehicle": "Dragon",
                "launch": launches,
                "landing": launches + pd.Timedelta(days=190),
                "lifeboat_until": [pd.NaT, pd.Timestamp("2031-02-01")],
            }
        ),
        "crew": pd.DataFrame(
            {
                "id": ["ann", "bob"],
                "agency": ["NASA", "NASA"],
                "qualifications": ["soyuz; eva 2021-05-01..2026-05-01", np.nan],
                "days_before": [190, np.nan],
                "flights_before": [1, np.nan],
            }
        ),
    }


def test_frames_as_people_have_them() -> None:
    """Missing values are left out, and rules can be objects or tables."""
    program = Program.from_frames(
        **frames(), rules=[Quota(max=3), {"rule": "quota", "min": 1}], goals=[FillSeats()], name="x"
    )
    one, two = program.flights
    assert (one.launch, one.lifeboat_until) == (date(2030, 1, 1), None)
    assert two.seats == (seatplan.Seat("pilot"),)
    assert program.vehicles[0].seats == (
        seatplan.Seat("commander", requires=["soyuz", "eva"]),
        seatplan.Seat("pilot", 2),
    )
    ann, bob = program.crew
    assert [held.id for held in ann.qualifications] == ["soyuz", "eva"]
    assert (ann.days_before, bob) == (190, seatplan.CrewMember("bob", "NASA"))
    assert program.rules == (Quota(max=3), Quota(min=1))


def test_from_dict_understands_pandas() -> None:
    """The records of a frame can be part of the data for `from_dict`."""
    given = frames()
    crew = given["crew"].drop(columns="qualifications").to_dict("records")
    flights = given["flights"].to_dict("records")
    program = Program.from_dict(
        {
            "agencies": [{"id": "NASA"}],
            "vehicles": [{"id": "Dragon", "operator": "NASA", "training_days": np.int64(3)}],
            "flights": flights,
            "crew": crew,
        }
    )
    assert program.flights[0].landing == date(2030, 7, 10)
    assert program.crew[1] == seatplan.CrewMember("bob", "NASA")
    assert program.vehicles[0].training_days == 3
    flights[0]["launch"] = pd.Timestamp("2030-01-01 12:00")
    with pytest.raises(ProgramError, match="time of day"):
        Program.from_dict({"flights": flights})


def test_all_problems_with_row_and_id() -> None:
    """All problems are reported with row and id; an unknown column is one problem."""
    given = frames()
    given["flights"] = given["flights"].rename(columns={"launch": "lauch"})
    given["seats"].loc[0, "vehicle"] = "Dragn"
    given["crew"].loc[1, "qualifications"] = "eva 2021-05-01"
    given["vehicles"].loc[0, "operator"] = "NSA"
    with pytest.raises(ProgramError) as caught:
        Program.from_frames(**given)
    assert sorted(str(one).split("\n")[0] for one in caught.value.problems) == [
        "crew[1].qualifications: '2021-05-01' is a single day, not a span (CrewMember 'bob')",
        "flights[0].lauch: unknown key 'lauch' (Flight 'D-1')",
        "seats[0].vehicle: unknown vehicle 'Dragn'",
        "vehicles[0].operator: unknown agency 'NSA' (Vehicle 'Dragon')",
    ]
    with pytest.raises(ProgramError, match="is not a frame"):
        Program.from_frames(flights="flights.csv")  # type: ignore[arg-type]


def test_answers() -> None:
    """The frame of each answer has a row for each entry that it lists."""
    program = seatplan.catalog.load("two-flights")
    result = seatplan.solve(program)
    assert result.plan is not None
    plan = result.plan
    member = plan.assignments[0].member
    outcome = seatplan.what_if(program, plan, seatplan.Withdraw(member))
    rows = outcome.to_frame()
    assert list(rows.columns) == ["flight", "leg", "role", "member", "kind"]
    assert len(rows) == len(outcome.changes) > 0
    others = seatplan.alternatives(program, plan, 2)
    assert len(others.to_frame()) == sum(map(len, others.plans))
    assert set(others.to_frame(program)["plan"]) == set(range(1, len(others) + 1))
    line = plan.assignments[0]
    found = seatplan.candidates(program, plan, line.flight, line.role)
    assert list(found.to_frame()["member"]) == [
        one.member for one in (*found.possible, *found.barred)
    ]
    answer = seatplan.why_not(program, plan, line.flight, line.role, found.to_frame()["member"][0])
    assert len(answer.to_frame()) == len(answer.changes)
    closed = program.apply(*(seatplan.Forbid(line.flight, one.id) for one in program.crew))
    explanation = seatplan.explain(closed)
    assert explanation.feasible is False
    counts = explanation.to_frame()["kind"].value_counts()
    assert counts["conflict"] == sum(map(len, explanation.conflicts))
    assert counts["fix"] == sum(map(len, explanation.fixes))
    assert list(seatplan.Explanation().to_frame().columns) == list(explanation.to_frame().columns)


def test_windows_in_cells() -> None:
    """Windows in cells can be tables, or JSON texts if the frame comes from a file."""
    one = flight(
        "F1", 10, 30, launch_window=Window(day(5), day(16)), docked_days=DockedDays(max=40)
    )
    known = program([one], ["ann"])
    found = known.to_frames()
    assert Program.from_frames(**found) == known
    texts = found["flights"].copy()
    for key in ("launch_window", "docked_days"):
        texts[key] = [json.dumps(cell, default=str) for cell in texts[key]]
    assert Program.from_frames(**{**found, "flights": texts}) == known
