"""The other candidates for a seat, for a terminal and as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from rich.text import Text

from seatplan.program_index import ProgramIndex
from seatplan.report.clean import clean
from seatplan.report.goal_words import gains_in_words
from seatplan.report.layout import Paragraph, Row, Rows
from seatplan.report.style import BAD, BLANK, GOOD, MARK, heading, plain, title
from seatplan.words import agency_word, leg_of, listed

if TYPE_CHECKING:
    from seatplan.whatif.seat_candidates import Candidate, Candidates
    from seatplan.whatif.why_not import WhyNot


def candidates_tables(
    found: Candidates, costs: Mapping[str, WhyNot] | None = None
) -> list[RenderableType]:
    """Return the answer, the members who could take the seat, then those who are barred.

    Args:
        found: the candidates for the seat.
        costs: the why-not answers for the members given with `--cost`, by member id.
    """
    index = ProgramIndex(found.program)
    names = index.names
    parts: list[RenderableType] = [*title(found.program), Paragraph(_answer(found, names))]
    if found.possible:
        rows = [_possible(one, found, index, names) for one in found.possible]
        head = (heading("possible"), heading(""), heading("a direct swap"))
        parts += [BLANK, Rows(rows, head)]
    for member, answer in (costs or {}).items():
        style = {True: GOOD, False: BAD, None: MARK}[answer.possible]
        parts += [BLANK, Paragraph(heading(f"With {names[member]}, everything else re-planned"))]
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
    """Return how many could take the seat, and how many of them without any other change."""
    index = ProgramIndex(found.program)
    seat = f"{found.role}, {leg_of(index.flights[found.flight], found.leg)}"
    held = listed(names[one] for one in found.holders) if found.holders else "no one"
    fit = sum(one.fits for one in found.possible)
    count = len(found.possible)
    style = GOOD if fit else MARK
    if not count:
        answer, rest = Text("No one else could sit there", BAD), "."
    elif count == 1:
        answer = Text("1 other member could sit there", style)
        rest = ", with no other change to the plan." if fit else ", with other changes to the plan."
    else:
        answer = Text(f"{count} others could sit there", style)
        rest = f", {fit or 'none'} of them with no other change to the plan."
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
    worth = gains_in_words(found.program, one.goals)
    if worth:
        swap.append(f"; {', '.join(worth)}")
    return plain(names[one.member]), plain(_agency(found, index, one.member)), swap


def _agency(found: Candidates, index: ProgramIndex, member: str) -> str:
    return agency_word(index.members[member].agency_on(index.flights[found.flight].launch))


def candidates_data(found: Candidates, costs: Mapping[str, WhyNot] | None = None) -> dict[str, Any]:
    """Return the candidates as plain data, with the answers for `--cost` under `costs`."""
    data = found.to_dict()
    if costs:
        data["costs"] = {member: answer.to_dict() for member, answer in costs.items()}
    return data
