"""Correction sets (MCSes): smallest sets of requirements to give up. Planners call them fixes.

A fix must break every conflict, so it is a hitting set of all conflicts (Reiter, A theory of
diagnosis from first principles, 1987). The smallest set that hits the conflicts known so far is
either a fix or leads to another conflict (implicit hitting sets: Davies and Bacchus, Solving MAXSAT
by solving a sequence of simpler SAT instances, 2011; Liffiton et al., Fast, flexible MUS
enumeration, 2016). Plain hitting sets need very many conflicts when people can replace each other.
Therefore the small problem here is more than a list of conflicts: it is the program with only those
requirements that some conflict has named so far, and asks for the cheapest ones to give up.

Instead of waiving a requirement of a seat, someone could be trained for it: who, is verified.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from attrs import evolve

from seatplan.engine.explain.cores import FirstCores
from seatplan.engine.explain.oracle import Half, Oracle
from seatplan.engine.explain.ranking import WHOLE, Price, Ranking, for_reading, law_of
from seatplan.engine.explain.relevance import reach
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.solver.answer import Answer
from seatplan.explanation import Requirements
from seatplan.modelling import ALWAYS, LinearExpr
from seatplan.program import LEGS, CrewMember, Flight, Leg, Seat
from seatplan.program_index import ProgramIndex, leg_day
from seatplan.requirement import Requirement
from seatplan.structure import MOST_RANK, ONE_PLACE, SEAT_REQUIREMENTS
from seatplan.structure.seat_requirements import seat_of, trainees, with_trainees

LARGER = 2
"""How much larger than the cheapest fix others may be. Larger ones are of no interest, and finding
them takes most of the time."""

MOST_NAMED = 3
"""The largest number of members who are named as candidates for training, for each seat."""

TRIED = 6
"""The largest number of members who are tried, for each seat."""


class CorrectionSets:
    """Finds fixes one after the other, the cheapest first.

    If a fix would name many requirements of a rule, it may give up the whole rule instead. Last
    resorts are given up only if nothing else helps.

    Attributes:
        complete: whether there are no others with at most `LARGER` more parts than the first.
        smallest: whether each fix was proved to be the cheapest apart from those before it.
    """

    def __init__(self, first: FirstCores, named: Set[str], pinned: Set[str] = frozenset()) -> None:
        """Starts with the requirements named by conflicts; `pinned` ones are never given up."""
        self.oracle: Oracle
        oracle = self.oracle = first.oracle
        self._first = first
        self.ranking: Ranking = oracle.ranking
        self.complete: bool = False
        self.smallest: bool = True
        self._named = set(named)
        self._pinned = frozenset(pinned)
        self._found: list[Requirements] = []
        self._least = Price()
        # At first no one is in two places at once, and no conflict has to name it.
        self._possible = tuple(
            ONE_PLACE.requirement(oracle.lookup, member)
            for member in oracle.lookup.members.values()
        )

    def __iter__(self) -> Iterator[Requirements]:
        while (choice := self._next()) is not None:
            core = self._first.whole_core(choice)
            if core is None:
                self._found.append(choice)
                yield tuple(sorted(choice, key=for_reading))
            else:
                # A core may be incomplete: if it names nothing new, name everything.
                new = core - self._named or self.oracle.requirements.keys() - self._named
                if not new:
                    raise self.oracle.search.contradiction(
                        "the solver has a fix, and then a conflict in spite of it"
                    )
                self._named |= new
        self.complete = True

    def _next(self) -> Requirements | None:
        """The cheapest set; with people in two places at once if nothing else helps."""
        choice = self._cheapest()
        if choice is None and self._possible and not self._found:
            # All are named: each makes a set dearer, so proofs made so far remain valid.
            self.oracle.requirements.update({one.id: one for one in self._possible})
            self._named.update(one.id for one in self._possible)
            self._possible = ()
            choice = self._cheapest()
        return choice

    def _may_be_given_up(self, requirement: Requirement) -> bool:
        if requirement.id in self._pinned:
            return False
        return not self._possible or law_of(requirement).decidable

    def _cheapest(self) -> Requirements | None:
        """The cheapest set that fixes the program of named requirements; None if none is new."""
        oracle = self.oracle
        names = (oracle.requirements[id] for id in self._named)
        named = (*sorted(names, key=self.ranking.position), *self._possible)
        active = ActiveRequirements(only=named, assume=self._may_be_given_up)
        model = oracle.model(active, reach(oracle.lookup, named))
        units = Units(model, self.ranking, wholes=True)
        for fix in self._found:
            units.must_differ(fix)
        count = len(units.given_up) + 1
        model.add_linear(units.cost, self._least.weighed(count), self._most(count))
        model.cp.minimize(model.linear(units.cost))
        # The other half of the time is for verifying the choice.
        answer = oracle.sure(oracle.search.run(model.cp, until=oracle.share(0.5)))
        if answer.infeasible:
            return None
        self.smallest &= answer.proved
        choice = units.chosen(answer)
        if answer.proved:
            self._least = self.ranking.price(choice)
        return choice

    def _most(self, count: int) -> int | None:
        """The most that a further fix may cost."""
        if not self._found:
            return None
        first = self.ranking.price(self._found[0])
        size = min(first.size + LARGER, count - 1)
        return evolve(first, size=size, rank=MOST_RANK * size).weighed(count)


class Units:
    """The parts of a model that can be given up: single requirements, and whole rules.

    A requirement holds under its guard: exactly if neither it nor its rule is given up.

    Attributes:
        given_up: by requirement, in the order of their ids, 1 if it is given up.
        cost: the price of what is given up.
    """

    def __init__(self, model: SeatModel, ranking: Ranking, *, wholes: bool) -> None:
        self._model = model
        self._guards = model.active.assumptions
        self.given_up: dict[Requirement, LinearExpr] = {}
        pieces: dict[str, list[Requirement]] = {}
        for one in sorted(model.active.requirements.values(), key=ranking.position):
            pieces.setdefault(one.rule, []).append(one)
        for rule, ids in pieces.items():
            free = [one for one in ids if one.id in self._guards]
            whole = ranking.whole(rule) if wholes and len(free) == len(ids) > 1 else None
            if whole is not None:
                with_rule = self.given_up[whole] = LinearExpr([model.literal()])
            for one in free:
                held = LinearExpr([self._guards[one.id]])
                self.given_up[one] = 1 - held
                if whole is not None:
                    alone = self.given_up[one] = LinearExpr([model.literal()])
                    model.add_linear(held + alone + with_rule, 1, None)
                    model.add_linear(held + alone, None, 1)
                    model.add_linear(held + with_rule, None, 1)
        count = len(self.given_up) + 1
        parts = [ranking.price([one]).weighed(count) * x for one, x in self.given_up.items()]
        self.cost: LinearExpr = LinearExpr.total(parts)

    def must_differ(self, fix: Requirements) -> None:
        """Requires that some part of a known fix is kept.

        Nor may a whole rule replace a few of its requirements, which is the smaller step.
        """
        known = {one.id: given_up for one, given_up in self.given_up.items()}
        if any(one.id not in known for one in fix):
            return  # part of it is always in force here
        kept = LinearExpr()
        for one in fix:
            few = sum(other.rule == one.rule for other in fix) <= WHOLE
            if few and one.id in self._guards:
                kept += LinearExpr([self._guards[one.id]])
            else:
                kept += 1 - known[one.id]
        self._model.add_linear(kept, 1, None)

    def chosen(self, answer: Answer) -> Requirements:
        """The requirements that an answer gives up."""
        solution = answer.values(len(self._model.variables))
        return tuple(
            one for one, given_up in self.given_up.items() if self._model.value(given_up, solution)
        )


def told(oracle: Oracle, fix: Requirements) -> Requirements:
    """The fix with the members who could be trained for its seats, as far as time allows."""
    if all(one.rule != SEAT_REQUIREMENTS.id for one in fix):
        return fix
    with oracle.search.until_stopped():
        # The fix leaves a plan, so there is one of the ships.
        part: Half | None = "people" if oracle.ships_apart else None
        model = oracle.model(ActiveRequirements(without=fix), part=part)
        return tuple(
            with_trainees(oracle.lookup, one, _helpful(oracle, model, one))
            if one.rule == SEAT_REQUIREMENTS.id
            else one
            for one in fix
        )
    return fix


def _helpful(oracle: Oracle, model: SeatModel, here: Requirement) -> list[CrewMember]:
    """Members of whom each, if trained for the seat, helps as much as waiving the requirement."""
    helpful: list[CrewMember] = []
    flight, seat = seat_of(oracle.lookup, here)
    for member in trainees(oracle.lookup, here)[:TRIED]:
        strangers = [
            place.literal
            for leg in LEGS
            for place in model.seat_variables(flight, leg)
            if place.role == seat.role
            and place.member.id != member.id
            and not _sits_in_any_case(place.member, flight, seat, leg, oracle.lookup)
        ]
        if ALWAYS in strangers:
            continue  # someone else has taken the seat in the past
        cp = model.cp.clone()
        cp.add(model.linear(LinearExpr(strangers)) <= 0)
        if oracle.answer(cp).found:
            helpful.append(member)
            if len(helpful) == MOST_NAMED:
                break
    return helpful


def _sits_in_any_case(
    member: CrewMember, flight: Flight, seat: Seat, leg: Leg, lookup: ProgramIndex
) -> bool:
    """Whether the seat admits the member, whatever flight took them up."""
    launch = flight.launch if leg == "down" else None
    if leg == "down" and seat.agencies is not None and member in lookup.changing:
        return False
    return member.id in lookup.may_sit(seat, leg_day(flight, leg), launch=launch)
