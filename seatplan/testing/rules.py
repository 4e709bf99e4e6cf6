"""Makers for the rules that come with seatplan: one function each."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, TypeVar

from hypothesis import strategies as st

from seatplan.ledger import LedgerEntry
from seatplan.program import Program
from seatplan.rules.aboard import Aboard
from seatplan.rules.apart import Apart
from seatplan.rules.backup import Backup
from seatplan.rules.backup_flies import BackupFlies
from seatplan.rules.blackout import Blackout, Period
from seatplan.rules.career import Career
from seatplan.rules.count import Count
from seatplan.rules.exchange import Exchange
from seatplan.rules.experience import Experience
from seatplan.rules.exposure import Exposure, Rate
from seatplan.rules.frequency import Frequency
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.handover import Handover
from seatplan.rules.integrated_crew import IntegratedCrew
from seatplan.rules.lifeboat import Lifeboat
from seatplan.rules.quota import Quota
from seatplan.rules.relocations import Relocations
from seatplan.rules.share import Share
from seatplan.rules.some_of import SomeOf
from seatplan.rules.spacing import Spacing
from seatplan.rules.standby import Standby
from seatplan.rules.stay import Stay
from seatplan.rules.together import Together
from seatplan.selection import Unit
from seatplan.ship_events import SHIP_EVENTS
from seatplan.testing.draws import chance, days, intervals, maybe, some_of, subsets
from seatplan.testing.goals import terms
from seatplan.testing.makers import members, rule_maker, weights, where, who
from seatplan.worth import Condition

T = TypeVar("T")

QUALIFICATIONS = ("usos", "rs", "eva")
UNITS: st.SearchStrategy[Unit] = st.sampled_from(("seats", "seats", "days"))
SHARES = st.sampled_from([Fraction(text) for text in ("1", "2", "0.766", "0")])
TOLERANCES = st.sampled_from([Fraction(text) for text in ("1", "0.5", "2", "0")])
OPENINGS = st.sampled_from([Fraction(text) for text in ("1", "1.5", "3", "0")])


@st.composite
def bounds(draw: st.DrawFn, scale: int = 1) -> dict[str, Any]:
    """The keys `min` and `max`, one or both."""
    least = scale * draw(st.sampled_from((1, 2, 3, 0)))
    more = scale * draw(st.integers(0, 3))
    ends = ({"min": least}, {"max": more}, {"min": least, "max": least + more})
    return draw(st.sampled_from(ends))


@st.composite
def windows(draw: st.DrawFn, program: Program) -> dict[str, Any]:
    """The keys `stations`, `since` and `until` of a rule about who is aboard."""
    stations = sorted({one.station for one in program.flights})
    since, until = maybe(draw, intervals(0, 35)) or (None, None)
    return {"stations": some_of(draw, stations, one_in=4), "since": since, "until": until}


@rule_maker("integrated-crew")
@st.composite
def integrated_crews(draw: st.DrawFn, program: Program) -> IntegratedCrew:
    return IntegratedCrew(
        of=draw(subsets(QUALIFICATIONS, at_least=1, at_most=2)),
        min=draw(st.sampled_from((1, 1, 2, 0))),
        **draw(weights()),
        **draw(where(program)),
    )


@st.composite
def entries(
    draw: st.DrawFn, parties: Sequence[str], units: st.SearchStrategy[Fraction]
) -> tuple[LedgerEntry, ...]:
    """Now and then something given or taken outside the flights."""
    if not chance(draw, 4):
        return ()
    party = st.sampled_from(sorted(parties))
    one = st.builds(LedgerEntry, on=days(-2, 35), party=party, units=units)
    return draw(several(one, 1, 2))


@st.composite
def values(draw: st.DrawFn, program: Program) -> dict[str, int]:
    """Now and then vehicles whose seats count more than one."""
    if not chance(draw, 5):
        return {}
    return {one.id: draw(st.integers(1, 3)) for one in program.vehicles if chance(draw, 2)}


@rule_maker("exchange")
@st.composite
def exchanges(draw: st.DrawFn, program: Program) -> Exchange:
    ids = [one.id for one in program.agencies]
    unit = draw(UNITS)
    scale = 1 if unit == "seats" else 5
    parties = draw(subsets(ids, at_least=2, at_most=2))
    return Exchange(
        parties=parties,
        tolerance=scale * draw(st.sampled_from((1, 0, 1, 2))),
        opening=draw(st.sampled_from((0, 0, 1, -1, 2))),
        settled_by=draw(st.lists(days(0, 35), max_size=2, unique=True).map(tuple)),
        unit=unit,
        entries=draw(entries(parties, st.sampled_from([Fraction(one) for one in (1, -1, 2)]))),
        values=draw(values(program)),
        **draw(weights()),
        **draw(where(program)),
    )


@rule_maker("quota")
@st.composite
def quotas(draw: st.DrawFn, program: Program) -> Quota:
    unit = draw(UNITS)
    return Quota(
        **draw(bounds(1 if unit == "seats" else 6)),
        per=draw(st.sampled_from(("program", "year", "flight"))),
        unit=unit,
        **draw(weights()),
        **draw(who(program)),
        **draw(where(program)),
    )


@rule_maker("ground-time")
@st.composite
def ground_times(draw: st.DrawFn, program: Program) -> GroundTime:
    return GroundTime(
        days=draw(st.sampled_from((1, 0, 3, 8, 20))), **draw(weights()), **draw(members(program))
    )


@rule_maker("experience")
@st.composite
def experiences(draw: st.DrawFn, program: Program) -> Experience:
    tables = [one.seats for one in program.vehicles] + [one.seats or () for one in program.flights]
    return Experience(
        roles=some_of(draw, sorted({one.role for seats in tables for one in seats}), one_in=4),
        min=draw(st.sampled_from((1, None, 2, 0))),
        max_rookies=draw(st.sampled_from((None, None, 0, 1, 2))),
        **draw(weights()),
        **draw(where(program)),
    )


@rule_maker("share")
@st.composite
def shares(draw: st.DrawFn, program: Program) -> Share:
    ids = [one.id for one in program.agencies]
    parts = {agency: draw(SHARES) for agency in draw(subsets(ids, at_least=1))}
    if not any(parts.values()):
        parts = dict.fromkeys(parts, Fraction(1))
    unit = draw(UNITS)
    rolling = draw(st.sampled_from((1, 5, 12, 25))) if chance(draw, 4) else None
    opening = {agency: draw(OPENINGS) for agency in parts if chance(draw, 3)}
    return Share(
        shares=parts,
        tolerance=draw(TOLERANCES) * (1 if unit == "seats" else 5),
        opening={} if rolling is not None else opening,
        days=rolling,
        entries=draw(entries(tuple(parts), OPENINGS)),
        values=draw(values(program)),
        unit=unit,
        **draw(weights()),
        **draw(where(program)),
    )


@rule_maker("aboard")
@st.composite
def aboards(draw: st.DrawFn, program: Program) -> Aboard:
    limits = draw(bounds())
    return Aboard(
        after_departure="min" in limits and not chance(draw, 3),
        **limits,
        **draw(weights()),
        **draw(who(program)),
        **draw(windows(program)),
    )


@rule_maker("lifeboat")
@st.composite
def lifeboats(draw: st.DrawFn, program: Program) -> Lifeboat:
    return Lifeboat(**draw(weights()), **draw(windows(program)))


@rule_maker("career")
@st.composite
def careers(draw: st.DrawFn, program: Program) -> Career:
    left_out = draw(st.sampled_from(("max_flights", "max_days", "neither")))
    return Career(
        max_days=draw(st.integers(0, 25)) if left_out != "max_days" else None,
        max_flights=draw(st.integers(0, 3)) if left_out != "max_flights" else None,
        **draw(weights()),
        **draw(members(program)),
    )


@rule_maker("together")
@st.composite
def togethers(draw: st.DrawFn, program: Program) -> Together:
    return Together(members=draw(_few(program)), **draw(weights()), **draw(where(program)))


@rule_maker("apart")
@st.composite
def aparts(draw: st.DrawFn, program: Program) -> Apart:
    return Apart(members=draw(_few(program)), **draw(weights()), **draw(where(program)))


def _few(program: Program) -> st.SearchStrategy[tuple[str, ...]]:
    return subsets([one.id for one in program.crew], at_least=1, at_most=3)


def several(one: st.SearchStrategy[T], least: int, most: int) -> st.SearchStrategy[tuple[T, ...]]:
    """A few different ones."""
    return st.lists(one, min_size=least, max_size=most, unique=True).map(tuple)


@st.composite
def conditions(draw: st.DrawFn, program: Program) -> Condition:
    """A condition on one or two terms."""
    unit = draw(UNITS)
    return Condition(
        terms=draw(several(terms(program), 1, 2)),
        unit=unit,
        **draw(bounds(1 if unit == "seats" else 6)),
    )


@rule_maker("count")
@st.composite
def counts(draw: st.DrawFn, program: Program) -> Count:
    unit = draw(UNITS)
    scale = 1 if unit == "seats" else 6
    limits = draw(bounds(scale))
    shift = draw(st.sampled_from((0, 0, 0, -2))) * scale
    return Count(
        terms=draw(several(terms(program), 1, 3)),
        **{name: limit + shift for name, limit in limits.items()},
        per=draw(st.sampled_from(("program", "year", "flight"))),
        unit=unit,
        **draw(weights()),
    )


@rule_maker("some-of")
@st.composite
def some_ofs(draw: st.DrawFn, program: Program) -> SomeOf:
    of = draw(several(conditions(program), 1, 3))
    least = draw(st.integers(0, len(of)))
    most = draw(st.integers(least, len(of) - 1)) if least < len(of) else None
    if least and chance(draw, 2):
        most = None
    return SomeOf(
        given=draw(several(conditions(program), 0, 2)),
        of=of,
        least=least,
        most=most,
        **draw(weights()),
    )


@rule_maker("frequency")
@st.composite
def frequencies(draw: st.DrawFn, program: Program) -> Frequency:
    return Frequency(
        max=draw(st.sampled_from((1, 2, 0))),
        days=draw(st.sampled_from((5, 10, 20, 1, 60))),
        **draw(weights()),
        **draw(members(program)),
    )


@st.composite
def rates(draw: st.DrawFn) -> Rate:
    """What a day adds, always or in some days; it may take away."""
    since, until = maybe(draw, intervals(0, 35)) or (None, None)
    per_day = Fraction(draw(st.sampled_from(("1", "0.5", "0.3", "2", "-0.5"))))
    return Rate(per_day=per_day, since=since, until=until)


@rule_maker("exposure")
@st.composite
def exposures(draw: st.DrawFn, program: Program) -> Exposure:
    ids = [one.id for one in program.crew]
    return Exposure(
        rates=draw(several(rates(), 1, 2)),
        max=Fraction(draw(st.sampled_from(("5", "10.5", "20", "0")))),
        before={one: draw(OPENINGS) for one in ids if chance(draw, 3)},
        **draw(weights()),
        **draw(members(program)),
    )


@rule_maker("stay")
@st.composite
def stays(draw: st.DrawFn, program: Program) -> Stay:
    return Stay(**draw(bounds(6)), **draw(weights()), **draw(who(program)), **draw(where(program)))


EVENTS = st.sampled_from((SHIP_EVENTS, ("launch",), ("landing",)))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A few days, or all before or after a day."""
    since, until = draw(intervals(0, 35))
    return Period(since, until, draw(st.sampled_from(("", "beta"))))


