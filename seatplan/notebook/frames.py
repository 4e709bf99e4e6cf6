"""Plans and answers as pandas frames: the columns are named as the fields are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from seatplan.arguments import Arguments
from seatplan.checking import Report, must_be_known
from seatplan.errors import ProgramError
from seatplan.explanation import Explanation
from seatplan.later import Later
from seatplan.naming import plan_spelled
from seatplan.plan import Assignment, Plan
from seatplan.program import ALL_LEGS, LEGS, Program
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.result import Result, Status
from seatplan.timeline import PlanIndex
from seatplan.whatif.changes import Change
from seatplan.whatif.one_line import edit_line
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.scenario import Scenario
from seatplan.whatif.seat_candidates import Candidates
from seatplan.whatif.stressing import Stress

if TYPE_CHECKING:
    import pandas as pd

    from seatplan.front import Tradeoff
else:
    pd = Later("pandas")


def plan_frame(plan: Plan, program: Program | None = None) -> pd.DataFrame:
    """One row for each assignment; with its program also the day and who that is, by day."""
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
    frame.insert(2, "day", _days([day(line) for line in lines]))
    frame["name"] = _texts([member.name for member in members])
    for column, values in (
        ("agency", [reading.agency_of(line) for line in lines]),
        ("vehicle", [flight.vehicle for flight in flights]),
        ("operator", [lookup.operator(flight) for flight in flights]),
        ("station", [flight.station for flight in flights]),
    ):
        frame[column] = pandas.Categorical(values)
    if plan.dates:  # so that reading it again knows which days are the plan's own
        days = {one.flight for one in plan.dates}
        frame["dated"] = pandas.Series([line.flight in days for line in lines], dtype=bool)
    return frame


def _name_of(scenario: Scenario) -> str:
    """The name of a scenario; of one that has none, what happens in it."""
    if scenario.name:
        return scenario.name
    try:
        return "; ".join(map(edit_line, scenario.edits))
    except ProgramError:  # a rule of one's own that no file can name
        return ""


def _plan_columns(lines: Sequence[Assignment]) -> pd.DataFrame:
    pandas = the_pandas()
    legs = ALL_LEGS if any(line.leg == "backup" for line in lines) else LEGS
    frame: pd.DataFrame = pandas.DataFrame(
        {
            "flight": _texts([line.flight for line in lines]),
            "leg": pandas.Categorical([line.leg for line in lines], legs, ordered=True),
            "role": pandas.Categorical([line.role for line in lines]),
            "member": _texts([line.member for line in lines]),
        }
    )
    return frame


def report_frame(report: Report) -> pd.DataFrame:
    """One row for each violation; `flights` and `members` hold tuples of ids."""
    pandas = the_pandas()
    found = report.violations
    frame: pd.DataFrame = pandas.DataFrame(
        {
            "rule": _texts([one.rule for one in found]),
            "hard": pandas.Series([one.hard for one in found], dtype=bool),
            "amount": _numbers([one.amount for one in found]),
            "message": _texts([one.message for one in found]),
            "flights": pandas.Series([one.flights for one in found], dtype=object),
            "members": pandas.Series([one.members for one in found], dtype=object),
            "since": _days([one.since for one in found]),
            "until": _days([one.until for one in found]),
            "requirement": _texts([one.requirement for one in found]),
        }
    )
    return frame


def result_frame(result: Result) -> pd.DataFrame:
    """One row for each goal reached, in their order."""
    pandas = the_pandas()
    goals = result.goals
    frame: pd.DataFrame = pandas.DataFrame(
        {
            "id": _texts([goal.id for goal in goals]),
            "value": _numbers([goal.value for goal in goals]),
            "best": _numbers([goal.best for goal in goals]),
            "bound": _numbers([goal.bound for goal in goals]),
            "optimal": pandas.Series([goal.optimal for goal in goals], dtype=bool),
        }
    )
    return frame


def outcomes_frame(outcomes: Iterable[Outcome]) -> pd.DataFrame:
    """One row for each outcome, such as `sweep` yields: what came of it, and each goal's gain.

    Args:
        outcomes: any number of them.

    Returns:
        The columns `scenario`, `status`, `survives`, `seats`, `members` (how many), `seconds`,
        and for each goal `gain of …`; missing where there is nothing to count or to compare.

    Raises:
        ImportError: if pandas is not there.
        ArgumentError: naming each wrong argument.
    """
    with Arguments("outcomes_frame") as given:
        found = given.each(outcomes, Outcome, "outcomes", "what sweep() yields.")
    return _outcomes_frame(found)


def _outcomes_frame(found: Sequence[Outcome | None]) -> pd.DataFrame:
    pandas = the_pandas()
    frame: pd.DataFrame = pandas.DataFrame(
        {
            "scenario": _texts([_name_of(one.scenario) if one else "" for one in found]),
            "status": pandas.Categorical(
                [one.result.status.name if one else None for one in found],
                [status.name for status in Status],
            ),
            "survives": pandas.Series([bool(one and one.survives) for one in found], dtype=bool),
            "seats": _numbers(
                [one.seats if one and one.survives else None for one in found], missing=True
            ),
            "members": _numbers(
                [len(one.members) if one and one.survives else None for one in found], missing=True
            ),
            "seconds": pandas.Series(
                [one.result.seconds if one else None for one in found], dtype=float
            ),
        }
    )
    gains: list[dict[str, int]] = [
        {goal.id: goal.gain for goal in one.goals if None not in (goal.before, goal.after)}
        if one
        else {}
        for one in found
    ]
    for goal in dict.fromkeys(goal for each in gains for goal in each):
        frame[f"gain of {goal}"] = _numbers([each.get(goal) for each in gains], missing=True)
    return frame


def stress_frame(study: Stress) -> pd.DataFrame:
    """One row for each fault, the worst first; the columns of outcomes and what the fault is."""
    pandas = the_pandas()
    rows = study.rows
    frame = _outcomes_frame([row.outcome for row in rows])
    frame["scenario"] = _texts([row.fault.scenario.name for row in rows])
    frame.insert(1, "kind", pandas.Categorical([row.fault.kind for row in rows]))
    frame.insert(2, "subject", _texts([row.fault.subject for row in rows]))
    frame.insert(3, "verdict", pandas.Categorical([row.verdict for row in rows]))
    frame["problem"] = _texts([row.problem for row in rows])
    frame["mended by promotion"] = [row.mended_by_promotion for row in rows]
    return frame


def changes_frame(changes: Sequence[Change]) -> pd.DataFrame:
    """One row for each line that only one of two plans has, and for each leg that has moved.

    Where one has, two more columns have its days.
    """
    pandas = the_pandas()
    frame = _plan_columns([one.line for one in changes])
    kinds = ["removed", "added", "moved"]
    frame["kind"] = pandas.Categorical([one.kind for one in changes], kinds)
    if any(one.kind == "moved" for one in changes):
        frame["day before"] = _days([one.day_before for one in changes])
        frame["day"] = _days([one.day for one in changes])
    return frame


def explanation_frame(explanation: Explanation) -> pd.DataFrame:
    """One row for each requirement of each conflict and of each fix, numbered from 1."""
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
            "number": _numbers([number for _, number, _ in rows]),
            "rule": _texts([one.rule for _, _, one in rows]),
            "message": _texts([one.message for _, _, one in rows]),
            "decision": _texts([one.decision for _, _, one in rows]),
            "flights": pandas.Series([one.flights for _, _, one in rows], dtype=object),
            "members": pandas.Series([one.members for _, _, one in rows], dtype=object),
            "requirement": _texts([one.id for _, _, one in rows]),
        }
    )
    return frame


def candidates_frame(found: Candidates) -> pd.DataFrame:
    """One row for each member, the possible ones first; `bars` and `breaks` hold tuples."""
    pandas = the_pandas()
    rows = (*found.possible, *found.barred)
    names = {member.id: member.name for member in found.program.crew}
    frame: pd.DataFrame = pandas.DataFrame(
        {
            "member": _texts([one.member for one in rows]),
            "name": _texts([names[one.member] for one in rows]),
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
    """The rows of each plan, with its number from 1 in the column `plan`."""
    pandas = the_pandas()
    frames = [plan_frame(plan, program) for plan in plans] or [plan_frame(Plan(), program)]
    for number, frame in enumerate(frames, 1):
        frame.insert(0, "plan", number)
    found: pd.DataFrame = pandas.concat(frames, ignore_index=True)
    return found


def tradeoff_frame(found: Tradeoff) -> pd.DataFrame:
    """One row for each point: the values of the two goals, and whether it is proved."""
    pandas = the_pandas()
    frame: pd.DataFrame = pandas.DataFrame(
        {
            found.first: _numbers([point.first for point in found]),
            found.second: _numbers([point.second for point in found]),
            "proved": pandas.Series([point.proved for point in found], dtype=bool),
        }
    )
    return frame


def the_pandas() -> Any:
    """pandas, which is an extra.

    Raises:
        ImportError: with what to install.
    """
    try:
        import pandas
    except ImportError as error:
        raise ImportError("to_frame() needs pandas: pip install 'seatplan[pandas]'") from error
    return pandas


def _texts(values: Sequence[str]) -> pd.Series[str]:
    found: pd.Series[str] = the_pandas().Series(values, dtype="str")
    return found


def _numbers(values: Sequence[int | None], *, missing: bool = False) -> pd.Series[int]:
    """Whole numbers; with `missing` some may be None."""
    wide = any(value is not None and abs(value) >= 2**63 for value in values)
    dtype = object if wide else "Int64" if missing else "int64"
    found: pd.Series[int] = the_pandas().Series(values, dtype=dtype)
    return found


def _days(values: Sequence[date | None]) -> pd.Series[pd.Timestamp]:
    import numpy

    # In seconds, and by way of numpy: nanoseconds end in 2262.
    days = numpy.array(values, dtype="datetime64[s]")
    found: pd.Series[pd.Timestamp] = the_pandas().Series(days)
    return found
