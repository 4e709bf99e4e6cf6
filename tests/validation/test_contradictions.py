"""Each kind of contradiction is one problem, at the right place."""

from __future__ import annotations

from typing import Any

import pytest

from seatplan import Program, ProgramError
from seatplan.errors import path_of

FIRST = {"id": "F", "vehicle": "V", "launch": "2030-01-01", "landing": "2030-06-01"}
SECOND = {"id": "G", "vehicle": "V", "launch": "2031-01-01", "landing": "2031-06-01"}
CAPSULE = {**FIRST, "spacecraft": "E"}
BASE: dict[str, Any] = {
    "agencies": [{"id": "A"}, {"id": "B"}],
    "vehicles": [{"id": "V", "operator": "A", "seats": [{"role": "p"}]}],
    "flights": [FIRST, SECOND],
    "crew": [{"id": "a", "agency": "A"}, {"id": "b", "agency": "A"}],
}


def rule(**keys: Any) -> dict[str, Any]:
    """Return the keys of a program with one rule: a quota, unless `rule` is given."""
    return {"rules": [{"rule": "quota", **keys}]}


def ann(**keys: Any) -> dict[str, Any]:
    """Return the keys of a program whose one member has additional keys."""
    return {"crew": [{"id": "a", "agency": "A", **keys}]}


def vehicle(*seats: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of a program whose vehicle has the given seats."""
    return {"vehicles": [{"id": "V", "operator": "A", "seats": list(seats)}]}


def first(**keys: Any) -> dict[str, Any]:
    """Return the keys of a program whose first flight has other keys."""
    return {"flights": [{**FIRST, **keys}, SECOND]}


def traffic(*ports: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """Return the keys of a program with ports, whose first flight has other keys."""
    return {**first(**keys), "ports": list(ports)}


def capsules(*spacecraft: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """Return the keys of a program with spacecraft, whose first flight has other keys."""
    return {**first(**keys), "spacecraft": list(spacecraft)}


PORT = {"id": "P", "vehicles": ["V"]}
NO_ROLES = {"value": 1, "roles": []}
PICKS = ("flights", "vehicles", "operators", "stations", "members", "agencies")
CONTRADICTIONS: list[tuple[dict[str, Any], str]] = [
    ({"foo": 1}, "foo"),
    ({"crew": [{"id": "a", "agency": "A"}] * 2}, "crew[1].id"),
    ({"agencies": [{"id": "A"}, {"id": "A"}]}, "agencies[1].id"),
    ({"flights": [FIRST, {**SECOND, "id": "F"}]}, "flights[1].id"),
    (vehicle({"role": "p"}, {"role": "p"}), "vehicles[0].seats[1].role"),
    (first(seats=[{"role": "p"}, {"role": "p", "count": 2}]), "flights[0].seats[1].role"),
    ({"fixed": [{"flight": "F", "role": "p", "member": "a"}] * 2}, "fixed[1]"),
    (rule(max=1, members=["a", "a"]), "rules[0].members[1]"),
    (rule(rule="together", members=["a", "a"]), "rules[0].members[1]"),
    (rule(rule="exchange", parties=["A", "A"]), "rules[0].parties[1]"),
    (ann(qualifications=["x", "x"]), "crew[0].qualifications[1]"),
    (ann(unavailable=[{"since": "2030-01-01"}] * 2), "crew[0].unavailable[1]"),
    (vehicle({"role": "p", "requires": ["x", "x"]}), "vehicles[0].seats[0].requires[1]"),
    (first(return_options=["G", "G"]), "flights[0].return_options[1]"),
    (rule(rule="aboard", max=1, after_departure=True), "rules[0].after_departure"),
    (first(landing="2030-01-01"), "flights[0].landing"),
    (first(station="Mir", return_options=["G"]), "flights[0].return_options[0]"),
    ({"flights": [CAPSULE, {**CAPSULE, "id": "G"}]}, "flights[1].spacecraft"),
    (ann(last_landing="2020-01-01"), "crew[0].last_landing"),
    *((rule(max=1, **{key: []}), f"rules[0].{key}") for key in PICKS),
    (rule(rule="integrated-crew", of=[]), "rules[0].of"),
    (rule(rule="together", members=[]), "rules[0].members"),
    (vehicle({"role": "p", "agencies": []}), "vehicles[0].seats[0].agencies"),
    ({"goals": [{"goal": "prefer", "terms": [NO_ROLES]}]}, "goals[0].terms[0].roles"),
    (rule(min=3, max=1), "rules[0].min"),
    (rule(), "rules[0]"),
    (rule(rule="aboard"), "rules[0]"),
    (rule(rule="career"), "rules[0]"),
    (rule(rule="ground-time"), "rules[0].days"),
    (rule(max=1, id="places"), "rules[0].id"),
    (traffic(PORT, PORT), "ports[1].id"),
    (traffic({"id": "P", "vehicles": ["W"]}), "ports[0].vehicles[0]"),
    (traffic({"id": "P", "vehicles": []}), "ports[0].vehicles"),
    (traffic({**PORT, "station": "Mir"}), "ports[0].station"),
    (traffic({**PORT, "unavailable": [{"until": "2030-01-01", "since": "2031-01-01"}]}),
     "ports[0].unavailable[0].since"),
    (traffic(PORT, ports=["Q"]), "flights[0].ports[0]"),
    (traffic(PORT, ports=[]), "flights[0].ports"),
    (traffic(ports=["P"]), "flights[0].ports[0]"),
    ({**traffic({"id": "P", "vehicles": ["W"]}, ports=["P"]), "vehicles": [
        {"id": "V", "operator": "A", "seats": [{"role": "p"}]}, {"id": "W", "operator": "A"}]},
     "flights[0].ports"),
    (capsules({"id": "E", "vehicle": "V"}, spacecraft="F"), "flights[0].spacecraft"),
    (capsules({"id": "E", "vehicle": "W"}), "spacecraft[0].vehicle"),
    (capsules({"id": "E", "vehicle": "V"}, {"id": "E", "vehicle": "V"}), "spacecraft[1].id"),
    (capsules({"id": "E", "vehicle": "V", "turnaround": -1}), "spacecraft[0].turnaround"),
    (capsules({"id": "E", "vehicle": "V", "max_flights": -1}), "spacecraft[0].max_flights"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "place"), CONTRADICTIONS)
def test_one_problem_each(changes: dict[str, Any], place: str) -> None:
    """Each contradiction is exactly one problem, at its place."""
    with pytest.raises(ProgramError) as caught:
        Program.from_dict({**BASE, **changes})
    assert [path_of(one.place) for one in caught.value.problems] == [place]


@pytest.mark.parametrize(
    "changes",
    [first(seats=[]), vehicle(), rule(rule="experience"), first(return_options=["F", "G"])],
)
def test_no_contradiction(changes: dict[str, Any]) -> None:
    """No seats, a rule with a default bound, and a flight among its ways home are valid."""
    assert Program.from_dict({**BASE, **changes}).flights


def test_hints_for_empty_lists() -> None:
    """The hint for an empty list is to leave the key out only if the key is optional."""
    hints = []
    for given in (rule(max=1, members=[]), rule(rule="together", members=[])):
        with pytest.raises(ProgramError) as caught:
            Program.from_dict({**BASE, **given})
        hints += [one.hint for one in caught.value.problems]
    assert hints == ["leave the key out to pick all.", "one at least."]
