"""Programs near a program, from a seed: what planning is like after the next telephone call.

Each is made from the data of the program by one to three changes of a kind. A change that
contradicts what the program says elsewhere is drawn again. Some have no plan: that is an answer
too, and it has to be proved.
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
"""Changes the data of a program, and says what it did."""

COUNT = 30
"""How many are made of each program."""

TRIES = 40
"""How often a change is drawn again that contradicts the rest."""


def perturbed(program: Program, name: str, count: int = COUNT) -> Iterator[tuple[str, Program]]:
    """Programs near it, each with what was changed in words.

    Args:
        program: what is changed.
        name: its name in the benchmark; with the number it is the seed.
        count: how many.
    """
    data = program.to_dict()
    for number in range(count):
        chance = random.Random(f"{name} {number}")
        # The first kind in turn, so that each has its share; others may come on top.
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
    """What the changes make of it; where they change nothing, with one more."""
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
    """Three to fifteen in a hundred leave, and none of those who are fixed on a seat."""
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
    """Takes people out of a rule or goal; False if nothing is left of it."""
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
    """A third of the flights move by up to ten days, and last up to four days more or less."""
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
    """Roles of several seats become several roles of one seat each, except where they are fixed."""
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
    """Where a role is named that was split, its parts are named after it."""
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
    """Weights up to three times more or less, tolerances and rests a little."""
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
    """A quarter of the rules change sides: hard ones get a weight, soft ones lose it."""
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
