"""The page of an explanation: why there is no plan, and the fixes."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from seatplan.alike import Line, condensed
from seatplan.date_fix import DateFix
from seatplan.explanation import (
    DATES_HEAD,
    DATES_UNTRIED,
    NO_OTHERS,
    Explanation,
    Requirements,
    count_of,
    fixes_head,
)
from seatplan.program import Program
from seatplan.report.page.answer import Fact, PageAnswer
from seatplan.words import opening


@frozen
class ExplanationPage:
    """The page that explains why there is no plan.

    Attributes:
        program: the program.
        answer: the top of the page.
        conflicts: the conflicts, with similar requirements merged into one line.
        counted: for each conflict, a sentence that shows it by counting seats, or nothing.
        fixes: the fixes; each is a set of requirements to give up.
        reasons: the `why` of each rule, by rule id.
        fixes_head: the heading over the fixes.
        stranded: a sentence about each member who cannot come home.
        date_fixes: fixes that shift the dates of one flight, numbered after the others.
        dates_head: the heading over `date_fixes`.
        dates_note: that not all shifts were tried, if so.
    """

    program: Program
    answer: PageAnswer
    conflicts: tuple[tuple[Line, ...], ...]
    counted: tuple[str, ...]
    fixes: tuple[Requirements, ...]
    reasons: Mapping[str, str]
    fixes_head: str
    stranded: tuple[str, ...] = ()
    date_fixes: tuple[DateFix, ...] = ()
    dates_head: str = DATES_HEAD
    dates_note: str = ""


def explanation_page(
    program: Program, explanation: Explanation, event: str = ""
) -> ExplanationPage:
    """Return the page of an explanation; `event` is the edits of the program in a few words."""
    word = {True: "There is a plan", False: "No plan", None: "Not known"}[explanation.feasible]
    because = explanation.feasible is False and explanation.conflicts and not explanation.lacking
    verdict = explanation.reason if because else explanation.verdict
    proved = explanation.feasible is not None and explanation.proved
    facts = (
        Fact("Conflicts", f"{len(explanation.conflicts):,}", "independent of each other"),
        Fact(
            "Fixes",
            f"{len(explanation.fixes):,}",
            NO_OTHERS if explanation.complete else "there may be others",
        ),
    )
    return ExplanationPage(
        program,
        PageAnswer(
            f"{event}: no plan is left" if event and explanation.feasible is False else "",
            word,
            explanation.feasible,
            opening(verdict),
            "Proved." if proved else "Not proved: time ran out.",
            facts if explanation.feasible is False else (),
        ),
        tuple(map(condensed, explanation.conflicts)),
        tuple(
            "".join(count_of(explanation, number))
            for number, _ in enumerate(explanation.conflicts, 1)
        ),
        explanation.fixes,
        {rule.name: rule.why for rule in program.named_rules},
        fixes_head(explanation).rstrip(":") if explanation.fixes else "",
        tuple(one.message for one in explanation.stranded),
        explanation.date_fixes,
        dates_note=DATES_UNTRIED if explanation.dates_untried else "",
    )
