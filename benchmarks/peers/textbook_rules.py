"""The rules and goals of the textbook model."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.textbook import Textbook, Way
from seatplan import Flight, Goal, Rule
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.keep_rules import KeepRules
from seatplan.program import LEGS
from seatplan.program_index import leg_day
from seatplan.rules.exchange import Exchange
from seatplan.rules.experience import Experience
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.integrated_crew import IntegratedCrew
from seatplan.rules.quota import Quota
from seatplan.selection import Who


def post(model: Textbook, rule: Rule) -> list[Any]:
    """Adds the constraints of a rule; returns the terms of its penalty if it is soft.

    Raises:
        ValueError: if the textbook has no such rule.
    """
    for key in ("roles", "entries", "values", "max_rookies"):
        if getattr(rule, key, None) not in (None, ()):
            raise ValueError(f"the textbook has no {rule.kind} with {key}")
    if isinstance(rule, Quota) and rule.unit == "seats":
        return _quota(model, rule)
    if rule.weight is not None:
        raise ValueError(f"the textbook has no soft {rule.kind}")
    if isinstance(rule, IntegratedCrew):
        _integrated_crew(model, rule)
    elif isinstance(rule, Experience):
        _experience(model, rule)
    elif isinstance(rule, Exchange) and rule.unit == "seats":
        _exchange(model, rule)
    elif not isinstance(rule, GroundTime):  # that is in what may overlap
        raise ValueError(f"the textbook has no {rule.kind}")
    return []


def objective(model: Textbook, goal: Goal, penalty: list[Any]) -> Any:
    """The expression that a goal optimizes.

    Raises:
        ValueError: if the textbook has no such goal.
    """
    if isinstance(goal, FillSeats):
        return model.sum(_seats(model, goal, goal.flights_in(model.lookup)))
    if isinstance(goal, KeepRules):
        return model.sum(penalty)
    if isinstance(goal, EvenTurns):
        squares = []
        for member in goal.members_in(model.lookup):
            ways, before = model.ways[member.id], member.flights_before
            if ways:
                count = model.sum([way.taken for way in ways])
                squares.append(model.tool.square(before, count, _most(ways)))
            else:
                squares.append(before**2)
        return model.sum(squares)
    raise ValueError(f"the textbook has no {goal.kind}")


def _most(ways: list[Way]) -> int:
    """The largest number of these tours that fit one after the other."""
    count, free = 0, 0
    for way in sorted(ways, key=lambda one: one.down.landing):
        if way.up.launch.toordinal() >= free:
            count += 1
            free = way.down.landing.toordinal()
    return count


def _seats(model: Textbook, who: Who, flights: tuple[Flight, ...]) -> list[Any]:
    return [
        place.taken
        for flight in flights
        for picked in (who.picked_for(model.lookup, flight),)
        for place in model.places[flight.id, "up"]
        if place.member in picked
    ]


def _quota(model: Textbook, rule: Quota) -> list[Any]:
    penalty = []
    for _, flights in rule.demands(model.lookup):
        seats = _seats(model, rule, flights)
        taken = model.sum(seats)
        slack = 0
        if rule.weight is not None:
            slack = model.tool.integer(0, max(rule.min or 0, len(seats)))
            penalty.append(rule.weight * slack)
        if rule.min is not None:
            model.add(taken + slack >= rule.min)
        if rule.max is not None:
            model.add(taken - slack <= rule.max)
    return penalty


def _integrated_crew(model: Textbook, rule: IntegratedCrew) -> None:
    for flight in rule.flights_in(model.lookup, empty_ascents=True):
        for leg in LEGS:
            places = model.places[flight.id, leg]
            if not places:
                continue
            carries = model.carries(flight, leg)
            for qualification in rule.of:
                holders = model.lookup.holders(qualification, leg_day(flight, leg))
                held = model.sum([place.taken for place in places if place.member in holders])
                model.add(held - rule.min * carries >= 0)


def _experience(model: Textbook, rule: Experience) -> None:
    for flight in rule.flights_in(model.lookup):
        places = model.places[flight.id, "up"]
        flown = []
        for member in sorted({place.member for place in places}):
            here = model.on[flight.id, "up", member]
            if model.lookup.members[member].flights_before > 0:
                flown += here
                continue
            earlier = [way.taken for way in model.ways[member] if way.down.landing <= flight.launch]
            if earlier:
                veteran = model.tool.boolean()
                model.add(veteran - model.sum(here) <= 0)
                model.add(veteran - model.sum(earlier) <= 0)
                flown.append(veteran)
        if places:
            model.add(model.sum(flown) - rule.veterans * model.carries(flight, "up") >= 0)


def _exchange(model: Textbook, rule: Exchange) -> None:
    for _, settle, flights in rule.demands(model.lookup):
        balance = rule.opening
        for sign, who, hosts in rule.accounts(model.lookup, flights):
            balance = balance + sign * model.sum(_seats(model, who, hosts))
        most = 0 if settle else rule.tolerance
        model.add(balance <= most)
        model.add(balance >= -most)
