"""Who else could sit in a seat, for a terminal and as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import asdict
from rich.console import RenderableType
from rich.text import Text

from seatplan.program_index import ProgramIndex
from seatplan.report.clean import clean
from seatplan.report.layout import Paragraph, Row, Rows
from seatplan.report.steps import steps_in_words
from seatplan.report.style import BAD, BLANK, GOOD, MARK, heading, plain, title
from seatplan.words import agency_word, leg_of, listed

if TYPE_CHECKING:
    from seatplan.whatif.seat_candidates import Candidate, Candidates
    from seatplan.whatif.why_not import WhyNot


def candidates_tables(
    found: Candidates, costs: Mapping[str, WhyNot] | None = None
) -> list[RenderableType]:
    """The answer, those who could sit there with what the swap breaks, then all others."""
    index = ProgramIndex(found.program)
    names = index.names
    parts: list[RenderableType] = [*title(found.program), Paragraph(_answer(found, names))]
    if found.possible:
        rows = [_possible(one, found, index, names) for one in found.possible]
        head = (heading("possible"), heading(""), heading("a direct swap"))
        parts += [BLANK, Rows(rows, head)]
    for member, answer in (costs or {}).items():
        style = {True: GOOD, False: BAD, None: MARK}[answer.possible]
        parts += [BLANK, Paragraph(heading(f"With {names[member]}, all else re-planned"))]
        parts.append(Paragraph(plain(answer.verdict, style), indent=2))
    if found.barred:
        head = (heading("barred"), heading(""), heading("because"))
        barred = sorted(found.barred, key=lambda one: (len(one.bars), one.words, one.member))
        agency = {one.id: _agency(found, index, one.id) for one in index.members.values()}
        rows = [
            (plain(names[one.member]), plain(agency[one.member]), plain(one.words))
            for one in barred
        ]
        parts += [BLANK, Rows(rows, head)]
    return parts


def _answer(found: Candidates, names: Mapping[str, str]) -> Text:
    """How many could sit there, and how many of them without any other change."""
    index = ProgramIndex(found.program)
    seat = f"{found.role}, {leg_of(index.flights[found.flight], found.leg)}"
    held = listed(names[one] for one in found.holders) if found.holders else "no one"
    fit = sum(one.fits for one in found.possible)
    count = len(found.possible)
    if not count:
        answer: tuple[str, str] = ("No one else could sit there", BAD)
    else:
        others = "other member" if count == 1 else "others"
        answer = (f"{count} {others} could sit there", GOOD if fit else MARK)
    rest = f", {fit} of them with no other change to the plan." if count else "."
    return Text.assemble(plain(f"{seat}, now {held}:"), " ", answer, rest)


def _possible(
    one: Candidate, found: Candidates, index: ProgramIndex, names: Mapping[str, str]
) -> Row:
    hard = [violation for violation in one.breaks if violation.hard]
    rules = dict.fromkeys(violation.rule for violation in hard)
    replaced = ""
    if len(found.holders) > 1 and one.replaces is not None:
        replaced = clean(f"in the seat of {names[one.replaces]}")
    swap = Text(f"breaks {listed(rules)}", MARK) if rules else Text("breaks nothing", GOOD)
    swap.append(f" {replaced}" if replaced else "", "")
    worth = steps_in_words(found.program, one.goals)
    if worth:
        swap.append(f"; {', '.join(worth)}")
    return plain(names[one.member]), plain(_agency(found, index, one.member)), swap


def _agency(found: Candidates, index: ProgramIndex, member: str) -> str:
    return agency_word(index.members[member].agency_on(index.flights[found.flight].launch))


def candidates_data(found: Candidates, costs: Mapping[str, WhyNot] | None = None) -> dict[str, Any]:
    """The same for other programs: the keys always in the same order."""
    from seatplan.report.prices import why_not_data

    index = ProgramIndex(found.program)
    data: dict[str, Any] = {
        "program": found.program.name,
        "flight": found.flight,
        "role": found.role,
        "leg": found.leg,
        "as_of": found.as_of.isoformat() if found.as_of is not None else None,
        "holders": list(found.holders),
        "possible": [_possible_data(one, found, index) for one in found.possible],
        "barred": [
            {**_member_data(one, found, index), "bars": [asdict(bar) for bar in one.bars]}
            for one in found.barred
        ],
    }
    if costs:
        data["costs"] = {
            member: why_not_data(found.program, answer) for member, answer in costs.items()
        }
    return data


def _member_data(one: Candidate, found: Candidates, index: ProgramIndex) -> dict[str, Any]:
    return {
        "member": one.member,
        "name": index.members[one.member].name,
        "agency": _agency(found, index, one.member),
    }


def _possible_data(one: Candidate, found: Candidates, index: ProgramIndex) -> dict[str, Any]:
    from seatplan.report.data import violation_data
    from seatplan.report.outcome_data import goal_change_data

    return {
        **_member_data(one, found, index),
        "fits": one.fits,
        "replaces": one.replaces,
        "removed": [asdict(line) for line in one.removed],
        "added": [asdict(line) for line in one.added],
        "breaks": [violation_data(found.program, violation) for violation in one.breaks],
        "goals": [goal_change_data(goal) for goal in one.goals],
    }
