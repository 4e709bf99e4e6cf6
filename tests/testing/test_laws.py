"""The laws compare the two halves of a rule and detect differences."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attrs import frozen
from hypothesis import Phase, settings
from hypothesis import strategies as st

from seatplan import EngineError, Finding, Goal, Program, Requirement, Rule
from seatplan.modelling import LinearExpr, Model
from seatplan.selection import Where
from seatplan.testing import RuleMaker, check_goal, check_rule, programs, weights, where
from seatplan.timeline import PlanIndex

FEW = settings(max_examples=30)
MANY = settings(max_examples=500, phases=[Phase.generate], report_multiple_bugs=False)


@frozen(kw_only=True, slots=False)
class NobodyAlone(Rule, Where):
    """No ascent carries exactly one person; counts flights. Not registered: it need not be."""

    kind = "nobody-alone"

    def requirement(self, flight: str) -> Requirement:
        return Requirement(f"{self.name}:{flight}", self.name, f"nobody is alone on {flight}")

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for flight in self.flights_in(reading.lookup):
            if len(reading.on(flight, "up")) == 1:
                yield Finding(self.requirement(flight.id), 1, "one person", flight.launch)

    def constrain(self, model: Model) -> None:
        for flight in self.flights_in(model.lookup):
            aboard = LinearExpr(place.literal for place in model.seat_variables(flight, "up"))
            company = (aboard >= 2).where(model.carries(flight, "up"))
            model.require(self, self.requirement(flight.id), company, settled=flight.launch)


class TooStrict(NobodyAlone):
    """Forbids empty ascents as well."""

    def constrain(self, model: Model) -> None:
        for flight in self.flights_in(model.lookup):
            aboard = LinearExpr(place.literal for place in model.seat_variables(flight, "up"))
            model.require(self, self.requirement(flight.id), aboard >= 2, settled=flight.launch)


class TooLax(NobodyAlone):
    """Posts nothing."""

    def constrain(self, model: Model) -> None:
        pass


@frozen(kw_only=True, slots=False)
class FewFlights(Goal):
    """A goal: as few flights as possible carry anyone up."""

    kind = "few-flights"
    sense = "min"

    def value(self, reading: PlanIndex) -> int:
        return sum(bool(reading.on(one, "up")) for one in reading.lookup.flights.values())

    def expression(self, model: Model) -> LinearExpr:
        return LinearExpr(
            model.carries(one, "up")
            for one in model.lookup.flights.values()
            if model.seat_variables(one, "up")
        )


class AnyFlights(FewFlights):
    """A wrong goal whose value is always 0."""

    def expression(self, model: Model) -> LinearExpr:
        return LinearExpr()


def drawn(kind: type[NobodyAlone]) -> RuleMaker:
    """A maker of such rules."""

    @st.composite
    def maker(draw: st.DrawFn, program: Program) -> Rule:
        return kind(**draw(weights()), **draw(where(program)))

    made: RuleMaker = maker
    return made


def test_a_good_rule() -> None:
    """A rule whose two halves agree passes."""
    check_rule(drawn(NobodyAlone), settings=FEW)


@pytest.mark.parametrize("kind", [TooStrict, TooLax])
def test_a_bad_rule(kind: type[NobodyAlone]) -> None:
    """If either half demands more than the other, a program is found that shows it."""
    with pytest.raises((AssertionError, EngineError)):
        check_rule(drawn(kind), settings=MANY)


def test_a_good_goal() -> None:
    """A goal whose value and expression are the same passes."""
    check_goal(lambda program: st.just(FewFlights()), settings=FEW)


def test_a_bad_goal() -> None:
    """A goal whose value and expression differ is detected."""
    with pytest.raises((AssertionError, EngineError)):
        check_goal(lambda program: st.just(AnyFlights()), settings=MANY)


def test_no_rules_and_no_goals() -> None:
    """Empty lists of kinds draw bare programs."""
    assert not programs(rules=(), goals=()).filter(lambda one: one.rules or one.goals).is_empty
