"""What a type checker has to find: each line that is marked is wrong, and for that reason.

No test runs this; `mypy --strict` reads it against the installed package, and reports a mark that
is not needed as it reports a mistake that has none.
"""

from datetime import date

import seatplan
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.quota import Quota

seatplan.slove  # type: ignore[attr-defined]  # noqa: B018

seatplan.load(3)  # type: ignore[arg-type]
seatplan.schema("plans")  # type: ignore[arg-type]
seatplan.Agency(id=None)  # type: ignore[arg-type]
seatplan.Seat("commander", cuont=2)  # type: ignore[call-arg]
seatplan.Flight("MS-22", "Soyuz MS", 2022, date(2023, 3, 28))  # type: ignore[arg-type]
seatplan.Fixed("MS-22", "commander", "rubio", leg="upwards")  # type: ignore[arg-type]
Quota(per="month")  # type: ignore[arg-type]
Quota(agencies="NASA")  # type: ignore[arg-type]
Quota(flights=[seatplan.Agency("NASA")])  # type: ignore[list-item]
seatplan.Flight("F", seatplan.Agency("A"), "2030-01-01", "2030-02-01")  # type: ignore[arg-type]
seatplan.ProgramBuilder().flight("F", "V", "2030-01-01", day=3)  # type: ignore[call-arg]
Quota(3)  # type: ignore[arg-type, call-arg]
GroundTime()  # type: ignore[call-arg]
seatplan.Slip("MS-22", days="30")  # type: ignore[arg-type]


def frozen(program: seatplan.Program) -> None:
    program.name = "another"  # type: ignore[misc]
    program.flights.append(program.flights[0])  # type: ignore[attr-defined]


def maybe_no_plan(program: seatplan.Program) -> None:
    result = seatplan.solve(program)
    result.plan.save("plan.csv")  # type: ignore[union-attr]
    seatplan.check(program, result.plan)  # type: ignore[arg-type]
    seatplan.solve(program, None, date(2024, 1, 1))  # type: ignore[call-arg]
    seatplan.solve(program, on_progress=lambda: None)  # type: ignore[arg-type]
    seatplan.what_if(program, result.plan or seatplan.Plan(), "slip")  # type: ignore[arg-type]


def tell(moment: seatplan.SweepProgress) -> None:
    print(moment.latest.scenario)  # type: ignore[union-attr]  # noqa: T201


@seatplan.rule_kind("no-rule")
class NoRule:  # type: ignore[type-var]
    """Not a rule."""
