"""The rules of generated programs, which the plan of each program keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from seatplan import Flight, Plan, Rule
from seatplan.rules.aboard import Aboard
from seatplan.rules.exchange import Exchange
from seatplan.rules.experience import Experience
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.integrated_crew import IntegratedCrew
from seatplan.rules.lifeboat import Lifeboat
from seatplan.rules.quota import Quota


def flight_rules(ground_days: int = 400) -> tuple[Rule, ...]:
    """The rules about single flights or single members."""
    return (IntegratedCrew(of=("east", "west")), Experience(), GroundTime(days=ground_days))


def timeline_rules() -> tuple[Rule, ...]:
    """The rules about every day at every station."""
    return (
        Aboard(id="east-aboard", holding="east", min=1, after_departure=True),
        Aboard(id="west-aboard", holding="west", min=1, after_departure=True),
        Aboard(id="crowd", max=14),
        Lifeboat(),
    )


def account_rules(
    flights: Sequence[Flight],
    fleets: Mapping[str, int],
    agencies: Mapping[str, str],
    plan: Plan,
) -> Iterator[Rule]:
    """Yields the rules that count seats over time.

    They balance the exchange of East and West at the stations of each fleet, and fix the seats of
    the partners there in each year to those of the plan.

    Args:
        flights: the flights of the program.
        fleets: the number of the fleet that serves each station.
        agencies: the agency of each member.
        plan: the plan that keeps the rules.
    """
    stations: dict[int, list[str]] = {}
    for station, fleet in fleets.items():
        stations.setdefault(fleet, []).append(station)
    at = {flight.id: flight for flight in flights}
    seats: dict[tuple[int, str], Counter[int]] = {}
    for fleet in stations:
        for partner in ("North", "South"):
            years = {one.launch.year for one in flights if fleets[one.station] == fleet}
            seats[fleet, partner] = Counter(dict.fromkeys(years, 0))
    for line in plan.assignments:
        flight, agency = at[line.flight], agencies[line.member]
        if line.leg == "up" and (fleets[flight.station], agency) in seats:
            seats[fleets[flight.station], agency][flight.launch.year] += 1
    for fleet, here in stations.items():
        yield Exchange(
            id=f"exchange-{fleet + 1}",
            stations=tuple(here),
            parties=("East", "West"),
            tolerance=len(here),
        )
        for partner in ("North", "South"):
            years_seats = seats[fleet, partner].values()
            yield Quota(
                id=f"{partner.lower()}-{fleet + 1}",
                stations=tuple(here),
                agencies=(partner,),
                per="year",
                min=min(years_seats),
                max=max(years_seats),
            )
