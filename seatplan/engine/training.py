"""Whom to train, in place of waiving what a seat requires: tried out before it is said."""

from __future__ import annotations

from seatplan.engine.demands import TRUE, Demands
from seatplan.engine.inquiry import Inquiry
from seatplan.engine.search import OutOfTime
from seatplan.explanation import Requirements
from seatplan.lookup import leg_day
from seatplan.modelling import Sum
from seatplan.program import LEGS
from seatplan.requirement import Requirement
from seatplan.structure.seat_requirements import seat_of, trainees, with_trainees

MOST = 3
"""How many are named, at most, who could be trained for a seat."""

TRIED = 12
"""How many are tried out for it, at most."""


def told(inquiry: Inquiry, fix: Requirements) -> Requirements:
    """The fix with all that can be said of how to bring it about, as far as time allows."""
    return tuple(
        _with_training(inquiry, fix, one) if one.rule == "seat-requirements" else one for one in fix
    )


def _with_training(inquiry: Inquiry, fix: Requirements, here: Requirement) -> Requirement:
    """With those of whom any one, trained for this seat, does as well as waiving it."""
    helpful = []
    try:
        candidates = trainees(inquiry.lookup, here)[:TRIED]
        flight, seat = seat_of(inquiry.lookup, here)
        model = inquiry.model(Demands(without=fix)) if candidates else None
        for member in candidates:
            assert model is not None
            strangers = [
                place.literal
                for leg in LEGS
                for place in model.places(flight, leg)
                if place.role == seat.role
                and place.member.id != member.id
                and place.member.id not in inquiry.lookup.may_sit(seat, leg_day(flight, leg))
            ]
            if TRUE in strangers:
                continue  # the past has somebody else in it
            cp = model.cp.clone()
            cp.add(model.linear(Sum(strangers)) <= 0)
            if inquiry.answer(cp).found:
                helpful.append(member)
                if len(helpful) == MOST:
                    break
    except OutOfTime:
        pass
    except KeyboardInterrupt:
        inquiry.search.interrupted = True
    return with_trainees(here, helpful)
