"""Writes a plan as a calendar: an iCalendar file (RFC 5545) with launches and landings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from seatplan.arguments import Arguments
from seatplan.dates import dated
from seatplan.errors import PlanError
from seatplan.files.disk import AnyPath, path_with, write_text
from seatplan.known_names import must_be_known
from seatplan.naming import plan_spelled
from seatplan.plan import Plan
from seatplan.program import LEGS, Flight, Leg, Program
from seatplan.program_index import ProgramIndex, leg_day

LONGEST_LINE = 75
"""Maximum length of a line in octets; longer lines are folded."""


def save_calendar(plan: Plan, path: AnyPath, program: Program) -> None:
    """See `Plan.save_calendar`."""
    with Arguments("save_calendar") as given:
        given.program(program)
    made, _ = path_with(path, (".ics",), PlanError)
    write_text(made, calendar_text(plan, program), PlanError)


def calendar_text(plan: Plan, program: Program) -> str:
    """The text of a calendar: an all-day event for each leg with people, listing them by role.

    The same plan always gives the same text, because the time stamp of an event is its own day.

    Raises:
        PlanError: if the plan names unknown flights, roles or members.
    """
    own = ProgramIndex(program)
    plan = plan_spelled(plan, program)
    must_be_known(own, plan)
    lookup = own.on_dates(dated(program, plan))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//seatplan//seatplan//EN"]
    if plan.program or program.name:
        lines.append(f"X-WR-CALNAME:{_escaped(plan.program or program.name)}")
    for flight in lookup.flights.values():
        for leg in LEGS:
            lines += _event(plan, lookup, flight, leg)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(plan: Plan, lookup: ProgramIndex, flight: Flight, leg: Leg) -> Iterator[str]:
    people = [
        f"{line.role}: {lookup.name(line.member)}"
        for line in plan.assignments
        if line.flight == flight.id and line.leg == leg
    ]
    if not people:
        return
    if leg == "up":
        people += [
            f"{line.role}, backup: {lookup.name(line.member)}"
            for line in plan.assignments
            if line.flight == flight.id and line.leg == "backup"
        ]
    day = leg_day(flight, leg)
    name = f"{lookup.program.name}\0{flight.id}\0{leg}"
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(name.encode()).hexdigest()[:32]}@seatplan"
    yield f"DTSTAMP:{_basic(day)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_basic(day)}"
    if day.year < 9999 or (day.month, day.day) != (12, 31):
        yield f"DTEND;VALUE=DATE:{_basic(day + timedelta(1))}"
    what = "Launch" if leg == "up" else "Landing"
    description = "\n".join(people)
    yield f"SUMMARY:{_escaped(f'{what} of {flight.id}')}"
    yield f"DESCRIPTION:{_escaped(description)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _basic(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """A text as a value: separators and line breaks are escaped with a backslash."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets; each part after the first begins with a blank."""
    part, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST_LINE:
            yield part
            part, size = " ", 1
        part += letter
        size += width
    yield part
