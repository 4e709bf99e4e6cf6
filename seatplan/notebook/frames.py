"""Plans and answers as pandas frames, with columns named like the fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from seatplan.arguments import Arguments
from seatplan.checking import Report
from seatplan.explanation import Explanation
from seatplan.known_names import must_be_known
from seatplan.later import Later
from seatplan.naming import plan_spelled
from seatplan.notebook.columns import days, numbers, texts, the_pandas
from seatplan.plan import Assignment, Plan
from seatplan.program import ALL_LEGS, LEGS, Program
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.result import Result
from seatplan.timeline import PlanIndex
from seatplan.whatif.changes import Change
from seatplan.whatif.seat_candidates import Candidates

if TYPE_CHECKING:
    import pandas as pd

    from seatplan.front import Tradeoff
else:
    pd = Later("pandas")


def plan_frame(plan: Plan, program: Program | None = None) -> pd.DataFrame:
    """Return a row for each assignment.

    With the program, the rows are sorted by day, and there are columns for the day, the member's
    name and agency, and the flight.

    Raises:
        ImportError: if pandas is not installed.
        ArgumentError: if `program` is not a program.
        PlanError: if a line names something that the program does not have.
    """
    pandas = the_pandas()
    if program is None:
        return _plan_columns(list(plan.assignments))
    with Arguments("to_frame") as given:
        given.program(program)
    own = ProgramIndex(program)
    plan = plan_spelled(plan, program)
    must_be_known(own, plan)
    reading = PlanIndex(program, plan, lookup=own)
    lookup = reading.lookup

    def day(line: Assignment) -> date:
        return leg_day(lookup.flights[line.flight], line.leg)

    def when(line: Assignment) -> tuple[date, str, int, str, str]:
        return day(line), line.flight, ALL_LEGS.index(line.leg), line.role, line.member

    lines = sorted(plan.assignments, key=when)
    flights = [lookup.flights[line.flight] for line in lines]
    members = [lookup.members[line.member] for line in lines]
    frame = _plan_columns(lines)
    frame.insert(2, "day", days([day(line) for line in lines]))
    frame["name"] = texts([member.name for member in members])
    for column, values in (
        ("agency", [reading.agency_of(line) for line in lines]),
        ("vehicle", [flight.vehicle for flight in flights]),
        ("operator", [lookup.operator(flight) for flight in flights]),
        ("station", [flight.station for flight in flights]),
    ):
        frame[column] = pandas.Categorical(values)
    if plan.dates:  # a file with this column can be read back without the program
        moved = {one.flight for one in plan.dates}
        frame["dated"] = pandas.Series([line.flight in moved for line in lines], dtype=bool)
    return frame


def _plan_columns(lines: Sequence[Assignment]) -> pd.DataFrame:
    pandas = the_pandas()
    legs = ALL_LEGS if any(line.leg == "backup" for line in lines) else LEGS
    frame: pd.DataFrame = pandas.DataFrame(
        {
            "flight": texts([line.flight for line in lines]),
            "leg": pandas.Categorical([line.leg for line in lines], legs, ordered=True),
            "role": pandas.Categorical([line.role for line in lines]),
            "member": texts([line.member for line in lines]),
        }
    )
    return frame


def report_frame(report: Report) -> pd.DataFrame:
    """Return a row for each violation; `flights` and `members` are tuples of ids."""
    pandas = the_pandas()
    found = report.violations
    frame: pd.DataFrame = pandas.DataFrame(
        {
            "rule": texts([one.rule for one in found]),
            "hard": pandas.Series([one.hard for one in found], dtype=bool),
            "amount": numbers([one.amount for one in found]),
            "message": texts([one.message for one in found]),
            "flights": pandas.Series([one.flights for one in found], dtype=object),
            "members": pandas.Series([one.members for one in found], dtype=object),
            "since": days([one.since for one in found]),
            "until": days([one.until for one in found]),
            "requirement": texts([one.requirement for one in found]),
        }
    )
    return frame


def result_frame(result: Result) -> pd.DataFrame:
    """Return a row for each goal reached, in the order of the goals."""
    pandas = the_pandas()
    goals = result.goals
    frame: pd.DataFrame = pandas.DataFrame(
        {
            "id": texts([goal.id for goal in goals]),
            "value": numbers([goal.value for goal in goals]),
            "best": numbers([goal.best for goal in goals]),
            "bound": numbers([goal.bound for goal in goals]),
            "optimal": pandas.Series([goal.optimal for goal in goals], dtype=bool),
        }
    )
    return frame


def changes_frame(changes: Sequence[Change]) -> pd.DataFrame:
    """Return a row for each line that only one of two plans has, and for each leg that moves.

    If a leg moves, the columns `day before` and `day` have its dates.
    """
    pandas = the_pandas()
    frame = _plan_columns([one.line for one in changes])
    kinds = ["removed", "added", "moved"]
    frame["kind"] = pandas.Categorical([one.kind for one in changes], kinds)
    if any(one.kind == "moved" for one in changes):
        frame["day before"] = days([one.day_before for one in changes])
        frame["day"] = days([one.day for one in changes])
    return frame


def explanation_frame(explanation: Explanation) -> pd.DataFrame:
    """Return a row for each requirement of each conflict and fix; these are numbered from 1."""
    pandas = the_pandas()
    rows = [
        (kind, number, one)
        for kind, sets in (("conflict", explanation.conflicts), ("fix", explanation.fixes))
        for number, found in enumerate(sets, 1)
        for one in found
    ]
    frame: pd.DataFrame = pandas.DataFrame(
        {
            "kind": pandas.Categorical([kind for kind, _, _ in rows], ["conflict", "fix"]),
            "number": numbers([number for _, number, _ in rows]),
            "rule": texts([one.rule for _, _, one in rows]),
            "message": texts([one.message for _, _, one in rows]),
            "decision": texts([one.decision for _, _, one in rows]),
            "flights": pandas.Series([one.flights for _, _, one in rows], dtype=object),
            "members": pandas.Series([one.members for _, _, one in rows], dtype=object),
            "requirement": texts([one.id for _, _, one in rows]),
        }
    )
    return frame


def candidates_frame(found: Candidates) -> pd.DataFrame:
    """Return a row for each member, first the possible ones; `bars` and `breaks` are tuples."""
    pandas = the_pandas()
    rows = (*found.possible, *found.barred)
    names = {member.id: member.name for member in found.program.crew}
    frame: pd.DataFrame = pandas.DataFrame(
        {
            "member": texts([one.member for one in rows]),
            "name": texts([names[one.member] for one in rows]),
            "possible": pandas.Series([one.possible for one in rows], dtype=bool),
            "fits": pandas.Series([one.fits for one in rows], dtype=bool),
            "bars": pandas.Series(
                [tuple(bar.message for bar in one.bars) for one in rows], dtype=object
            ),
            "replaces": pandas.Series([one.replaces for one in rows], dtype=object),
            "breaks": pandas.Series(
                [tuple(each.message for each in one.breaks) for one in rows], dtype=object
            ),
        }
    )
    return frame


def alternatives_frame(plans: Sequence[Plan], program: Program | None = None) -> pd.DataFrame:
    """Return the rows of all plans, with the number of the plan, from 1, in the column `plan`."""
    pandas = the_pandas()
    frames = [plan_frame(plan, program) for plan in plans] or [plan_frame(Plan(), program)]
    for number, frame in enumerate(frames, 1):
        frame.insert(0, "plan", number)
    found: pd.DataFrame = pandas.concat(frames, ignore_index=True)
    return found


def tradeoff_frame(found: Tradeoff) -> pd.DataFrame:
    """Return a row for each point: the values of the two goals, and whether it is proved."""
    pandas = the_pandas()
    frame: pd.DataFrame = pandas.DataFrame(
        {
            found.first: numbers([point.first for point in found]),
            found.second: numbers([point.second for point in found]),
            "proved": pandas.Series([point.proved for point in found], dtype=bool),
        }
    )
    return frame
