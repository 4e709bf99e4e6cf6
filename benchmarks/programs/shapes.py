"""Parts of the made-up programs: random people and flights."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from seatplan import Program

Data = dict[str, Any]


def day(since: date, days: float) -> str:
    """The day a number of days after another, in the format of files."""
    return (since + timedelta(days=round(days))).isoformat()


def program(name: str, **parts: Any) -> Program:
    """A program from its parts, in the format of files."""
    parts["agencies"] = [
        {"id": one} if isinstance(one, str) else one for one in parts.get("agencies", ())
    ]
    return Program.from_dict({"format": 1, "name": name, **parts})


def vehicle(id: str, operator: str, training_days: int, *seats: Data) -> Data:
    """A vehicle with seats made by `seat`."""
    return {"id": id, "operator": operator, "training_days": training_days, "seats": [*seats]}


def seat(role: str, *requires: str, count: int = 1, **more: Any) -> Data:
    """Seats of one role."""
    return {"role": role, "count": count, "requires": [*requires], **more}


def flight(id: str, vehicle: str, launch: str, landing: str, **more: Any) -> Data:
    """A flight."""
    return {"id": id, "vehicle": vehicle, "launch": launch, "landing": landing, **more}


def corps(
    chance: random.Random,
    agency: str,
    count: int,
    holds: Mapping[str, float],
    *,
    since: date,
    years: float,
    flown: float = 0.4,
    absent: float = 0.15,
    stay: int = 120,
) -> Iterator[Data]:
    """The people of one agency.

    Args:
        chance: the random number generator.
        agency: their agency.
        count: the number of people.
        holds: the share of people with each qualification; at least one person if above 0.
        since: the start of the program.
        years: the length of the program, in which the absences lie.
        flown: the share of people who have flown before.
        absent: the share of people who are away for a year.
        stay: the approximate days of an earlier tour.
    """
    holders = {
        qualification: set(chance.sample(range(count), max(1, round(share * count))))
        for qualification, share in holds.items()
        if share > 0
    }
    veterans = set(chance.sample(range(count), round(flown * count)))
    for number in range(count):
        member: Data = {
            "id": f"{agency.lower().replace(' ', '-')}-{number + 1:02}",
            "agency": agency,
            "qualifications": [one for one in holders if number in holders[one]],
            "selected": day(since, -365 * chance.randint(3, 14)),
        }
        if number in veterans:
            tours = chance.choice((1, 1, 1, 2, 2, 3))
            member["flights_before"] = tours
            member["days_before"] = sum(chance.randint(stay // 2, stay) for _ in range(tours))
            member["last_landing"] = day(since, -chance.randint(60, 900))
        if chance.random() < absent:
            begin = chance.randint(0, max(1, round(365 * years) - 300))
            member["unavailable"] = [
                {"since": day(since, begin), "until": day(since, begin + chance.randint(120, 400))}
            ]
        yield member


def rule(kind: str, id: str | None = None, weight: int | None = None, **keys: Any) -> Data:
    """A rule; it is hard if it has no weight."""
    named = {} if id is None else {"id": id}
    soft = {} if weight is None else {"weight": weight}
    return {"rule": kind, **named, **soft, **keys}


def goals(*wanted: str | Data) -> list[Data]:
    """Goals in order."""
    return [{"goal": one} if isinstance(one, str) else one for one in wanted]


def goal(kind: str, **keys: Any) -> Data:
    """A goal with keys."""
    return {"goal": kind, **keys}


def terms(**values: int) -> list[Data]:
    """A value for each seat of an agency; `_` in the name for a space."""
    return [{"agencies": [one.replace("_", " ")], "value": value} for one, value in values.items()]
