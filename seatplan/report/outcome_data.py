"""What came of scenarios, as plain data for other programs: the keys always in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import asdict

from seatplan.report.data import plan_data
from seatplan.report.explanations import explanation_data, requirements_data

if TYPE_CHECKING:
    from seatplan.plan import Assignment
    from seatplan.whatif.outcome import GoalChange, Outcome
    from seatplan.whatif.stressing import Stress


def outcome_data(outcome: Outcome, edits: list[dict[str, Any]]) -> dict[str, Any]:
    """One scenario; `edits` as they stand in a scenario file."""
    result = outcome.result
    data = {
        "scenario": outcome.scenario.name,
        "edits": edits,
        "status": result.status.value,
        "survives": outcome.survives,
        "seats": outcome.seats,
        "members": list(outcome.members),
        "changes": [asdict(change) for change in outcome.changes],
        "moves": [
            {
                "member": move.member,
                "leg": move.leg,
                "source": _place(move.source),
                "target": _place(move.target),
            }
            for move in outcome.moves
        ],
        "flights": [
            {"flight": change.flight, "sentence": change.sentence} for change in outcome.flights
        ],
        "goals": [goal_change_data(goal) for goal in outcome.goals],
        "proved": [
            {"id": goal.id, "value": goal.value, "bound": goal.bound, "optimal": goal.optimal}
            for goal in result.goals
        ],
        "plan": plan_data(result.plan) if result.plan is not None else None,
        "explanation": explanation_data(outcome.explanation)
        if outcome.explanation is not None
        else None,
        "seconds": round(result.seconds, 3),
    }
    for key, changes in (("needed", outcome.needed), ("anyway", outcome.anyway)):
        if outcome.anyway:
            data[key] = [{"flight": one.flight, "sentence": one.sentence} for one in changes]
    if outcome.remarks:
        data["remarks"] = list(outcome.remarks)
    if result.given_up:
        data["given_up"] = requirements_data(result.given_up)
    return data


def stress_data(study: Stress) -> dict[str, Any]:
    """A whole study, the worst faults first."""
    return {
        "as_of": study.as_of.isoformat() if study.as_of is not None else None,
        "baseline": {
            "status": study.baseline.result.status.value,
            "seats": study.baseline.seats,
            "changes": [asdict(change) for change in study.baseline.changes],
        },
        "faults": [
            {
                "scenario": row.fault.scenario.name,
                "kind": row.fault.kind,
                "subject": row.fault.subject,
                "verdict": row.verdict,
                "seats": row.seats,
                "changes": row.changes,
                "members": list(row.outcome.members) if row.outcome is not None else [],
                "goals": [
                    goal_change_data(goal) for goal in (row.outcome.goals if row.outcome else ())
                ],
                "problem": row.problem,
            }
            for row in study.rows
        ],
        "hangs_on": [asdict(one) for one in study.hangs_on],
    }


def goal_change_data(goal: GoalChange) -> dict[str, Any]:
    """One goal, before and after."""
    return {
        "id": goal.id,
        "sense": goal.sense,
        "before": goal.before,
        "after": goal.after,
        "gain": goal.gain,
    }


def _place(line: Assignment | None) -> dict[str, str] | None:
    return {"flight": line.flight, "role": line.role} if line is not None else None