@rule_maker("blackout")
@st.composite
def blackouts(draw: st.DrawFn, program: Program) -> Blackout:
    return Blackout(
        events=draw(EVENTS),
        periods=draw(several(periods(), 1, 2)),
        **draw(weights()),
        **draw(where(program)),
    )


@rule_maker("spacing")
@st.composite
def spacings(draw: st.DrawFn, program: Program) -> Spacing:
    return Spacing(
        events=draw(EVENTS),
        days=draw(st.sampled_from((1, 2, 5, 0))),
        **draw(weights()),
        **draw(where(program)),
    )


@rule_maker("handover")
@st.composite
def handovers(draw: st.DrawFn, program: Program) -> Handover:
    shift = draw(st.sampled_from((0, 1, -3, -8)))
    limits = {name: limit + shift for name, limit in draw(bounds(3)).items()}
    return Handover(**limits, **draw(weights()), **draw(where(program)))


@rule_maker("backup")
@st.composite
def backups(draw: st.DrawFn, program: Program) -> Backup:
    # Of few flights: each backup that may be or not doubles the plans to try out.
    flights = [one.id for one in program.flights]
    return Backup(
        flights=draw(subsets(flights, at_least=1, at_most=1)) or None,
        roles=some_of(draw, _roles(program), one_in=2),
        min=draw(st.sampled_from((None, 1, 1, 0, 2))),
        **draw(weights()),
    )


@rule_maker("backup-flies")
@st.composite
def backups_fly(draw: st.DrawFn, program: Program) -> BackupFlies:
    within = draw(st.sampled_from((1, 1, 2)))
    return BackupFlies(within=within, **draw(weights()), **draw(where(program)))


@rule_maker("standby")
@st.composite
def standbys(draw: st.DrawFn, program: Program) -> Standby:
    return Standby(
        min=draw(st.sampled_from((1, 1, 2, 0))),
        **draw(weights()),
        **draw(who(program)),
        **draw(where(program)),
    )


def _roles(program: Program) -> list[str]:
    tables = [one.seats for one in program.vehicles] + [one.seats or () for one in program.flights]
    return sorted({seat.role for seats in tables for seat in seats})


@rule_maker("relocations")
@st.composite
def relocations(draw: st.DrawFn, program: Program) -> Relocations:
    most = draw(st.sampled_from((0, 1, 2)))
    return Relocations(max=most, **draw(weights()), **draw(where(program)))
