"""The manifest and the seat exchanges of a plan, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.text import Text

from seatplan.agreements import Account
from seatplan.report.layout import Paragraph, Pieces, Row, Rows
from seatplan.report.manifest import FlightManifest, Traveller, is_first, manifest
from seatplan.report.palette import NOWHERE, Look, looks, roles
from seatplan.report.style import BAD, BLANK, MARK, heading, plain, why_lines
from seatplan.timeline import PlanIndex
from seatplan.words import many

LABEL = 6
"""The width of the labels `up`, `down`, `port`, `back` and `key`, in columns."""

BARS = "▁▂▃▄▅▆▇█"
"""The blocks of a bar chart, from the lowest value to the highest."""


def manifest_table(reading: PlanIndex) -> list[RenderableType]:
    """Return the manifest: for each flight, its dates, who goes up and who comes down.

    The line `down` is left out if all who go up come down on the same flight. Each person has the
    letter of the role, the name, the short name of the agency, a sign for a first flight, and the
    other flight if the other leg is on a different one.
    """
    flights = manifest(reading)
    seen = looks(reading.program)
    letters = roles(reading.lookup)
    firsts = {
        (tour.member.id, tour.up.id) for tour in reading.all_tours() if is_first(reading, tour)
    }
    parts: list[RenderableType] = []
    for one in flights:
        parts.append(Paragraph(_flight_line(one)))
        up = [
            _person(person, letters, seen, "↓", first=(person.member, one.flight.id) in firsts)
            for person in one.up
        ]
        up += [
            Text(f"{letters[role]} {many(count, 'seat')} empty", "dim") for role, count in one.empty
        ]
        if one.flight.ascent == "empty":
            up = [Text("empty", "dim")]
        parts.append(Pieces(Text("up", "dim"), up or [Text("no one", "dim")], LABEL))
        down = [_person(person, letters, seen, "↑") for person in one.joining]
        if one.flight.descent == "empty":
            down = [Text("empty", "dim")]
        elif down:
            stay = [person for person in one.up if person.paired and person.other is None]
            down += [_person(person, letters, seen, "") for person in stay]
        if down:
            parts.append(Pieces(Text("down", "dim"), down, LABEL))
        if one.stays:
            parts.append(Pieces(Text("port", "dim"), [plain(text) for text in one.ports], LABEL))
        backups = [_person(person, letters, seen, None) for person in one.backups]
        if backups:
            parts.append(Pieces(Text("back", "dim"), backups, LABEL))
    if flights:
        parts += [BLANK, *_key(flights, letters, seen)]
    return parts


def _flight_line(one: FlightManifest) -> Text:
    flight = one.flight
    days = many((one.landing - one.launch).days, "day")
    where = "" if flight.station == "ISS" else f", to {flight.station}"
    dates = f"{one.launch} to {one.landing}, {days}"
    dates += f", {one.moved}" if one.moved else ""
    ship = f"{one.ship} ({one.operator}{where})"
    return Text.assemble(heading(flight.id), "  ", plain(ship), "  ", plain(dates))


def _person(
    person: Traveller,
    letters: Mapping[str, str],
    seen: Mapping[str, Look],
    way: str | None,
    *,
    first: bool = False,
) -> Text:
    look = seen.get(person.agency, NOWHERE)
    text = Text.assemble(
        Text(f"{letters[person.role]} ", "dim"),
        plain(person.name),
        " ",
        plain(look.short, f"bold {look.color}"),
        "°" if first else "",
    )
    if way is None:
        return text
    if not person.paired:
        text.append(" no way home" if way == "↓" else " never went up", BAD)
    elif person.other is not None:
        text.append(" ")
        text.append_text(plain(f"{way}{person.other}", MARK))
    return text


def _key(
    flights: tuple[FlightManifest, ...], letters: Mapping[str, str], seen: Mapping[str, Look]
) -> Iterator[RenderableType]:
    """Yield the legend: the letters of the roles and agencies that occur, and the signs."""
    people = [person for one in flights for person in (*one.up, *one.joining)]
    here = {person.role for person in people} | {role for one in flights for role, _ in one.empty}
    theirs = {person.agency for person in people}
    words = [Text(f"{letter} {role}", "dim") for role, letter in letters.items() if role in here]
    words += [
        Text.assemble(plain(look.short, f"bold {look.color}"), " ", plain(agency, "dim"))
        for agency, look in seen.items()
        if agency in theirs and look.short != agency
    ]
    words += [Text(sign, "dim") for sign in ("° first flight", "↓ home on", "↑ went up on")]
    yield Pieces(Text("key", "dim"), words, LABEL)


def account_table(account: Account) -> list[RenderableType]:
    """Return the balance of one exchange: a bar for each launch, then the entries that matter.

    Those are the days of settling, and the launches after which the balance is beyond the
    tolerance.
    """
    rule = account.rule
    a, b = account.parties
    named = f" ({rule.name})" if rule.name != rule.kind else ""
    head = heading(f"Exchange of {a} and {b}{named}")
    scope = plain(f": within {account.amount(account.tolerance)} of even after each launch")
    parts: list[RenderableType] = [Paragraph(Text.assemble(head, scope))]
    launches = [entry for entry in account.entries if not entry.settle]
    if launches:
        last = launches[-1]
        worst = max(launches, key=lambda entry: abs(entry.balance))
        summary = (
            f"{many(len(launches), 'launch')} (high: {a} ahead; low: {b} ahead); at the end "
            f"{account.in_words(last)}; most {account.amount(abs(worst.balance))}, {worst.day}"
        )
        bars = Text("".join(_bar(entry.balance, account) for entry in launches))
        for at, entry in enumerate(launches):
            if entry.beyond:
                bars.stylize(BAD, at, at + 1)
        parts.append(Paragraph(bars, indent=2))
        parts.append(Paragraph(plain(summary), indent=2))
    rows: list[Row] = [
        (
            plain(entry.day),
            plain(", ".join(entry.flights) if not entry.settle else "to be settled"),
            plain(account.in_words(entry)),
            plain(f"{entry.beyond} beyond" if entry.beyond else "", BAD),
        )
        for entry in account.entries
        if entry.beyond or entry.settle
    ]
    return [*parts, *([Rows(rows)] if rows else []), *why_lines(rule.why)]


def _bar(balance: int, account: Account) -> str:
    """Return a block whose height shows how far the first party is ahead; half is even."""
    most = max(1, account.tolerance, *(abs(entry.balance) for entry in account.entries))
    half = (len(BARS) - 1) / 2
    return BARS[round(half + half * balance / most + (0.01 if balance > 0 else -0.01))]
