"""Rules about the tours of one member, and about those who are in space together."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from seatplan.program import Program
from seatplan.rules.aboard import Aboard
from seatplan.rules.apart import Apart
from seatplan.rules.backup import Backup
from seatplan.rules.backup_flies import BackupFlies
from seatplan.rules.career import Career
from seatplan.rules.experience import Experience
from seatplan.rules.exposure import Exposure, Rate
from seatplan.rules.frequency import Frequency
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.integrated_crew import IntegratedCrew
from seatplan.rules.lifeboat import Lifeboat
from seatplan.rules.standby import Standby
from seatplan.rules.stay import Stay
from seatplan.rules.together import Together
from seatplan.testing.draws import chance, intervals, maybe, some_of, subsets
from seatplan.testing.makers import members, rule_maker, weights, where, who
from seatplan.testing.rules.parts import (
    OPENINGS,
    bounds,
    few,
    roles,
    several,
    windows,
)

QUALIFICATIONS = ("usos", "rs", "eva")


@rule_maker("integrated-crew")
@st.composite
def integrated_crews(draw: st.DrawFn, program: Program) -> IntegratedCrew:
    return IntegratedCrew(
        of=draw(subsets(QUALIFICATIONS, at_least=1, at_most=2)),
        min=draw(st.sampled_from((1, 1, 2, 0))),
        **draw(weights()),
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
    return Together(members=draw(few(program)), **draw(weights()), **draw(where(program)))


@rule_maker("apart")
@st.composite
def aparts(draw: st.DrawFn, program: Program) -> Apart:
    return Apart(members=draw(few(program)), **draw(weights()), **draw(where(program)))


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


@rule_maker("backup")
@st.composite
def backups(draw: st.DrawFn, program: Program) -> Backup:
    # Of few flights: each backup that may be or not doubles the plans to try out.
    flights = [one.id for one in program.flights]
    return Backup(
        flights=draw(subsets(flights, at_least=1, at_most=1)) or None,
        roles=some_of(draw, roles(program), one_in=2),
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
