"""A plan or another answer as an HTML page: a single file that needs no network.

`gathering.py` and its imports collect the facts as plain data, and templates turn them into HTML
and SVG. The file includes the style sheet and the script. The script only adds convenience:
everything can be read without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from seatplan.arguments import Arguments, Day
from seatplan.errors import PlanError
from seatplan.explanation import Explanation
from seatplan.later import Later
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.result import Result
from seatplan.solved import Solved

if TYPE_CHECKING:
    import seatplan
else:
    seatplan = Later("seatplan")


PAPERS = ("", "a4", "a3", "letter")
"""The paper sizes for printing; "" leaves the size to the printer."""


def report_page(
    program: Program | seatplan.Outcome,
    answer: Plan
    | Result
    | Explanation
    | seatplan.Stress
    | seatplan.Tradeoff
    | Sequence[seatplan.Outcome]
    | None = None,
    *,
    as_of: Day | None = None,
    compare: Plan | None = None,
    scenario: seatplan.Scenario | None = None,
    candidates: int = 0,
    mend: float = 0.0,
    solved: Solved | None = None,
    paper: str = "",
    draft: bool = False,
) -> str:
    """Return the page of an answer as the text of an HTML file; equal inputs give equal texts.

    For a plan, the page shows which rules it keeps and breaks; for a result, also what was proved;
    for an outcome, the edited program and the changes; for an explanation, the conflicts and fixes;
    for a stress test, the faults, the worst first; for a trade-off, its points and their plans; and
    for the outcomes of a sweep, a row for each scenario.

    Args:
        program: the program; or an outcome, which includes its programs and takes no `answer`.
        answer: the plan or other answer to show.
        as_of: everything before this day is past; hard rules that can no longer be kept are
            waived, as in `check`.
        compare: an earlier plan; the page marks the differences. It can name things that the
            program no longer has.
        scenario: edits of the program; the plan or result is for the edited program, and
            `compare` is for `program`.
        candidates: for this many roles of the next launches, the page shows who else could take
            the seat and what bars the others. Each role takes some hundredths of a second; in a
            large program the page shows fewer roles.
        mend: if the plan breaks a hard rule, search at most this many seconds for the nearest plan
            that breaks none; the page shows that plan only if it is proved to be the nearest.
        solved: the record of the solve from the plan file; the page shows what was proved if
            program and plan have not changed since.
        paper: "a4", "a3" or "letter", the paper size for printing; "" leaves it to the printer.
        draft: mark the page, and each printed sheet of it, as a draft.

    Raises:
        ArgumentError: naming each wrong argument.
        ProgramError: if an edit of the scenario names something unknown or changes the past.
        PlanError: if a line of the plan names a flight, leg, role or member that the program does
            not have, or a result has no plan.
    """
    from seatplan.front import Tradeoff
    from seatplan.report.events import event
    from seatplan.report.page.documents import explanation_page
    from seatplan.report.page.front import front_page
    from seatplan.report.page.gathering import view
    from seatplan.report.page.render import render, render_document
    from seatplan.report.page.studies import stress_page, sweep_page
    from seatplan.whatif.edited import edited
    from seatplan.whatif.outcome import Outcome
    from seatplan.whatif.scenario import Scenario
    from seatplan.whatif.stressing import Stress

    with Arguments("report_page") as given:
        if not isinstance(program, Outcome):
            given.program(program)
            if answer and isinstance(answer, (list, tuple)):
                given.each(answer, Outcome, "answer", "what seatplan.sweep gives.")
            elif not isinstance(answer, (Result, Explanation, Stress, Tradeoff)):
                answer = given.plan(answer, program, "answer")
        day = given.day(as_of)
        compare = given.plan(compare, program, "compare", optional=True)
        given.whole(candidates, "candidates", 0)
        given.number(mend, "mend", 0.0)
        given.choice(paper, "paper", PAPERS)
        given.flag(draft, "draft")
        if solved is not None and not isinstance(solved, Solved):
            given.wrong(
                solved, "is not a Solved", ("solved",), "what a plan file has of its solve."
            )
        if scenario is not None:
            given.each((scenario,), Scenario, "scenario", "seatplan.Scenario(name, edits).")
    if not isinstance(program, Program):
        return _page_of_outcome(program)
    if isinstance(answer, Explanation):
        return render_document(explanation_page(program, answer))
    if isinstance(answer, Stress):
        return render_document(stress_page(program, answer))
    if isinstance(answer, Tradeoff):
        return render_document(front_page(program, answer))
    if isinstance(answer, Sequence):
        return render_document(sweep_page(program, answer))
    result = answer if isinstance(answer, Result) else None
    plan = answer.plan if isinstance(answer, Result) else answer
    if plan is None:
        raise PlanError("there is no plan to show")
    if scenario is None:
        shown = view(
            program,
            plan,
            day,
            compare,
            result=result,
            candidates=candidates,
            mend=mend,
            solved=solved,
        )
        return render(shown, paper, draft=draft)
    now = edited(program, scenario.edits, as_of=day, plan=compare)
    happened = event(scenario, _names(program, now))
    shown = view(
        now,
        plan,
        day,
        compare,
        before=program,
        result=result,
        event=happened,
        candidates=candidates,
        mend=mend,
    )
    return render(shown, paper, draft=draft)


def _page_of_outcome(outcome: seatplan.Outcome) -> str:
    """Return the page of an outcome: its plan compared with the given one, or the explanation."""
    from seatplan.report.events import event
    from seatplan.report.page.documents import explanation_page
    from seatplan.report.page.gathering import view
    from seatplan.report.page.render import render, render_document

    happened = event(outcome.scenario, _names(outcome.before, outcome.program))
    result = outcome.result
    if result.plan is None:
        explanation = outcome.explanation
        if explanation is None:
            explanation = Explanation(feasible=False if outcome.fails else None)
        return render_document(explanation_page(outcome.program, explanation, happened))
    return render(
        view(
            outcome.program,
            result.plan,
            outcome.as_of,
            outcome.plan,
            before=outcome.before,
            result=result,
            event=happened,
        )
    )


def _names(before: Program, now: Program) -> dict[str, str]:
    """Return the display names of the members of two programs, by member id."""
    from seatplan.program_index import ProgramIndex

    return {**ProgramIndex(before).names, **ProgramIndex(now).names}
