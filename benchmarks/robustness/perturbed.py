"""Random programs near a program, such as planners meet when their data changes.

Each is made from the data of the program by one to three kinds of changes. A change that
contradicts the rest of the program is drawn again. Some of these programs have no plan, which a
tool then has to prove.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from seatplan import Program
from seatplan.errors import ProgramError

Data = dict[str, Any]

Change = Callable[[Data, random.Random], str]
"""A function that changes the data of a program, and describes the change."""

COUNT = 30
"""The number of programs near each program."""

TRIES = 40
"""The most attempts to draw a change that does not contradict the rest."""


def perturbed(program: Program, name: str, count: int = COUNT) -> Iterator[tuple[str, Program]]:
    """Yields programs near a program, each with a description of the changes.

    Args:
        program: the program to change.
        name: its name in the benchmark; the name and a number are the seed.
        count: the number of programs.
    """
    data = program.to_dict()
    for number in range(count):
        chance = random.Random(f"{name} {number}")
        # The first kind rotates, so that all kinds occur equally often; others can be added.
        kinds = [
            CHANGES[number % len(CHANGES)],
            *chance.sample(CHANGES, chance.choice((0, 0, 1, 2))),
        ]
        made = _made(program, data, list(dict.fromkeys(kinds)), chance)
        if made is not None:
            words, changed = made
            yield f"{number}: {words}", changed


def _made(
    program: Program, data: Data, kinds: list[Change], chance: random.Random
) -> tuple[str, Program] | None:
    """The changed program, with one more change if these change nothing."""
    for _ in range(TRIES):
        copy = deepcopy(data)
        words = ", ".join(kind(copy, chance) for kind in kinds)
        try:
            near = Program.from_dict(copy)
        except ProgramError:
            continue
        if near != program:
            return words, near
        kinds = list(dict.fromkeys((*kinds, chance.choice(CHANGES))))
    return None


# The changes


def people_removed(data: Data, chance: random.Random) -> str:
    """Removes 3 to 15 percent of the people, but none who are fixed on a seat."""
    fixed = {one["member"] for one in data.get("fixed", ())}
    free = [one["id"] for one in data["crew"] if one["id"] not in fixed]
    count = min(len(free), max(1, round(len(data["crew"]) * chance.uniform(0.03, 0.15))))
    gone = set(chance.sample(free, count))
    data["crew"] = [one for one in data["crew"] if one["id"] not in gone]
    data["forbidden"] = [one for one in data.get("forbidden", ()) if one["member"] not in gone]
    for part in ("rules", "goals"):
        data[part] = [one for one in data.get(part, ()) if _without(one, gone)]
    return f"{count} people gone"


def _without(entry: Data, gone: set[str]) -> bool:
    """Removes people from a rule or goal; False if nothing is left of it."""
    if isinstance(entry.get("before"), dict):
        entry["before"] = {one: days for one, days in entry["before"].items() if one not in gone}
    if "members" in entry:
        entry["members"] = [one for one in entry["members"] if one not in gone]
        if len(entry["members"]) < (2 if entry.get("rule") in ("together", "apart") else 1):
            return False
    for key in ("terms", "given", "of"):
        parts = entry.get(key)
        if parts and all(isinstance(one, dict) for one in parts):
            entry[key] = [one for one in parts if _without(one, gone)]
            if not entry[key] and key != "given":
                return False
    return True


def flights_moved(data: Data, chance: random.Random) -> str:
    """Moves a third of the flights by up to ten days, and changes their length by up to four."""
    moved = 0
    for flight in data["flights"]:
        if chance.random() < 1 / 3:
            by = timedelta(chance.randint(-10, 10))
            longer = timedelta(chance.randint(-4, 4))
            launch, landing = _day(flight["launch"]) + by, _day(flight["landing"]) + by + longer
            if landing > launch:
                flight["launch"], flight["landing"] = launch.isoformat(), landing.isoformat()
                moved += 1
    return f"{moved} flights moved"


def _day(written: str | date) -> date:
    return written if isinstance(written, date) else date.fromisoformat(written)


def roles_split(data: Data, chance: random.Random) -> str:
    """Splits roles of several seats into roles of one seat, except roles with fixed seats."""
    fixed = {
        one["role"]
        for part in ("fixed", "forbidden")
        for one in data.get(part, ())
        if "role" in one
    }
    split: dict[str, list[str]] = {}
    for holder in (*data["vehicles"], *data["flights"]):
        seats = []
        for seat in holder.get("seats") or ():
            count = seat.get("count", 1)
            if count == 1 or seat["role"] in fixed:
                seats.append(seat)
                continue
            for number in range(1, count + 1):
                role = f"{seat['role']} {number}"
                seats.append({**seat, "role": role, "count": 1})
                split.setdefault(seat["role"], []).append(role)
        if holder.get("seats"):
            holder["seats"] = seats
    for part in ("rules", "goals"):
        for one in data.get(part, ()):
            _rename(one, split)
    return f"{len(split)} roles split"


def _rename(entry: Any, split: dict[str, list[str]]) -> None:
    """Adds the parts of a split role after each mention of it."""
    if isinstance(entry, list):
        for one in entry:
            _rename(one, split)
    elif isinstance(entry, dict):
        for key, value in entry.items():
            if key == "roles":
                more = [part for role in value for part in split.get(role, ())]
                entry[key] = list(dict.fromkeys((*value, *more)))
            else:
                _rename(value, split)


def numbers_changed(data: Data, chance: random.Random) -> str:
    """Changes weights by a factor of up to three, and tolerances and rests a little."""
    changed = 0
    for rule in data.get("rules", ()):
        if chance.random() < 0.5:
            continue
        if "weight" in rule:
            rule["weight"] = max(1, round(rule["weight"] * chance.choice((0.34, 0.5, 2, 3))))
            changed += 1
        if isinstance(rule.get("tolerance"), int):
            rule["tolerance"] = max(0, rule["tolerance"] + chance.choice((-1, 1, 2)))
            changed += 1
        if rule["rule"] == "ground-time":
            rule["days"] = round(rule["days"] * chance.uniform(0.8, 1.2))
            changed += 1
    return f"{changed} numbers changed"


def hard_and_soft(data: Data, chance: random.Random) -> str:
    """Turns a quarter of the rules from hard to soft or from soft to hard."""
    changed = 0
    for rule in data.get("rules", ()):
        if chance.random() < 0.25:
            changed += 1
            if "weight" in rule:
                del rule["weight"]
            else:
                rule["weight"] = chance.choice((1, 2, 5, 20))
    return f"{changed} rules hard or soft"


CHANGES = (people_removed, flights_moved, roles_split, numbers_changed, hard_and_soft)
