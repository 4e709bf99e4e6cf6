"""A second, plain and slow implementation of what rules and goals count.

Day by day, seat by seat; nothing is shared with the package but its data. For plans that keep the
structure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from seatplan import CrewMember, Flight, Plan, Program, Seat

Stay = tuple[CrewMember, Flight, Flight]
"""A member, the flight up and the flight down."""

Counts = Callable[[CrewMember, Flight], bool]
"""Whether a member who goes up on a flight counts."""


class Facts:
    """A program and a plan that keeps its laws."""

    def __init__(self, program: Program, plan: Plan, reference: Plan | None = None) -> None:
        self.program = program
        self.plan = plan
        self.reference = reference
        self.flights = {one.id: one for one in program.flights}
        self.members = {one.id: one for one in program.crew}
        self.operators = {one.id: one.operator for one in program.vehicles}
        self.roles = {(x.flight, x.member): x.role for x in plan.assignments if x.leg == "up"}
        self.stays: list[Stay] = []
        for who in program.crew:
            ups = [
                self.flights[x.flight]
                for x in plan.assignments
                if (x.member, x.leg) == (who.id, "up")
            ]
            downs = [
                self.flights[x.flight]
                for x in plan.assignments
                if (x.member, x.leg) == (who.id, "down")
            ]
            ups.sort(key=lambda one: one.launch)
            downs.sort(key=lambda one: one.landing)
            self.stays += [(who, up, down) for up, down in zip(ups, downs, strict=True)]

    def seats_of(self, flight: Flight) -> tuple[Seat, ...]:
        """The seats of a flight."""
        (craft,) = (one for one in self.program.vehicles if one.id == flight.vehicle)
        return craft.seats if flight.seats is None else flight.seats

    def seats(self, flight: Flight) -> set[str]:
        """The roles on a flight."""
        return {seat.role for seat in self.seats_of(flight)}

    def on(self, flight: Flight, leg: str) -> list[CrewMember]:
        return [
            self.members[x.member]
            for x in self.plan.assignments
            if (x.flight, x.leg) == (flight.id, leg)
        ]

    def holds(self, who: CrewMember, qualification: str, day: date) -> bool:
        mine = [one for one in self.program.agencies if one.id == agency_of(who, day)]
        return any(qualification in one.qualifications for one in mine) or any(
            one.id == qualification
            and (one.since is None or day >= one.since)
            and (one.until is None or day < one.until)
            for one in who.qualifications
        )

    def where(self, keys: Any, *, empty: bool = False) -> list[Flight]:
        return sorted(
            (
                one
                for one in self.program.flights
                if (one.ascent == "crewed" or empty)
                and (keys.flights is None or one.id in keys.flights)
                and (keys.vehicles is None or one.vehicle in keys.vehicles)
                and (keys.operators is None or self.operators[one.vehicle] in keys.operators)
                and (keys.stations is None or one.station in keys.stations)
                and (keys.since is None or one.launch >= keys.since)
                and (keys.until is None or one.launch < keys.until)
            ),
            key=lambda one: one.launch,
        )

    def picked(self, keys: Any, who: CrewMember, flight: Flight | None = None) -> bool:
        holding = getattr(keys, "holding", None) or ()
        holding = (holding,) if isinstance(holding, str) else holding
        roles = getattr(keys, "roles", None)
        if hasattr(keys, "holding") and flight is not None:
            mine = {agency_of(who, flight.launch)}
        else:
            mine = {
                one.id for one in who.memberships if one.since is None or one.since != one.until
            }
        return (
            (keys.members is None or who.id in keys.members)
            and (keys.agencies is None or not mine.isdisjoint(keys.agencies))
            and (flight is None or all(self.holds(who, one, flight.launch) for one in holding))
            and (flight is None or roles is None or self.roles.get((flight.id, who.id)) in roles)
        )

    def count(self, flights: Iterable[Flight], counts: Counts, unit: str, values: Any = ()) -> int:
        """N: seats on the way up, or the days of these tours, each by what its vehicle counts."""
        return sum(
            dict(values).get(up.vehicle, 1)
            * ((down.landing - up.launch).days if unit == "days" else 1)
            for who, up, down in self.stays
            if up in flights and counts(who, up)
        )

    def worth(self, terms: Any, unit: str, among: list[Flight] | None = None) -> int:
        """n: the sum of terms, of all flights or of some."""
        worth = 0
        for term in terms:
            for who, up, down in self.stays:
                there = up in self.where(term) and (among is None or up in among)
                if there and self.picked(term, who, up):
                    worth += term.value * ((down.landing - up.launch).days if unit == "days" else 1)
        return worth

    def days(self, keys: Any) -> Iterator[tuple[date, list[Stay], list[Flight]]]:
        """Each day at each station of a window: the day, who is aboard, what is docked."""
        for station in sorted({one.station for one in self.program.flights}):
            if keys.stations is not None and station not in keys.stations:
                continue
            there = [one for one in self.program.flights if one.station == station]
            day = keys.since or min(one.launch for one in there)
            until = keys.until or max(one.landing for one in there)
            while day < until:
                aboard = [
                    s
                    for s in self.stays
                    if s[1].station == station and s[1].launch <= day < s[2].landing
                ]
                yield day, aboard, [one for one in there if one.launch <= day < one.landing]
                day += timedelta(days=1)

    def landings(self, who: CrewMember) -> list[tuple[date | None, date]]:
        """Launch and landing of each tour, the one before the program included."""
        before = [] if who.last_landing is None else [(None, who.last_landing)]
        return [*before, *((up.launch, down.landing) for one, up, down in self.stays if one is who)]


def integrated_crew(facts: Facts, rule: Any) -> int:
    missing = 0
    for flight in facts.where(rule, empty=True):
        for leg, day in (("up", flight.launch), ("down", flight.landing)):
            crew = facts.on(flight, leg)
            for qualification in rule.of if crew else ():
                held = sum(facts.holds(who, qualification, day) for who in crew)
                missing += max(0, rule.min - held)
    return missing


def exchange(facts: Facts, rule: Any) -> int:
    a, b = rule.parties
    flights = facts.where(rule)

    def balance(part: list[Flight], entries: list[Any]) -> int:
        on_b = [one for one in part if facts.operators[one.vehicle] == b]
        on_a = [one for one in part if facts.operators[one.vehicle] == a]
        got = facts.count(on_b, of_agency(a), rule.unit, rule.values)
        gave = facts.count(on_a, of_agency(b), rule.unit, rule.values)
        outside = sum(one.units if one.party == a else -one.units for one in entries)
        return int(rule.opening + got - gave + outside)

    beyond = 0
    for day in {one.launch for one in flights}:
        entries = [one for one in rule.entries if one.on <= day]
        now = balance([one for one in flights if one.launch <= day], entries)
        beyond += max(0, abs(now) - rule.tolerance)
    for day in rule.settled_by:
        entries = [one for one in rule.entries if one.on < day]
        beyond += abs(balance([one for one in flights if one.launch < day], entries))
    return beyond


def quota(facts: Facts, rule: Any) -> int:
    flights = facts.where(rule)
    parts = {
        "program": [flights],
        "year": [
            [f for f in flights if f.launch.year == year]
            for year in {f.launch.year for f in flights}
        ],
        "flight": [[one] for one in flights],
    }[rule.per]
    beyond = 0
    for part in parts:
        taken = facts.count(part, lambda who, up: facts.picked(rule, who, up), rule.unit)
        beyond += off(taken, rule.min, rule.max)
    return beyond


def off(number: int, least: int | None, most: int | None) -> int:
    """The distance of a number from a range."""
    if least is not None and number < least:
        return least - number
    return number - most if most is not None and number > most else 0


def count(facts: Facts, rule: Any) -> int:
    flights = [
        one for one in facts.program.flights if any(one in facts.where(t) for t in rule.terms)
    ]
    if rule.per == "program":
        parts = [flights]
    elif rule.per == "flight":
        parts = [[one] for one in flights]
    else:
        years = {one.launch.year for one in flights}
        parts = [[one for one in flights if one.launch.year == year] for year in years]
    return sum(off(facts.worth(rule.terms, rule.unit, part), rule.min, rule.max) for part in parts)


def some_of(facts: Facts, rule: Any) -> int:
    def holds(condition: Any) -> bool:
        worth = facts.worth(condition.terms, condition.unit)
        return off(worth, condition.min, condition.max) == 0

    if not all(holds(one) for one in rule.given):
        return 0
    return off(sum(holds(one) for one in rule.of), rule.least, rule.most)


def frequency(facts: Facts, rule: Any) -> int:
    beyond = 0
    for who in facts.program.crew:
        launches = [up.launch for one, up, _ in facts.stays if one is who]
        for first in launches if facts.picked(rule, who) else ():
            inside = [day for day in launches if 0 <= (day - first).days < rule.days]
            beyond += max(0, len(inside) - rule.max)
    return beyond


def exposure(facts: Facts, rule: Any) -> int:
    beyond = 0
    for who in facts.program.crew:
        tours = [(up, down) for one, up, down in facts.stays if one is who]
        if not tours or not facts.picked(rule, who):
            continue
        units = Fraction(dict(rule.before).get(who.id, 0))
        for up, down in tours:
            day = up.launch
            while day < down.landing:
                for rate in rule.rates:
                    after = rate.since is None or day >= rate.since
                    if after and (rate.until is None or day < rate.until):
                        units += rate.per_day
                day += timedelta(days=1)
        beyond += max(0, math.ceil(units - rule.max))
    return beyond


def stay(facts: Facts, rule: Any) -> int:
    return sum(
        off((down.landing - up.launch).days, rule.min, rule.max)
        for who, up, down in facts.stays
        if up in facts.where(rule) and facts.picked(rule, who, up)
    )


def of_agency(agency: str) -> Counts:
    return lambda who, up: agency_of(who, up.launch) == agency


def share(facts: Facts, rule: Any) -> int:
    flights = facts.where(rule)
    whole = sum(part for _, part in rule.shares)
    beyond = 0
    for day in {one.launch for one in flights}:
        since = date.min
        if rule.days is not None:
            if (day - flights[0].launch).days < rule.days:
                continue
            since = day - timedelta(days=rule.days - 1)
        so_far = [one for one in flights if since <= one.launch <= day]
        units: dict[str, Fraction] = {}
        for agency, _ in rule.shares:
            units[agency] = Fraction(0)
            if rule.days is None:
                units[agency] += dict(rule.opening).get(agency, 0)
            units[agency] += facts.count(so_far, of_agency(agency), rule.unit, rule.values)
            units[agency] += sum(
                one.units for one in rule.entries if one.party == agency and since <= one.on <= day
            )
        for agency, part in rule.shares:
            apart_by = abs(units[agency] - part / whole * sum(units.values()))
            beyond += max(0, math.ceil(apart_by - rule.tolerance))
    return beyond


def aboard(facts: Facts, rule: Any) -> int:
    person_days = 0
    for day, people, docked in facts.days(rule):
        left = [people]
        for vehicle in docked if rule.after_departure else ():
            stay = []
            for one in people:
                _, up, down = one
                boats = [home for home in (down, up) if home.launch <= day < home.landing]
                if not boats or boats[0] is not vehicle:
                    stay.append(one)
            if stay:
                left.append(stay)
        ours = [sum(facts.picked(rule, who, up) for who, up, _ in part) for part in left]
        person_days += max(0, (rule.min or 0) - min(ours))
        person_days += max(0, ours[0] - rule.max) if rule.max is not None else 0
    return person_days


def lifeboat(facts: Facts, rule: Any) -> int:
    without = 0
    for today, people, docked in facts.days(rule):
        seats = 0
        for one in docked:
            counts = one.descent == "crewed" if one.lifeboat is None else one.lifeboat
            counts = counts and (one.lifeboat_until is None or today < one.lifeboat_until)
            (craft,) = (v for v in facts.program.vehicles if v.id == one.vehicle)
            own = craft.seats if one.seats is None else one.seats
            seats += sum(seat.count for seat in own) if counts else 0
        without += max(0, len(people) - seats)
    return without


def ground_time(facts: Facts, rule: Any) -> int:
    close = 0
    for who in facts.program.crew:
        tours = facts.landings(who) if facts.picked(rule, who) else []
        for (_, landing), (launch, _) in pairwise(tours):
            assert launch is not None
            close += (launch - landing).days < rule.days
    return close


def career(facts: Facts, rule: Any) -> int:
    beyond = 0
    for who in facts.program.crew:
        tours = [(up, down) for one, up, down in facts.stays if one is who]
        if tours and facts.picked(rule, who):
            days = who.days_before + sum((down.landing - up.launch).days for up, down in tours)
            flights = who.flights_before + len(tours)
            beyond += max(0, days - rule.max_days) if rule.max_days is not None else 0
            beyond += max(0, flights - rule.max_flights) if rule.max_flights is not None else 0
    return beyond


def experience(facts: Facts, rule: Any) -> int:
    missing = 0
    least = rule.min
    if least is None:
        least = 1 if rule.max_rookies is None else 0
    for flight in facts.where(rule):
        if rule.roles is not None and not facts.seats(flight) & {*rule.roles}:
            continue
        anyone = facts.on(flight, "up")
        crew = [
            who
            for who in anyone
            if rule.roles is None or facts.roles[flight.id, who.id] in rule.roles
        ]
        flown = [
            who
            for who in crew
            if who.flights_before > 0
            or any(one is who and down.landing <= flight.launch for one, _, down in facts.stays)
        ]
        if anyone:
            missing += max(0, least - len(flown))
            if rule.max_rookies is not None:
                missing += max(0, len(crew) - len(flown) - rule.max_rookies)
    return missing


def together(facts: Facts, rule: Any) -> int:
    crews = [{who.id for who in facts.on(one, "up")} for one in facts.where(rule)]
    return sum(0 < len(crew & set(rule.members)) < len(rule.members) for crew in crews)


def apart(facts: Facts, rule: Any) -> int:
    crews = [{who.id for who in facts.on(one, "up")} for one in facts.where(rule)]
    return sum(len(crew & set(rule.members)) > 1 for crew in crews)


def events(facts: Facts, rule: Any) -> list[tuple[Flight, date]]:
    """The launches and landings that a rule is about, each with its ship."""
    return [
        (one, day)
        for one in facts.where(rule, empty=True)
        for name, day in (("launch", one.launch), ("landing", one.landing))
        if name in rule.events
    ]


def blackout(facts: Facts, rule: Any) -> int:
    barred = [
        day
        for _, day in events(facts, rule)
        for there in [
            [
                one
                for one in rule.periods
                if (one.since or date.min) <= day < (one.until or date.max)
            ]
        ]
        if there
    ]
    return len(barred)


def spacing(facts: Facts, rule: Any) -> int:
    missing = 0
    for ship, day in events(facts, rule):
        for other, later in events(facts, rule):
            if ship is not other:
                missing += max(0, rule.days - abs((day - later).days))
    return missing // 2  # each pair was seen from either side


def handover(facts: Facts, rule: Any) -> int:
    ships = sorted(facts.where(rule, empty=True), key=lambda one: (one.launch, one.id))
    total = 0
    for before, one in pairwise(ships):
        days = (before.landing - one.launch).days
        total += max(0, rule.min - days) if rule.min is not None else 0
        total += max(0, days - rule.max) if rule.max is not None else 0
    return total


def changes_of_port(facts: Facts, keys: Any) -> int:
    """The days on which a ship in WHERE is at another port than on the day before."""
    changes = 0
    for one in facts.where(keys, empty=True):
        said = {
            one.launch if entry.since is None else entry.since: entry.port
            for entry in facts.plan.docking
            if entry.flight == one.id
        }
        here = None
        for number in range((one.landing - one.launch).days):
            before, here = here, said.get(one.launch + timedelta(number), here)
            changes += before is not None and here != before
    return changes


def relocations(facts: Facts, rule: Any) -> int:
    return max(0, changes_of_port(facts, rule) - rule.max)


def backup(facts: Facts, rule: Any) -> int:
    short = 0
    for one in facts.where(rule):
        for seat in facts.seats_of(one):
            if rule.roles is None or seat.role in rule.roles:
                there = [x for x in facts.plan.on(one.id, "backup") if x.role == seat.role]
                short += max(0, (seat.count if rule.min is None else rule.min) - len(there))
    return short


def backup_flies(facts: Facts, rule: Any) -> int:
    flights = sorted(facts.where(rule), key=lambda one: (one.launch, one.id))
    idle = 0
    for at, one in enumerate(flights[: max(0, len(flights) - rule.within)]):
        after = flights[at + 1 : at + 1 + rule.within]
        flying = [who for later in after for who in facts.on(later, "up")]
        idle += sum(who not in flying for who in facts.on(one, "backup"))
    return idle


def standby(facts: Facts, rule: Any) -> int:
    short = 0
    for who, up, down in facts.stays:
        if up in facts.where(rule) and facts.picked(rule, who, up):
            (seat,) = (x for x in facts.seats_of(up) if x.role == facts.roles[up.id, who.id])
            able = [
                one
                for one in facts.program.crew
                if agency_of(one, up.launch) == agency_of(who, up.launch) is not None
                and (seat.agencies is None or agency_of(one, up.launch) in seat.agencies)
                and all(facts.holds(one, x, up.launch) for x in seat.requires)
                and all(facts.holds(one, x, up.landing) for x in seat.requires)
                and one not in (*facts.on(up, "up"), *facts.on(up, "down"))
                and _free(facts, one, up, down)
            ]
            short += max(0, rule.min - len(able))
    return short


def _free(facts: Facts, who: CrewMember, up: Flight, down: Flight) -> bool:
    """Whether a member could make one more tour, day by day, with the rest that rules require."""
    training = {one.id: timedelta(one.training_days) for one in facts.program.vehicles}
    days = [up.launch + timedelta(n) for n in range((down.landing - up.launch).days)]
    before = [up.launch - timedelta(n + 1) for n in range(training[up.vehicle].days)]
    for absence in who.unavailable:
        for day in days + ([] if absence.training else before):
            if (absence.since or day) <= day and (absence.until is None or day < absence.until):
                return False
    own = [(x.launch, y.landing, x.vehicle) for one, x, y in facts.stays if one is who]
    with_it = sorted([*own, (up.launch, down.landing, up.vehicle)])
    landed = who.last_landing or date.min
    for launch, landing, vehicle in with_it:
        if (launch - landed) < training[vehicle] and landed != date.min:
            return False
        landed = landing
    return all(
        _kept(rule, who, with_it) or not _kept(rule, who, own)
        for rule in facts.program.rules
        if rule.weight is None and rule.kind in ("ground-time", "career")
        if facts.picked(rule, who)
    )


def _kept(rule: Any, who: CrewMember, tours: Any) -> bool:
    if rule.kind == "career":
        days = who.days_before + sum((landing - launch).days for launch, landing, _ in tours)
        flights = who.flights_before + len(tours)
        over = rule.max_days is not None and days > rule.max_days
        many = rule.max_flights is not None and flights > rule.max_flights
        return not tours or not (over or many)
    landings = [who.last_landing, *(landing for _, landing, _ in sorted(tours))]
    launches = [launch for launch, _, _ in sorted(tours)]
    return all(
        landing is None or (launch - landing).days >= rule.days
        for landing, launch in zip(landings, launches, strict=False)
    )


def keep_dates(facts: Facts, goal: Any) -> int:
    moved = 0
    was, now = (
        {one.flight: (one.launch, one.landing) for one in (plan.dates if plan else ())}
        for plan in (facts.reference, facts.plan)
    )
    for one in facts.where(goal, empty=True):
        own = (one.launch, one.landing)
        for before, after in zip(was.get(one.id, own), now.get(one.id, own), strict=True):
            moved += abs((before - after).days)
    return moved


def keep_spacecraft(facts: Facts, goal: Any) -> int:
    def made_by(flight: Flight, plan: Plan | None) -> str | None:
        if flight.spacecraft is not None or plan is None:
            return flight.spacecraft
        names = [entry.spacecraft for entry in plan.spacecraft if entry.flight == flight.id]
        return names[0] if names else None

    ships = facts.where(goal, empty=True)
    return sum(made_by(one, facts.plan) != made_by(one, facts.reference) for one in ships)


def fill_seats(facts: Facts, goal: Any) -> int:
    flights = facts.where(goal)
    return facts.count(flights, lambda who, up: facts.picked(goal, who, up), goal.unit)


def keep_rules(facts: Facts, goal: Any) -> int:
    soft = [rule for rule in facts.program.rules if rule.weight is not None]
    rules = sum((rule.weight or 0) * VIOLATIONS[rule.kind](facts, rule) for rule in soft)
    return rules + sum(missed(facts))


def missed(facts: Facts) -> Iterator[int]:
    """The weight of each wish that is missed on any of its legs."""
    lines = {(x.flight, x.leg, x.role, x.member) for x in facts.plan.assignments}
    seats = {(flight, leg, member) for flight, leg, _, member in lines}
    for one in facts.program.fixed:
        legs = ("up", "down") if one.leg == "both" else (one.leg,)
        if any((one.flight, leg, one.role, one.member) not in lines for leg in legs):
            yield one.weight or 0
    for no in facts.program.forbidden:
        every = {"both": ("up", "down"), "any": ("up", "down", "backup")}
        legs = every.get(no.leg, (no.leg,))
        for leg in legs:
            taken = (no.flight, leg, no.member) in seats
            if taken if no.role is None else (no.flight, leg, no.role, no.member) in lines:
                yield no.weight or 0
                break


def least_change(facts: Facts, goal: Any) -> int:
    if facts.reference is None:
        return 0
    shared = {x.flight for x in facts.reference.assignments} & facts.flights.keys()
    old = {x for x in facts.reference.assignments if x.flight in shared}
    new = {x for x in facts.plan.assignments if x.flight in shared}
    return len(old - new) + len(new - old)


def even_turns(facts: Facts, goal: Any) -> int:
    corps = [who for who in facts.program.crew if facts.picked(goal, who)]
    turns = [who.flights_before + sum(one is who for one, _, _ in facts.stays) for who in corps]
    return sum(count * count for count in turns)


def fewest_members(facts: Facts, goal: Any) -> int:
    flights = facts.where(goal)
    return len(
        {who.id for who, up, _ in facts.stays if up in flights and facts.picked(goal, who, up)}
    )


def longest_waiting(facts: Facts, goal: Any) -> int:
    waited = 0
    first = min(one.launch for one in facts.program.flights)
    for who in facts.program.crew:
        since = who.last_landing or who.selected or first
        for one, up, down in facts.stays:
            if one is who and facts.picked(goal, who):
                waited += max(0, (up.launch - since).days)
                since = down.landing
    return waited


def terms(facts: Facts, goal: Any) -> int:
    return facts.worth(goal.terms, "seats")


VIOLATIONS: dict[str, Callable[[Facts, Any], int]] = {
    "integrated-crew": integrated_crew,
    "exchange": exchange,
    "quota": quota,
    "share": share,
    "aboard": aboard,
    "lifeboat": lifeboat,
    "ground-time": ground_time,
    "career": career,
    "experience": experience,
    "together": together,
    "apart": apart,
    "count": count,
    "some-of": some_of,
    "frequency": frequency,
    "exposure": exposure,
    "stay": stay,
    "blackout": blackout,
    "spacing": spacing,
    "handover": handover,
    "relocations": relocations,
    "backup": backup,
    "backup-flies": backup_flies,
    "standby": standby,
}

VALUES: dict[str, Callable[[Facts, Any], int]] = {
    "fill-seats": fill_seats,
    "keep-rules": keep_rules,
    "least-change": least_change,
    "even-turns": even_turns,
    "fewest-members": fewest_members,
    "longest-waiting": longest_waiting,
    "keep-dates": keep_dates,
    "fewest-relocations": changes_of_port,
    "keep-spacecraft": keep_spacecraft,
    "prefer": terms,
    "cost": terms,
}


def agency_of(who: CrewMember, day: date) -> str | None:
    """The agency on a day."""
    if isinstance(who.agency, str):
        return who.agency
    for one in who.agency:
        if (one.since or day) <= day and (one.until is None or day < one.until):
            return one.id
    return None
