"""The changes on a flight, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from seatplan.plan import Assignment
from seatplan.program import Leg
from seatplan.whatif.change import Change, Move
from seatplan.words import listed


class Sentences:
    """The changes from one plan to the next, as one sentence for each flight.

    Attributes:
        lines, moves: the changes by line and by member.
        old_flights, new_flights: the ids of the flights of the two programs.
    """

    def __init__(
        self,
        lines: Sequence[Change],
        moves: Sequence[Move],
        old_flights: Collection[str],
        new_flights: Collection[str],
        names: Mapping[str, str],
    ) -> None:
        self.lines: Sequence[Change]
        self.moves: Sequence[Move]
        self.lines, self.moves = lines, moves
        self.new_flights: Collection[str]
        self.old_flights: Collection[str]
        self.old_flights, self.new_flights = old_flights, new_flights
        self._names = names

    def of(self, flight_id: str) -> str:
        """`Crew-9: Nick Hague flies as commander instead of Zena Cardman.`"""
        head = flight_id
        if flight_id not in self.new_flights:
            head += " (no longer in the program)"
        elif flight_id not in self.old_flights:
            head += " (new)"
        leaving: dict[tuple[str, tuple[Leg, ...]], list[str]] = {}
        joining: dict[tuple[str, tuple[Leg, ...]], list[str]] = {}
        clauses: list[str] = []
        for member in self._in_order(flight_id):
            was, now = (
                self._roles(flight_id, member, "source"),
                self._roles(flight_id, member, "target"),
            )
            if len(was) == len(now) == 1 and was[0][1] == now[0][1]:
                (old, legs), (new, _) = was[0], now[0]
                name = self._name(member)
                clauses.append(f"{name} {_verb(legs)} as {new}, not as {old}")
                continue
            for key in was:
                leaving.setdefault(key, []).append(member)
            for key in now:
                joining.setdefault(key, []).append(member)
        for key in dict.fromkeys([*leaving, *joining]):
            clauses += self._swaps(flight_id, key, leaving.get(key, []), joining.get(key, []))
        return f"{head}: {'; '.join(clauses)}."

    def _in_order(self, flight_id: str) -> list[str]:
        """The members who leave or join a flight, by role."""
        mine = [change for change in self.lines if change.flight == flight_id]
        return list(dict.fromkeys(change.member for change in mine))

    def _roles(
        self, flight_id: str, member: str, side: Literal["source", "target"]
    ) -> list[tuple[str, tuple[Leg, ...]]]:
        """The roles that a member leaves, or takes, on a flight, each with its legs."""
        legs: dict[tuple[str, bool], list[Leg]] = {}
        for move in self.moves:
            line: Assignment | None = getattr(move, side)
            if move.member == member and line is not None and line.flight == flight_id:
                # Flying and backup duty are different things and get separate clauses.
                key = line.role, move.leg == "backup"
                legs.setdefault(key, []).append(move.leg)
        return [(role, tuple(found)) for (role, _), found in legs.items()]

    def _swaps(
        self,
        flight_id: str,
        key: tuple[str, tuple[Leg, ...]],
        leaving: Sequence[str],
        joining: Sequence[str],
    ) -> Iterator[str]:
        role, legs = key
        pairs = min(len(leaving), len(joining))
        for gone, come in zip(leaving, joining, strict=False):
            origin = self._elsewhere(come, flight_id, role, legs, "source")
            target = self._elsewhere(gone, flight_id, role, legs, "target")
            yield (
                f"{self._name(come)}{origin} {_verb(legs)} as {role} "
                f"instead of {self._name(gone)}{target}"
            )
        for gone in leaving[pairs:]:
            target = self._elsewhere(gone, flight_id, role, legs, "target")
            yield f"{self._name(gone)} no longer {_verb(legs)} as {role}{target}"
        for come in joining[pairs:]:
            origin = self._elsewhere(come, flight_id, role, legs, "source")
            yield f"{self._name(come)}{origin} {_verb(legs)} as {role}"

    def _elsewhere(
        self,
        member: str,
        flight_id: str,
        role: str,
        legs: Iterable[Leg],
        side: Literal["source", "target"],
    ) -> str:
        """` (now on MS-24)`, ` (until now on MS-22 as pilot)`, or nothing."""
        other: Literal["source", "target"] = "target" if side == "source" else "source"
        found: list[str] = []
        for move in self.moves:
            here: Assignment | None = getattr(move, other)
            there: Assignment | None = getattr(move, side)
            if (
                move.member == member
                and move.leg in legs
                and here is not None
                and here.flight == flight_id
                and there is not None
                and there.flight != flight_id
            ):
                found.append(there.flight + (f" as {there.role}" if there.role != role else ""))
        if not found:
            return ""
        word = "now" if side == "target" else "until now"
        return f" ({word} on {listed(dict.fromkeys(found))})"

    def _name(self, member: str) -> str:
        return self._names.get(member, member)


def _verb(legs: Sequence[Leg]) -> str:
    if "backup" in legs:
        return "is a backup"
    if len(legs) == 2:
        return "flies"
    return "goes up" if legs == ("up",) else "comes down"
