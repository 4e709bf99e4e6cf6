"""Members who could be trained instead of waiving a requirement of a seat; each is verified."""

from __future__ import annotations

from seatplan.engine.explain.oracle import Half, Oracle
from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.explanation import Requirements
from seatplan.modelling import ALWAYS, LinearExpr
from seatplan.program import LEGS, CrewMember, Flight, Leg, Seat
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.requirement import Requirement
from seatplan.structure import SEAT_REQUIREMENTS
from seatplan.structure.seat_requirements import seat_of, trainees, with_trainees

MOST_NAMED = 3
"""The largest number of members who are named as candidates for training, for each seat."""

TRIED = 6
"""The largest number of members who are tried, for each seat."""


def told(oracle: Oracle, fix: Requirements) -> Requirements:
    """The fix with the members who could be trained for its seats, as far as time allows."""
    if all(one.rule != SEAT_REQUIREMENTS.id for one in fix):
        return fix
    with oracle.search.until_stopped():
        # The fix leaves a plan, so there is one of the ships.
        part: Half | None = "people" if oracle.ships_apart else None
        model = oracle.model(ActiveRequirements(without=fix), part=part)
        return tuple(
            with_trainees(oracle.lookup, one, _helpful(oracle, model, one))
            if one.rule == SEAT_REQUIREMENTS.id
            else one
            for one in fix
        )
    return fix


def _helpful(oracle: Oracle, model: SeatModel, here: Requirement) -> list[CrewMember]:
    """Members of whom each, if trained for the seat, helps as much as waiving the requirement."""
    helpful: list[CrewMember] = []
    flight, seat = seat_of(oracle.lookup, here)
    for member in trainees(oracle.lookup, here)[:TRIED]:
        strangers = [
            place.literal
            for leg in LEGS
            for place in model.seat_variables(flight, leg)
            if place.role == seat.role
            and place.member.id != member.id
            and not _sits_in_any_case(place.member, flight, seat, leg, oracle.lookup)
        ]
        if ALWAYS in strangers:
            continue  # someone else has taken the seat in the past
        cp = model.cp.clone()
        cp.add(model.linear(LinearExpr(strangers)) <= 0)
        if oracle.answer(cp).found:
            helpful.append(member)
            if len(helpful) == MOST_NAMED:
                break
    return helpful


def _sits_in_any_case(
    member: CrewMember, flight: Flight, seat: Seat, leg: Leg, lookup: ProgramIndex
) -> bool:
    """Whether the seat admits the member, whatever flight took them up."""
    launch = flight.launch if leg == "down" else None
    if leg == "down" and seat.agencies is not None and member in lookup.changing:
        return False
    return member.id in lookup.may_sit(seat, leg_day(flight, leg), launch=launch)
