"""Edits that fit a program."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from seatplan import (
    AddFlight,
    AddRule,
    Cancel,
    ChangeRule,
    Disqualify,
    DropRule,
    Edit,
    Extend,
    Fix,
    Flight,
    Forbid,
    LaunchEmpty,
    OpenDates,
    Program,
    Promote,
    Qualify,
    Reseat,
    ReturnEmpty,
    ReturnOptions,
    Scenario,
    SetDates,
    Slip,
    Withdraw,
)
from seatplan.program_index import ProgramIndex
from seatplan.testing import chance, days, intervals, known_rules, rule_maker_of, seats

DAYS = st.integers(-6, 10)


@st.composite
def edits(draw: st.DrawFn, program: Program) -> Edit:
    """An edit that names only things of the program; the edited program may be invalid."""
    lookup = ProgramIndex(program)
    flight = draw(st.sampled_from(program.flights))
    member = draw(st.sampled_from(program.crew))
    since, until = draw(intervals()) if chance(draw, 2) else (None, None)
    choices: list[st.SearchStrategy[Edit]] = [
        st.builds(Slip, st.just(flight.id), DAYS, st.booleans(), _others(program, flight)),
        st.builds(Extend, st.just(flight.id), DAYS),
        st.builds(SetDates, st.just(flight.id), st.none() | days(-5, 45), st.none() | days(-5, 45)),
        st.builds(
            OpenDates,
            st.none() | _others(program, flight, least=1),
            st.none() | st.integers(0, 3),
            st.none() | st.integers(0, 3),
            st.none(),
            st.integers(1, 3),
        ),
        st.just(Cancel(flight.id)),
        st.just(LaunchEmpty(flight.id)),
        st.builds(ReturnEmpty, st.just(flight.id), _others(program, flight), st.just(since)),
        st.just(Withdraw(member.id, since, until)),
        st.builds(Reseat, st.just(flight.id), seats([one.id for one in program.agencies], 2)),
        st.builds(AddFlight, _new_flights(program, flight)),
        st.builds(AddRule, st.one_of([rule_maker_of(one)(program) for one in known_rules()])),
    ]
    if any(one.station == flight.station and one is not flight for one in program.flights):
        others = _others(program, flight, least=1)
        choices.append(st.builds(ReturnOptions, st.just(flight.id), others))
    roles = sorted(lookup.seats(flight))
    if roles:
        role = draw(st.sampled_from(roles))
        leg = draw(st.sampled_from(("up", "down", "both", "backup")))
        cost = draw(st.sampled_from((None, 1, 3)))
        choices += [
            st.just(Fix(flight.id, role, member.id, leg, cost)),
            st.just(Forbid(flight.id, member.id, draw(st.sampled_from((None, role))), leg, cost)),
            st.just(Promote(flight.id, member.id, draw(st.sampled_from(program.crew)).id, role)),
        ]
    held = {one for agency in program.agencies for one in agency.qualifications}
    held |= {one.id for person in program.crew for one in person.qualifications}
    if held:
        qualification = draw(st.sampled_from(sorted(held)))
        choices += [
            st.just(Qualify(member.id, qualification, since, until)),
            st.just(Disqualify(member.id, qualification, since, until)),
        ]
    if program.rules:
        rule = draw(st.sampled_from(program.named_rules))
        weight = draw(st.sampled_from((None, 1, 3)))
        choices += [st.just(DropRule(rule.name)), st.just(ChangeRule(rule.name, weight=weight))]
    return draw(st.one_of(choices))


@st.composite
def scenarios(draw: st.DrawFn, program: Program, *, most: int = 2) -> Scenario:
    """A scenario of up to this many edits, each of which fits the program before all of them."""
    made = draw(st.lists(edits(program), max_size=most))
    return Scenario(draw(st.text(max_size=8)), made)


def _others(program: Program, flight: Flight, least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    ids = [
        one.id for one in program.flights if one.station == flight.station and one.id != flight.id
    ]
    if not ids:
        return st.just(())
    most = min(2, len(ids))
    return st.lists(st.sampled_from(ids), unique=True, min_size=least, max_size=most).map(tuple)


@st.composite
def _new_flights(draw: st.DrawFn, program: Program, like: Flight) -> Flight:
    launch = like.launch + timedelta(draw(st.integers(-3, 12)))
    return Flight("new", like.vehicle, launch, launch + timedelta(draw(st.integers(1, 9))))
