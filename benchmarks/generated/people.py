"""The corps of a generated program, and the crews of its plan."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from attrs import define, field, frozen

from seatplan import CrewMember, Flight, Qualification, Unavailable

START = date(2030, 1, 1)
TRAINING_DAYS = 60
GROUND_DAYS = 400

AGENCIES = {"East": 45, "West": 35, "North": 12, "South": 8}
"""The percentage of people of each agency. East owns the east segment, the others the west one."""


@frozen
class Berth:
    """A seat in the plan, with conditions on its member beyond those of the seat itself."""

    role: str
    training: str
    agencies: tuple[str, ...]
    veteran: bool = False


CREWS = {
    "trio": (
        Berth("commander", "trio-commander", ("East",), veteran=True),
        Berth("engineer", "trio", ("East",)),
        Berth("engineer", "trio", ("West",)),
    ),
    "quartet": (
        Berth("commander", "quartet-commander", ("West",), veteran=True),
        Berth("pilot", "quartet-pilot", ("West",)),
        Berth("specialist", "quartet", ("East",)),
        Berth("specialist", "quartet", ("North", "South")),
    ),
}
"""Each flight has both segments, an experienced member, and a member of the other side."""


@define
class Person:
    """A member during the making of the plan.

    Attributes:
        training: the kinds of training of the member, each with the number of the fleet.
        flown: the number of flights before the program.
        landed: the landing of the latest tour so far.
    """

    id: str
    agency: str
    fleet: int
    joined: date
    leaves: date
    flown: int
    training: list[str] = field(factory=list)
    landed: date | None = None

    def free_for(self, flight: Flight) -> bool:
        """Whether the member is rested, trained and still active for the flight."""
        rested = self.landed is None or self.landed + timedelta(GROUND_DAYS) <= flight.launch
        ready = self.joined <= flight.launch - timedelta(TRAINING_DAYS)
        return rested and ready and flight.landing <= self.leaves

    def fits(self, berth: Berth) -> bool:
        """Whether the member meets the conditions of the plan, apart from training."""
        veteran = self.flown > 0 or self.landed is not None
        return self.agency in berth.agencies and (veteran or not berth.veteran)

    def member(self) -> CrewMember:
        """The member as data of a program."""
        return CrewMember(
            self.id,
            self.agency,
            qualifications=tuple(Qualification(one) for one in self.training),
            unavailable=(
                Unavailable(until=self.joined, why="not yet in the corps"),
                Unavailable(since=self.leaves, why="left the corps"),
            ),
            flights_before=self.flown,
            days_before=170 * self.flown,
            selected=self.joined - timedelta(700),
        )


def trained(training: str, fleet: int) -> str:
    """The qualification for a seat of one fleet."""
    return f"{training}-{fleet + 1}"


def corps(count: int, years: int, fleets: int, draw: random.Random) -> Iterator[Person]:
    """Yields people with careers of 15 to 25 years.

    Half of them are active at the start and the rest join later; one in ten is trained for a second
    fleet.
    """
    for number in range(count):
        agency = draw.choices(list(AGENCIES), list(AGENCIES.values()))[0]
        there = number // fleets % 2 == 1
        joined = START + timedelta(-365 if there else draw.randrange(years * 300))
        leaves = joined + timedelta(draw.randrange(15 * 365, 25 * 365))
        held = []
        if agency == "East":
            held += ["trio"] + ["trio-commander"] * (draw.random() < 0.4)
            held += ["quartet"] * (draw.random() < 0.5)
        else:
            held += ["quartet"] + ["trio"] * (draw.random() < 0.5)
            if agency == "West":
                held += ["quartet-pilot"] * (draw.random() < 0.7)
                held += ["quartet-commander"] * (draw.random() < 0.4)
        flown = draw.randrange(4) if there else 0
        fleet = number % fleets
        training = [trained(one, fleet) for one in held]
        if fleets > 1 and draw.random() < 0.1:
            training += [trained(one, (fleet + 1) % fleets) for one in held]
        yield Person(f"m{number + 1:05}", agency, fleet, joined, leaves, flown, training)


def crew_of(
    flight: Flight, kind: str, fleet: int, people: Sequence[Person], draw: random.Random
) -> Iterator[tuple[str, Person]]:
    """Yields a crew of free people with their roles; trains a person if no trained one is free.

    Raises:
        ValueError: if nobody is free.
    """
    aboard: list[str] = []
    free = [one for one in people if one.fleet == fleet and one.free_for(flight)]
    for berth in CREWS[kind]:
        training = trained(berth.training, fleet)
        fitting = [one for one in free if one.fits(berth) and one.id not in aboard]
        ready = [one for one in fitting if training in one.training]
        if not fitting:
            raise ValueError(f"nobody is free for {berth.role} on {flight.id}: have more people")
        chosen = draw.choice(ready or fitting)
        if not ready:
            chosen.training.append(training)
        aboard.append(chosen.id)
        yield berth.role, chosen
    for one in free:
        if one.id in aboard:
            one.landed = flight.landing
