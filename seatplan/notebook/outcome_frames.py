"""The outcomes of scenarios and stress tests as pandas frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from seatplan.arguments import Arguments
from seatplan.errors import ProgramError
from seatplan.later import Later
from seatplan.notebook.columns import numbers, texts, the_pandas
from seatplan.result import Status
from seatplan.whatif.one_line import edit_line
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.scenario import Scenario
from seatplan.whatif.stressing import Stress

if TYPE_CHECKING:
    import pandas as pd
else:
    pd = Later("pandas")


def outcomes_frame(outcomes: Iterable[Outcome]) -> pd.DataFrame:
    """Return a row for each outcome, such as `sweep` yields: the verdict and each goal's gain.

    Args:
        outcomes: the outcomes.

    Returns:
        The columns are `scenario`, `status`, `survives`, `seats` and `members` (the numbers of
        seats and of members that change), `seconds`, and `gain of …` for each goal. A value is
        missing if there is no plan, or nothing to compare it with.

    Raises:
        ImportError: if pandas is not installed.
        ArgumentError: naming each wrong argument.
    """
    with Arguments("outcomes_frame") as given:
        found = given.each(outcomes, Outcome, "outcomes", "what sweep() yields.")
    return _outcomes_frame(found)


def stress_frame(study: Stress) -> pd.DataFrame:
    """Return a row for each fault, the worst first.

    The columns are those of `outcomes_frame`, with the kind and subject of the fault, the verdict,
    the problem of a contradictory fault, and whether promoting backups mends it.
    """
    pandas = the_pandas()
    rows = study.rows
    frame = _outcomes_frame([row.outcome for row in rows])
    frame["scenario"] = texts([row.fault.scenario.name for row in rows])
    frame.insert(1, "kind", pandas.Categorical([row.fault.kind for row in rows]))
    frame.insert(2, "subject", texts([row.fault.subject for row in rows]))
    frame.insert(3, "verdict", pandas.Categorical([row.verdict for row in rows]))
    frame["problem"] = texts([row.problem for row in rows])
    frame["mended by promotion"] = [row.mended_by_promotion for row in rows]
    return frame


def _outcomes_frame(found: Sequence[Outcome | None]) -> pd.DataFrame:
    pandas = the_pandas()
    frame: pd.DataFrame = pandas.DataFrame(
        {
            "scenario": texts([_name_of(one.scenario) if one else "" for one in found]),
            "status": pandas.Categorical(
                [one.result.status.name if one else None for one in found],
                [status.name for status in Status],
            ),
            "survives": pandas.Series([bool(one and one.survives) for one in found], dtype=bool),
            "seats": numbers(
                [one.seats if one and one.survives else None for one in found], missing=True
            ),
            "members": numbers(
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
        frame[f"gain of {goal}"] = numbers([each.get(goal) for each in gains], missing=True)
    return frame


def _name_of(scenario: Scenario) -> str:
    """Return the name of a scenario, or its edits if it has no name."""
    if scenario.name:
        return scenario.name
    try:
        return "; ".join(map(edit_line, scenario.edits))
    except ProgramError:  # an edit with a rule that files cannot express
        return ""
