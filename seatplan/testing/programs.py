"""Strategies for small programs with everything that a program can have.

Days are close together, so that landings meet launches, and numbers are small enough to enumerate
all plans. The strategies favor programs that have a plan: most seats are open to most members, and
obstacles are rare.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve
from hypothesis import strategies as st

from seatplan.kinds import Goal, Rule
from seatplan.program import (
    Agency,
    CrewMember,
    Fixed,
    Flight,
    Forbidden,
    Legs,
    Membership,
    Program,
    Qualification,
    Seat,
    Unavailable,
    Vehicle,
)
from seatplan.testing.draws import chance, day, days, intervals, maybe, subsets
from seatplan.testing.makers import (
    GoalMaker,
    RuleMaker,
    goal_maker_of,
    known_goals,
    known_rules,
    rule_maker_of,
)

AGENCIES = ("NASA", "Roscosmos", "JAXA")
QUALIFICATIONS = ("usos", "rs", "eva")
ROLES = ("pilot", "engineer", "guest")
STATIONS = ("ISS", "Axiom Station")
LEGS_OF_A_WISH: st.SearchStrategy[Legs] = st.sampled_from(("both", "up", "down", "backup"))
WEIGHT_OF_A_WISH: st.SearchStrategy[int | None] = st.sampled_from((None, 1, 3))
GIVES = st.sampled_from([Fraction(text) for text in ("0", "0", "0", "1", "3", "0.1", "0.5")])
Entry = tuple[str, str, str, Legs]
MEMBERS = ("ann", "bob", "cem", "dag", "eva-maria", "fay")


@st.composite
def agencies(draw: st.DrawFn) -> tuple[Agency, ...]:
    """Two or three agencies; some train all their members for something."""
    count = draw(st.sampled_from((2, 2, 3)))
    return tuple(
        Agency(name, draw(subsets(QUALIFICATIONS[:2], at_most=1))) for name in AGENCIES[:count]
    )


@st.composite
def seats(draw: st.DrawFn, agency_ids: Sequence[str], most: int = 3) -> tuple[Seat, ...]:
    """Up to three seats in up to three roles; rarely none."""
    free = draw(st.sampled_from((1, 2, 2, 1, 3, 2, 0)))
    free = min(free, most)
    made: list[Seat] = []
    for role in draw(st.permutations(ROLES)):
        if not free:
            break
        count = draw(st.integers(1, min(2, free)))
        free -= count
        optional = draw(st.sampled_from((False, True, True)))
        made.append(
            Seat(
                role,
                count,
                requires=draw(subsets(QUALIFICATIONS, at_least=1, at_most=2))
                if chance(draw, 5)
                else (),
                agencies=maybe(draw, subsets(agency_ids, at_least=1, at_most=2), one_in=6),
                optional=optional,
                critical=not optional and chance(draw, 4),
            )
        )
    return tuple(made)


@st.composite
def vehicles(draw: st.DrawFn, agency_ids: Sequence[str]) -> tuple[Vehicle, ...]:
    """One or two types of spacecraft, some of which need training before the launch."""
    return tuple(
        Vehicle(
            name,
            draw(st.sampled_from(agency_ids)),
            training_days=draw(st.sampled_from((0, 0, 1, 4))),
            seats=draw(seats(agency_ids)),
            backup_days=draw(st.sampled_from((0, 3, 8))),
        )
        for name in ("Soyuz", "Dragon")[: draw(st.integers(1, 2))]
    )


@st.composite
def flights(
    draw: st.DrawFn, craft: Sequence[Vehicle], agency_ids: Sequence[str], most: int
) -> tuple[Flight, ...]:
    """A few flights that follow each other, overlap, or touch on one day."""
    count = min(most, draw(st.sampled_from((2, 3, 1, 3, 2, most))))
    edges: list[int] = []
    made: list[Flight] = []
    stations = STATIONS if chance(draw, 4) else STATIONS[:1]
    for name in draw(st.permutations([f"F{number}" for number in range(1, count + 1)])):
        # Half of the launches are on a day on which another flight launches or lands.
        on_edge = edges and chance(draw, 2)
        launch = draw(st.sampled_from(edges) if on_edge else st.integers(0, 30))
        landing = launch + draw(st.integers(1, 12))
        edges += [launch, landing]
        made.append(
            Flight(
                name,
                draw(st.sampled_from([one.id for one in craft])),
                day(launch),
                day(landing),
                station=draw(st.sampled_from(stations)),
                seats=maybe(draw, seats(agency_ids, 2), one_in=6),
                ascent="empty" if chance(draw, 7) else "crewed",
                descent="empty" if chance(draw, 7) else "crewed",
                lifeboat=draw(st.sampled_from((None, None, True, False))),
                lifeboat_until=maybe(draw, days(launch - 1, landing + 1), one_in=5),
            )
        )
    return tuple(_with_ways_home(draw, one, made) for one in made)


def _with_ways_home(draw: st.DrawFn, flight: Flight, among: Sequence[Flight]) -> Flight:
    """The flight with return options; nearly always if its descent is not crewed."""
    others = [one.id for one in among if one.station == flight.station and one is not flight]
    if not others:
        return flight
    likely = flight.descent == "empty" and not chance(draw, 5)
    if not likely and not chance(draw, 3):
        return flight
    return evolve(flight, return_options=draw(subsets(others, at_least=1, at_most=2)))


@st.composite
def crew(draw: st.DrawFn, agency_ids: Sequence[str], most: int) -> tuple[CrewMember, ...]:
    """A few members, most of whom can take most seats."""
    count = min(most, draw(st.sampled_from((3, 4, 2, 4, 3, 1, most))))
    names = draw(st.permutations(MEMBERS[:count]))
    return tuple(draw(crew_members(name, agency_ids)) for name in names)


@st.composite
def crew_members(draw: st.DrawFn, name: str, agency_ids: Sequence[str]) -> CrewMember:
    """One member, with earlier flights, qualifications on certain days, and absences."""
    before = draw(st.sampled_from((0, 0, 1, 2)))
    return CrewMember(
        name,
        draw(memberships(agency_ids)) if chance(draw, 5) else draw(st.sampled_from(agency_ids)),
        qualifications=tuple(
            Qualification(held, *(draw(intervals()) if chance(draw, 4) else (None, None)))
            for held in QUALIFICATIONS
            if not chance(draw, 4)
        ),
        unavailable=(Unavailable(*draw(intervals()), training=draw(st.booleans())),)
        if chance(draw, 5)
        else (),
        flights_before=before,
        days_before=draw(st.integers(0, 20)) if before else 0,
        last_landing=maybe(draw, days(-20, 15), one_in=2) if before else None,
        selected=maybe(draw, days(-20, 25)),
    )


@st.composite
def memberships(draw: st.DrawFn, agency_ids: Sequence[str]) -> tuple[Membership, ...]:
    """An agency that changes on a day; sometimes the member has none for a while."""
    first, second = draw(st.permutations(agency_ids))[:2]
    change = draw(st.integers(0, 30))
    pause = draw(st.sampled_from((0, 0, 3)))
    before = Membership(first, until=day(change))
    after = Membership(second, since=day(change + pause))
    return draw(st.sampled_from(((before, after), (after, before), (before,), (after,))))


@st.composite
def bare_programs(draw: st.DrawFn, *, max_flights: int = 3, max_members: int = 4) -> Program:
    """Programs without rules and goals."""
    sending = draw(agencies())
    agency_ids = [one.id for one in sending]
    craft = draw(vehicles(agency_ids))
    flying = draw(flights(craft, agency_ids, max_flights))
    people = draw(crew(agency_ids, max_members))
    program = Program("drawn", sending, craft, flying, people)
    fixed = _entries(draw, program, 1) if chance(draw, 5) else ()
    forbidden = _entries(draw, program, 2) if chance(draw, 4) else ()
    return evolve(
        program,
        fixed=tuple(Fixed(*entry, weight=draw(WEIGHT_OF_A_WISH)) for entry in fixed),
        forbidden=tuple(
            Forbidden(
                flight,
                member,
                draw(st.sampled_from((role, None))),
                draw(st.sampled_from((leg, "any"))),
                draw(WEIGHT_OF_A_WISH),
            )
            for flight, role, member, leg in forbidden
        ),
    )


def _entries(draw: st.DrawFn, program: Program, most: int) -> tuple[Entry, ...]:
    """Flight, role, member and leg of a few entries, no two of the same flight and member."""
    seats_of = {one.id: one.seats for one in program.vehicles}
    choices = [
        (flight.id, seat.role, member.id)
        for flight in program.flights
        for seat in (flight.seats if flight.seats is not None else seats_of[flight.vehicle])
        for member in program.crew
    ]
    if not choices:
        return ()
    drawn = draw(
        st.lists(
            st.tuples(st.sampled_from(choices), LEGS_OF_A_WISH),
            min_size=1,
            max_size=most,
            unique_by=lambda pair: (pair[0][0], pair[0][2]),
        )
    )
    return tuple((*entry, leg) for entry, leg in drawn)


@st.composite
def programs(
    draw: st.DrawFn,
    *,
    rules: Sequence[str | RuleMaker] | None = None,
    goals: Sequence[str | GoalMaker] | None = None,
    max_flights: int = 3,
    max_members: int = 4,
    min_rules: int = 0,
    max_rules: int = 2,
    min_goals: int = 0,
    max_goals: int = 2,
) -> Program:
    """Small programs.

    Args:
        rules: the kinds of rules to draw from, as names or makers; all registered ones if None,
            none if empty. Hard and soft rules are drawn.
        goals: the kinds of goals, likewise. Some give a little to the goals after them.
        max_flights, max_members: the largest number of flights and of members.
        min_rules, max_rules, min_goals, max_goals: the range of the number of rules and goals.
    """
    program = draw(bare_programs(max_flights=max_flights, max_members=max_members))
    rule_makers = [rule_maker_of(one) for one in (known_rules() if rules is None else rules)]
    goal_makers = [goal_maker_of(one) for one in (known_goals() if goals is None else goals)]
    drawn_rules: list[Rule] = []
    drawn_goals: list[Goal] = []
    if rule_makers:
        for _ in range(draw(st.integers(min_rules, max_rules))):
            drawn_rules.append(draw(draw(st.sampled_from(rule_makers))(program)))
    if goal_makers:
        for _ in range(draw(st.integers(min_goals, max_goals))):
            goal = draw(draw(st.sampled_from(goal_makers))(program))
            drawn_goals.append(evolve(goal, give=draw(GIVES)))
    return evolve(program, rules=tuple(drawn_rules), goals=tuple(drawn_goals))
