"""A plan as a calendar that other programs read."""

from __future__ import annotations

from pathlib import Path

import pytest

import seatplan
from seatplan import Agency, Assignment, CrewMember, Flight, Plan, PlanError, Program, Seat, Vehicle
from seatplan.files.calendar import calendar_text

LONG = "Ünï; a, b \\ c" * 12
PROGRAM = Program(
    "one; two",
    agencies=[Agency("NASA")],
    vehicles=[Vehicle("ship", "NASA", seats=["pilot", Seat("guest", optional=True)])],
    flights=[Flight("F,1", "ship", "2030-01-31", "2030-02-28")],
    crew=[CrewMember("ann", "NASA", LONG), CrewMember("bob", "NASA", "Bob")],
)
PLAN = Plan(
    [
        Assignment("F,1", "up", "pilot", "ann"),
        Assignment("F,1", "up", "guest", "bob"),
        Assignment("F,1", "down", "pilot", "ann"),
    ]
)


def unfolded(text: str) -> list[str]:
    """The content lines, as RFC 5545 shows that they are read."""
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def value(line: str) -> str:
    """The text of a line, without its backslashes."""
    text, found, signs = line.partition(":")[2], "", iter(line.partition(":")[2])
    assert text
    for sign in signs:
        if sign == "\\":
            sign = next(signs).replace("n", "\n")
        found += sign
    return found


def test_events() -> None:
    """There is an all-day event for each leg with people, with names and roles."""
    text = calendar_text(PLAN, PROGRAM)
    lines = unfolded(text)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert [one for one in lines if one.startswith("DT")] == [
        "DTSTAMP:20300131T000000Z",
        "DTSTART;VALUE=DATE:20300131",
        "DTEND;VALUE=DATE:20300201",
        "DTSTAMP:20300228T000000Z",
        "DTSTART;VALUE=DATE:20300228",
        "DTEND;VALUE=DATE:20300301",
    ]
    said = [value(one) for one in lines if one.startswith(("SUMMARY", "DESCRIPTION"))]
    assert said == [
        "Launch of F,1",
        f"guest: Bob\npilot: {LONG}",
        "Landing of F,1",
        f"pilot: {LONG}",
    ]
    assert len({one for one in lines if one.startswith("UID:")}) == 2
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert calendar_text(PLAN, PROGRAM) == text


def test_a_file(tmp_path: Path) -> None:
    """A calendar is written to a file; unknown names and another ending are errors."""
    PLAN.save_calendar(tmp_path / "plan.ics", PROGRAM)
    assert (tmp_path / "plan.ics").read_bytes().decode() == calendar_text(PLAN, PROGRAM)
    with pytest.raises(PlanError):
        PLAN.save_calendar(tmp_path / "plan.ics", seatplan.catalog.load("two-flights"))
    with pytest.raises(PlanError, match=r"ends in \.ics"):
        PLAN.save_calendar(tmp_path / "plan.txt", PROGRAM)
