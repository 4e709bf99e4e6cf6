"""The manifest and the seat exchanges of a plan, as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from seatplan.agreements import Account
from seatplan.report.layout import Paragraph, Row, Rows
from seatplan.report.manifest import FlightManifest, Traveller
from seatplan.report.style import BAD, MARK, heading, plain, why_lines
from seatplan.words import many


def manifest_table(flights: Iterable[FlightManifest]) -> Rows:
    """Flight by flight: role, name, agency, and who travels on another vehicle one way."""
    rows: list[Row | Text] = []
    for one in flights:
        rows += [_flight_line(one), *_travellers(one)]
    return Rows(rows)


def _flight_line(one: FlightManifest) -> Text:
    flight = one.flight
    ship = f"{flight.vehicle} {flight.spacecraft}" if flight.spacecraft else flight.vehicle
    days = many((one.landing - one.launch).days, "day")
    where = "" if flight.station == "ISS" else f", to {flight.station}"
    dates = f"{one.launch} to {one.landing}, {days}"
    ship = f"{ship} ({one.operator}{where})"
    return Text.assemble(heading(flight.id), "  ", plain(ship), "  ", dates)


def _travellers(one: FlightManifest) -> Iterator[Row]:
    for person in one.up:
        yield _seat(person, "no way home" if not person.paired else "home on", person.other)
    for role, count in one.empty:
        yield plain(role), Text(many(count, "seat") + " empty", "dim"), Text(), Text()
    if one.flight.ascent == "empty":
        yield Text("no one"), Text("goes up on it", "dim"), Text(), Text()
    for person in one.joining:
        yield _seat(person, "never went up" if not person.paired else "went up on", person.other)
    if one.flight.descent == "empty":
        yield Text("no one"), Text("comes down on it", "dim"), Text(), Text()


def _seat(person: Traveller, remark: str, other: str | None) -> Row:
    if person.paired:
        remark = f"{remark} {other}" if other is not None else ""
    style = MARK if person.paired else BAD
    return plain(person.role), plain(person.name), plain(person.agency), plain(remark, style)


def account_table(account: Account) -> list[RenderableType]:
    """The balance of one exchange, launch by launch."""
    rule = account.rule
    a, b = account.parties
    named = f" ({rule.name})" if rule.name != rule.kind else ""
    head = heading(f"Exchange of {a} and {b}{named}")
    scope = plain(f": within {account.amount(account.tolerance)} of even after each launch")
    rows: list[Row] = [
        (
            plain(entry.day),
            plain(", ".join(entry.flights) if not entry.settle else "to be settled"),
            plain(account.in_words(entry)),
            plain(f"{entry.beyond} beyond" if entry.beyond else "", BAD),
        )
        for entry in account.entries
    ]
    return [Paragraph(Text.assemble(head, scope)), Rows(rows), *why_lines(rule.why)]
