"""What a planning tool writes, as a type checker sees it: every call is right, every type as said.

No test runs this; `mypy --strict` reads it against the installed package.
"""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, assert_type

from attrs import evolve, field, frozen

import seatplan
from seatplan.modelling import LinearExpr, Model
from seatplan.rules.quota import Quota
from seatplan.selection import Where
from seatplan.timeline import PlanIndex


def read_and_write(path: Path) -> seatplan.Program:
    program = seatplan.load(path)
    assert_type(program, seatplan.Program)
    assert_type(program.flights, tuple[seatplan.Flight, ...])
    assert_type(program.flights[0].seats, tuple[seatplan.Seat, ...] | None)
    assert_type(program.crew[0].last_landing, date | None)
    assert_type(program.rules, tuple[seatplan.Rule, ...])
    assert_type(program.rules[0].weight, int | None)
    assert_type(program.notices, tuple[seatplan.Notice, ...])
    assert_type(program.to_dict(), dict[str, Any])
    assert_type(seatplan.Program.from_dict({"name": "one"}), seatplan.Program)
    program.save("program.json")
    assert_type(seatplan.Plan.load("plan.csv"), seatplan.Plan)
    assert_type(seatplan.catalog.load("iss"), seatplan.Program)
    assert_type(seatplan.catalog.names(), tuple[str, ...])
    assert_type(seatplan.schema("plan"), dict[str, Any])
    assert_type(seatplan.__version__, str)
    return program


def make() -> seatplan.Program:
    soyuz = seatplan.Vehicle(
        "Soyuz MS", "Roscosmos", seats=(seatplan.Seat("commander", critical=True),)
    )
    flight = seatplan.Flight(
        "MS-22", "Soyuz MS", date(2022, 9, 21), date(2023, 3, 28), descent="empty"
    )
    member = seatplan.CrewMember("rubio", "NASA", qualifications=(seatplan.Qualification("soyuz"),))
    program = seatplan.Program(
        "one",
        agencies=(seatplan.Agency("NASA"), seatplan.Agency("Roscosmos")),
        vehicles=(soyuz,),
        flights=(flight,),
        crew=(member,),
        fixed=(seatplan.Fixed("MS-22", "commander", "rubio", leg="up"),),
        rules=(Quota(min=1, per="flight"),),
    )
    return evolve(program, name="two")


def build() -> seatplan.Program:
    m = seatplan.ProgramBuilder("one")
    nasa = m.agency("NASA", qualifications=["usos"])
    assert_type(nasa, seatplan.Agency)
    dragon = m.vehicle("Dragon", nasa, seats=[seatplan.Seat("commander"), "pilot"])
    first = m.flight("D-1", dragon, "2030-01-15", days=190)
    assert_type(first.launch, date)
    ann = m.member("ann", nasa, qualifications=["eva", seatplan.Qualification("soyuz")])
    assert_type(m.rule("quota", agencies=[nasa], max=3), seatplan.Rule)
    m.rule(seatplan.rules.Quota(flights=[first, "D-2"], agencies=[nasa], max=3))
    m.goal(seatplan.goals.FillSeats())
    m.fix(first, "pilot", ann)
    return m.build()


forgiving = seatplan.Flight("F", seatplan.Vehicle("V", "NASA"), "2030-01-15", date(2030, 2, 1))
assert_type(forgiving.vehicle, str)
assert_type(forgiving.landing, date)
assert_type(
    seatplan.CrewMember("ann", "NASA", qualifications=["eva"]).qualifications,
    tuple[seatplan.Qualification, ...],
)


def tell(moment: seatplan.Progress) -> None:
    assert_type(moment.goal, str | None)


def tell_sweep(moment: seatplan.SweepProgress) -> None:
    assert_type(moment.latest, seatplan.Outcome | None)


def work(program: seatplan.Program) -> None:
    result = seatplan.solve(program, time_limit=10, on_progress=tell)
    assert_type(result, seatplan.Result)
    assert_type(result.status, seatplan.Status)
    assert_type(result.goals, tuple[seatplan.GoalValue, ...])
    assert_type(result.goals[0].optimal, bool)
    if result.plan is None:
        explanation = seatplan.explain(program)
        assert_type(explanation, seatplan.Explanation)
        assert_type(explanation.feasible, bool | None)
        assert_type(explanation.conflict, tuple[seatplan.Requirement, ...])
        again = seatplan.solve(program, without=explanation.fixes[0])
        assert_type(again.plan, seatplan.Plan | None)
        return
    plan = result.plan
    assert_type(plan.assignments, tuple[seatplan.Assignment, ...])
    report = seatplan.check(program, plan, as_of=date(2024, 1, 1))
    assert_type(report, seatplan.Report)
    assert_type(report.ok, bool)
    assert_type(report.violations, tuple[seatplan.Violation, ...])
    assert_type(seatplan.why_not(program, plan, "MS-22", "commander", "rubio"), seatplan.WhyNot)
    others = seatplan.alternatives(program, plan, 3, slack={"even-turns": 2})
    assert_type(others, seatplan.Alternatives)
    assert_type(others.plans, tuple[seatplan.Plan, ...])


def what_if(program: seatplan.Program, plan: seatplan.Plan) -> None:
    assert_type(program.apply(seatplan.Slip("MS-22", days=30)), seatplan.Program)
    outcome = seatplan.what_if(
        program, plan, seatplan.Withdraw("rubio"), seatplan.ChangeRule("exchange", tolerance=3)
    )
    assert_type(outcome, seatplan.Outcome)
    assert_type(outcome.explanation, seatplan.Explanation | None)
    scenarios = [
        seatplan.Scenario("one", (seatplan.Cancel("MS-22"),)),
        *seatplan.load_scenarios("scenarios.toml", program),
    ]
    with ProcessPoolExecutor() as pool:
        outcomes = seatplan.sweep(
            program, plan, scenarios, executor=pool, journal="j", on_progress=tell_sweep
        )
        assert_type(outcomes, Iterator[seatplan.Outcome])
    assert_type(seatplan.stress(program, plan), seatplan.Stress)


def complain(path: str) -> list[str]:
    try:
        seatplan.load(path)
    except seatplan.ProgramError as error:
        assert_type(error.problems, tuple[seatplan.Problem, ...])
        assert_type(error.problems[0].line, int | None)
        return [problem.message for problem in error.problems]
    return []


@seatplan.rule_kind("no-more-than")
@frozen(kw_only=True, slots=False)
class NoMoreThan(seatplan.Rule, Where):
    """A rule of one's own."""

    seats: int = field(metadata={"least": 0})

    def requirement(self) -> seatplan.Requirement:
        return seatplan.Requirement(self.name, self.name, f"at most {self.seats} seats")

    def violations(self, reading: PlanIndex) -> Iterator[seatplan.Finding]:
        taken = sum(len(reading.on(one, "up")) for one in self.flights_in(reading.lookup))
        if taken > self.seats:
            yield seatplan.Finding(self.requirement(), taken - self.seats, f"{taken} seats", None)

    def constrain(self, model: Model) -> None:
        places = [
            place.literal
            for flight in self.flights_in(model.lookup)
            for place in model.seat_variables(flight, "up")
        ]
        model.require(self, self.requirement(), LinearExpr(places) <= self.seats, settled=None)


assert_type(NoMoreThan(seats=3).flights, tuple[str, ...] | None)
assert_type(seatplan.rule_kinds(), dict[str, type[seatplan.Rule]])
