"""A study that is small enough to run many times, and a script that runs it in a process."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from datetime import date

from seatplan import Cancel, Outcome, Plan, Program, Scenario, Slip, Withdraw, sweep
from seatplan.goals.even_turns import EvenTurns
from seatplan.rules.quota import Quota
from tests.build import day, flight, plan, program, tour

NAMES = ("ann", "bob", "cem", "dag")

PROGRAM: Program = program(
    [flight(f"F{number}", 20 * number, 20 * number + 10) for number in range(1, 5)],
    NAMES,
    rules=[Quota(members=("ann",), max=1, weight=1)],
    goals=[EvenTurns()],
)

PLAN: Plan = plan(*(tour(name, f"F{number}") for number, name in enumerate(NAMES, 1)))

SCENARIOS: tuple[Scenario, ...] = (
    Scenario("nothing"),
    *(Scenario(f"no {name}", [Withdraw(name)]) for name in NAMES),
    *(Scenario(f"F{number} late", [Slip(f"F{number}", 15)]) for number in range(1, 5)),
    *(Scenario(f"no F{number}", [Cancel(f"F{number}")]) for number in range(1, 5)),
    Scenario("nobody", [Withdraw(name) for name in NAMES]),
)

AS_OF: date = day(15)


def findings(outcomes: Iterable[Outcome]) -> dict[str, object]:
    """The findings by scenario, without times."""
    found: dict[str, object] = {}
    for one in outcomes:
        assert one.scenario.name not in found, "each once"
        told = one.explanation
        found[one.scenario.name] = (
            one.scenario,
            one.result.status,
            one.result.plan,
            one.result.goals,
            one.changes,
            one.sentences,
            one.goals,
            None if told is None else (told.conflicts, told.fixes, told.feasible),
        )
    return found


def raising(outcome: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """A function that answers all scenarios except one, for which it raises an error."""

    def answer(self: object, scenario: Scenario, **options: object) -> Outcome:
        if scenario.name == "no bob":
            raise ZeroDivisionError(scenario.name)
        return outcome(self, scenario, **options)

    return answer


def run(path: str, pause: float) -> None:
    """The study with a journal, which prints a name for each outcome, slowly: it will be killed."""
    for one in sweep(PROGRAM, PLAN, SCENARIOS, journal=path):
        sys.stdout.write(f"{one.scenario.name}\n")
        sys.stdout.flush()
        time.sleep(pause)
