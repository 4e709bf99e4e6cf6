"""Plans and answers as pandas frames."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from attrs import evolve

import seatplan
from seatplan import (
    Assignment,
    FlightDates,
    Plan,
    PlanError,
    Report,
    Result,
    Status,
    Violation,
    Window,
)
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.scenario import Scenario
from tests.build import flight, program, tour
from tests.small_programs import leaking, leaking_plan

from .answers import answers


def dtypes(frame: pd.DataFrame) -> dict[str, str]:
    """Return the types of the columns of a frame, in order."""
    return {str(name): str(dtype) for name, dtype in frame.dtypes.items()}


def is_text(frame: pd.DataFrame, column: str) -> bool:
    return bool(pd.api.types.is_string_dtype(frame[column]))


def test_a_plan() -> None:
    """A plan has a row for each assignment, with the columns of a plan file."""
    plan = leaking_plan()
    frame = plan.to_frame()
    assert list(frame.columns) == ["flight", "leg", "role", "member"]
    lines = [Assignment(*row) for row in frame.itertuples(index=False)]
    assert Plan(tuple(lines), "A leak") == plan
    assert frame["leg"].dtype == pd.CategoricalDtype(["up", "down"], ordered=True)
    assert frame["role"].dtype.name == "category"
    assert is_text(frame, "member")


def test_a_plan_with_its_program() -> None:
    """With the program, a frame has days as dates and is sorted by them."""
    frame = leaking_plan().to_frame(leaking())
    assert list(frame.columns) == [
        *("flight", "leg", "day", "role", "member"),
        *("name", "agency", "vehicle", "operator", "station"),
    ]
    assert frame["day"].is_monotonic_increasing
    assert frame["day"].dtype.kind == "M"
    first = frame.iloc[0]
    assert (first["flight"], first["leg"], first["name"]) == ("S-1", "up", "Anna Petrova")
    assert first["day"] == pd.Timestamp("2024-01-01")
    assert frame.groupby("operator", observed=True).size().to_dict() == {"NASA": 4, "Roscosmos": 4}


def test_a_plan_of_another_program() -> None:
    """A line with an unknown flight is an error."""
    with pytest.raises(PlanError, match="unknown flight 'X'"):
        Plan((Assignment("X", "up", "pilot", "anna"),)).to_frame(leaking())


def test_a_report() -> None:
    """A report has a row for each violation, with its fields."""
    report = answers()["Report"]
    frame = report.to_frame()
    assert list(frame.columns) == [
        *("rule", "hard", "amount", "message", "flights"),
        *("members", "since", "until", "requirement"),
    ]
    assert len(frame) == len(report.violations)
    assert frame["hard"].dtype == bool
    assert frame["amount"].dtype == np.int64
    assert frame["flights"].iloc[0] == report.violations[0].flights
    assert frame["since"].dtype.kind == "M"


def test_days_far_away() -> None:
    """Days that cannot be counted in nanoseconds, and missing days, are kept."""
    from datetime import date

    found = Violation("aboard", 2**70, True, "…", since=date(1, 1, 1), until=date(9999, 12, 31))
    frame = Report((found, Violation("x", 1, True, "…"))).to_frame()
    assert [str(day)[:10] for day in frame["since"]] == ["0001-01-01", "NaT"]
    assert list(frame["amount"]) == [2**70, 1]


def test_a_result() -> None:
    """A result has a row for each goal that was reached."""
    result = answers()["Result"]
    frame = result.to_frame()
    assert list(frame["id"]) == [goal.id for goal in result.goals]
    assert dtypes(frame.drop(columns="id")) == {
        "value": "int64",
        "best": "int64",
        "bound": "int64",
        "optimal": "bool",
    }


def test_outcomes() -> None:
    """Each outcome is a row; numbers without a plan are missing values, not 0."""
    outcome = answers()["Outcome"]
    lost = Outcome(Scenario("no one is left"), Result(Status.INFEASIBLE))
    frame = seatplan.outcomes_frame([outcome, lost])
    assert list(frame.columns[:6]) == [
        *("scenario", "status", "survives", "seats", "members", "seconds")
    ]
    assert [f"gain of {goal.id}" for goal in outcome.goals] == list(frame.columns[6:])
    assert list(frame["survives"]) == [True, False]
    assert list(frame["status"]) == [outcome.result.status.name, "INFEASIBLE"]
    assert frame["seats"][0] == outcome.seats
    assert frame["seats"].isna().tolist() == [False, True]
    assert frame.filter(like="gain of").iloc[1].isna().all()


def test_stress() -> None:
    """A stress test has a row for each fault, including contradictory ones."""
    study = answers()["Stress"]
    frame = study.to_frame()
    assert list(frame["verdict"]) == [row.verdict for row in study.rows]
    assert list(frame["subject"]) == [row.fault.subject for row in study.rows]
    odd = evolve(study, rows=(evolve(study.rows[0], outcome=None, problem="it is still up"),))
    (row,) = odd.to_frame().to_dict("records")
    assert (row["verdict"], row["problem"]) == ("contradicts", "it is still up")
    assert row["scenario"] == study.rows[0].fault.scenario.name


def test_nothing() -> None:
    """Empty frames have the same columns and types."""
    for full, empty in (
        (leaking_plan().to_frame(leaking()), Plan().to_frame(leaking())),
        (answers()["Report"].to_frame(), Report().to_frame()),
        (answers()["Result"].to_frame(), Result(Status.UNKNOWN).to_frame()),
    ):
        assert dtypes(empty) == dtypes(full)
        assert len(empty) == 0
    assert seatplan.outcomes_frame([]).columns[0] == "scenario"
    edits = (seatplan.Slip("D-1", 3), seatplan.Withdraw("anna"))
    unnamed = seatplan.what_if(leaking(), leaking_plan(), *edits)
    named = seatplan.outcomes_frame([unnamed])["scenario"][0]
    assert named == "slip flight=D-1 days=3; withdraw member=anna"


def test_without_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pandas, the error has the command to install it."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pip install 'seatplan\[pandas\]'"):
        leaking_plan().to_frame()


def test_a_frame_has_the_dates_of_the_plan(tmp_path: Path) -> None:
    """A frame marks the dates of the plan, so that a file of it needs no program to be read."""
    window = Window(date(2030, 1, 1), date(2030, 2, 1))
    flights = [flight("F1", 10, 40, launch_window=window), flight("F2", 20, 50)]
    known = program(flights, ["ann", "bob"])
    flown = Plan(
        [*tour("ann", "F1"), *tour("bob", "F2")],
        dates=[FlightDates("F1", "2030-01-12", "2030-02-09")],
    )
    frame = flown.to_frame(known)
    assert list(zip(frame["flight"], frame["dated"], strict=True)) == [
        ("F1", True),
        ("F2", False),
        ("F1", True),
        ("F2", False),
    ]
    assert str(frame["day"].iloc[0])[:10] == "2030-01-12"
    frame.to_csv(tmp_path / "plan.csv", index=False)
    assert Plan.load(tmp_path / "plan.csv") == Plan.load(tmp_path / "plan.csv", known) == flown
