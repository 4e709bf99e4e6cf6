"""Crew lists and plans as people and their tools write them."""

from __future__ import annotations

from datetime import date

import pytest

import seatplan
from seatplan import CrewMember, Plan, SeatplanError, Unavailable

from . import path

AS_MEANT = (
    "c-ag-space c-id-lead c-id-space index q-3dots q-colon q-slash qual-comma qual-ellipsis "
    "qual-endash semicolon sep-semi"
)


def crew(name: str) -> dict[str, CrewMember]:
    """Return the members in a list."""
    return {one.id: one for one in seatplan.load_crew(path(f"spreadsheets/{name}.csv"))}


@pytest.mark.parametrize("name", AS_MEANT.split())
def test_crew_lists_that_read(name: str) -> None:
    """Blanks, index columns, separators and dashes of many kinds change nothing."""
    assert crew(f"crew-{name}") == crew("crew")


def test_numbers_of_pandas() -> None:
    """2.0 flights are read as 2, and empty cells are left out."""
    found = crew("crew-pandas-roundtrip")
    assert found.pop("new") == CrewMember("new", "Aurora")
    assert found == crew("crew")


def test_line_ends_in_a_cell() -> None:
    """They separate like semicolons: a repeated qualification counts once, an absence twice."""
    bo = crew("crew-q-newline")["bo"]
    assert [one.id for one in bo.qualifications] == ["swift-pilot", "swift", "condor"]
    assert crew("crew-u-newline")["cleo"].unavailable == (
        Unavailable(date(2031, 1, 10), date(2031, 3, 20)),
        Unavailable(date(2031, 5, 1), date(2031, 6, 1)),
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "q-dayfirst-only",
            "line 3, qualifications: '01/06/2030' can mean 2030-06-01 or 2030-01-06",
        ),
        ("q-pipe", "line 3, qualifications: unexpected '|' in 'condor | swift'"),
        ("title", "line 1: this line is not a header: the one with id and agency is line 3"),
    ],
)
def test_crew_lists_in_doubt(name: str, said: str) -> None:
    """If a cell is ambiguous, the error has the line and what to write instead."""
    with pytest.raises(SeatplanError) as caught:
        crew(f"crew-{name}")
    assert said in str(caught.value)
    assert "Maybe" in str(caught.value)


@pytest.mark.parametrize("name", ["index", "semicolon", "spaces"])
def test_plans(name: str) -> None:
    """Index columns, semicolons and blanks change nothing."""
    plan = Plan.load(path(f"spreadsheets/plan-{name}.csv"))
    assert plan == Plan.load(path("spreadsheets/plan.csv"))


def test_a_column_more() -> None:
    """It is not read, and a warning shows it."""
    with pytest.warns(seatplan.InputWarning, match="line 1: column 'note' is unknown"):
        plan = Plan.load(path("spreadsheets/plan-extra.csv"))
    assert plan == Plan.load(path("spreadsheets/plan.csv"))
