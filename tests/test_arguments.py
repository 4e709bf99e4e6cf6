"""Public functions accept any argument, or raise an error that shows what is wrong."""

from __future__ import annotations

import datetime as dt
import functools
import inspect
import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import seatplan
from seatplan import ArgumentError, CancelToken, Plan, Scenario, SeatplanError, Slip
from seatplan.arguments import FOREVER, LARGEST_SEED, MOST_WORKERS, Arguments
from tests.small_programs import leaking, leaking_plan

PROGRAM, PLAN = leaking(), leaking_plan()
RESULT = seatplan.solve(PROGRAM)
REPORT = seatplan.check(PROGRAM, PLAN)
FLIGHT, SEAT = PROGRAM.flights[0], "commander"
SLIP = Slip(FLIGHT.id, days=1)


def swept(*words: Any, **options: Any) -> list[Any]:
    """The outcomes of a sweep, which begins with the first request."""
    return list(seatplan.sweep(*words, **options))


WHO = PROGRAM.crew[0].id
FUNCTIONS: dict[str, tuple[Callable[..., Any], tuple[Any, ...]]] = {
    "solve": (seatplan.solve, (PROGRAM, PLAN)),
    "solving": (seatplan.solving, (PROGRAM, PLAN)),
    "check": (seatplan.check, (PROGRAM, PLAN)),
    "explain": (seatplan.explain, (PROGRAM, PLAN)),
    "alternatives": (seatplan.alternatives, (PROGRAM, PLAN)),
    "tradeoff": (seatplan.tradeoff, (PROGRAM, "fill-seats", "even-turns", PLAN)),
    "what_if": (seatplan.what_if, (PROGRAM, PLAN, SLIP)),
    "sweep": (swept, (PROGRAM, PLAN, [Scenario("one", [SLIP])])),
    "stress": (seatplan.stress, (PROGRAM, PLAN)),
    "why_not": (seatplan.why_not, (PROGRAM, PLAN, FLIGHT.id, SEAT, WHO)),
    "why_not_better": (seatplan.why_not_better, (PROGRAM, "even-turns", PLAN)),
    "report_page": (seatplan.report_page, (PROGRAM, PLAN)),
    "plot": (seatplan.plot, (PROGRAM, PLAN)),
    "candidates": (seatplan.candidates, (PROGRAM, PLAN, FLIGHT.id, SEAT)),
    "compare": (seatplan.compare, (PROGRAM, PLAN, PLAN)),
    "verify": (seatplan.verify, (PROGRAM, seatplan.Certificate(None, -1, ()), PLAN)),
}

PROGRAMS = [None, "leak.toml", Path("leak.toml"), PLAN, RESULT, REPORT, {}, 3, seatplan.Program]
PLANS = ["plan.csv", Path("x"), PROGRAM, RESULT, REPORT, PLAN.assignments, [], 3, ("a", "b"), Plan]
DAYS = [
    "",
    "soon",
    "2024-02-30",
    "1/2/2024",
    "2024-W01-1",
    20240801,
    1.5,
    True,
    dt.datetime(2024, 8, 1, 12),
    pd.Timestamp("2024-08-01 00:00:01"),
    pd.NaT,
    np.datetime64("2024-08-01T12"),
    np.datetime64("NaT"),
    dt.time(0),
    dt.timedelta(1),
    PLAN,
    [dt.date(2024, 8, 1)],
]
SECONDS = [-1, -0.1, math.nan, "60", True, Decimal("NaN"), dt.timedelta(-1), [60], PLAN, 1j]
COUNTS = [-1, 1.0, 2.5, "5", None, True, math.nan, math.inf, [1], PLAN, 10**30 * -1]
OBJECTS = [3, "x", True, [], PLAN]

WRONG: dict[str, list[Any]] = {
    "program": PROGRAMS,
    "plan": PLANS,
    "reference": PLANS,
    "compare": PLANS,
    "as_of": DAYS,
    "time_limit": SECONDS,
    "workers": [*COUNTS, 0, MOST_WORKERS + 1],
    "seed": [*COUNTS, LARGEST_SEED + 1, 2**40],
    "max_fixes": COUNTS,
    "count": [*COUNTS, 0],
    "most": [*COUNTS, 0],
    "first": [3, None, PROGRAM.goals[0], ["fill-seats"], "even-turns"],
    "second": [3, None, PROGRAM.goals[1], ["even-turns"], "fill-seats", "odd-turns"],
    "at_least": [*COUNTS, 0],
    "slack": [3, "x", [("a", 1)], {"keep-rules": -1}, {"keep-rules": 1.5}, {3: 1}, {"no": 1}],
    "without": [3, "x", ["id"], [PLAN], {"a": 1}, RESULT, REPORT.violations],
    "options": [3, "fast", {"time_limit": 1}, PLAN, seatplan.Options],
    "only": [3, "x", ["id"], [PLAN], {"a": 1}, RESULT],
    "scenarios": [
        3,
        "x.toml",
        {"a": SLIP},
        {"a": [3]},
        {3: [SLIP]},
        {"a": "x"},
        [SLIP],
        Scenario("a"),
        ["a"],
        [Scenario("a", [3])],
    ],
    "slips": [3, "30", [1.5], ["30"], [True], None],
    "edits": [3, "slip", [SLIP], Slip, Scenario("a", [SLIP]), None],
    "executor": [3, "processes", True, dict, PLAN],
    "journal": [3, True, [], PLAN],
    "on_progress": OBJECTS,
    "cancel": OBJECTS,
    "explain": [1, "yes", None, PLAN],
    "people": [1, "yes", PLAN],
    "width": [2, math.nan, "11", None, True, PLAN],
    "name": [3, None, Scenario("a")],
    "flight": [3, None, FLIGHT, ["S-1"]],
    "role": [3, None, FLIGHT.seats, ["commander"]],
    "member": [3, None, PROGRAM.crew[0], ["anna"]],
    "leg": [3, None, "sideways", ["up"]],
    "scenario": [3, "x", SLIP],
    "relax": [1, "yes", None, PLAN],
    "old": PLANS,
    "new": PLANS,
    "before": PROGRAMS[1:],
    "on_error": [3, None, True, "ignore"],
    "retry_unproved": [1, "yes", None, PLAN],
    "ordered": [1, "yes", None, PLAN],
    "goal": [3, None, PROGRAM.goals, ["even-turns"]],
    "candidates": COUNTS,
    "solved": [3, "x", {}, PLAN, RESULT],
    "mend": [-1, math.nan, "10", None, True, PLAN],
    "draft": [1, "yes", None, PLAN],
    "paper": [3, None, "a5", ["a4"]],
    "certificate": [3, None, "proof.json", {}, RESULT, RESULT.goals, PLAN],
}
"""By the name of a parameter, values that none of the functions takes."""

RENAMED = {("report_page", "answer"): "plan"}
NO_RESULT = {"report_page"}
"""These take a result instead of a plan, and more."""


def parameters() -> list[tuple[str, str]]:
    """Every parameter of every function."""
    return [
        (name, parameter)
        for name, (function, _) in FUNCTIONS.items()
        for parameter in inspect.signature(
            seatplan.sweep if function is swept else function
        ).parameters
    ]


def called(name: str, parameter: str, value: Any) -> Callable[[], Any]:
    """The call with one value instead of the right one."""
    function, words = FUNCTIONS[name]
    known = list(inspect.signature(seatplan.sweep if function is swept else function).parameters)
    if parameter == "edits":
        return functools.partial(function, *words[:2], value)
    if parameter in known[: len(words)]:
        at = known.index(parameter)
        return functools.partial(function, *words[:at], value, *words[at + 1 :])
    return functools.partial(function, *words, **{parameter: value})


@pytest.mark.parametrize(("name", "parameter"), parameters())
def test_every_wrong_value_is_told(name: str, parameter: str) -> None:
    """A wrong value raises an error that names the argument and does not request a bug report."""
    values = WRONG[RENAMED.get((name, parameter), parameter)]
    for value in values:
        if name in NO_RESULT and parameter == "answer" and value is RESULT:
            continue
        with pytest.raises(SeatplanError) as caught:
            called(name, parameter, value)()
        said = str(caught.value)
        assert "report it" not in said
        assert "Traceback" not in said
        assert parameter in said or isinstance(caught.value, seatplan.PlanError), said


def test_all_problems_at_once() -> None:
    """One call that is wrong all over is one error."""
    with pytest.raises(ArgumentError) as caught:
        seatplan.solve(PLAN, PROGRAM, as_of="soon", time_limit=math.nan, workers=0, seed=-1)  # type: ignore[arg-type]
    assert str(caught.value).splitlines() == [
        "solve(): 6 problems",
        "  program: a Plan is not a Program",
        "    Maybe the program first, then the plan.",
        "  plan: a Program is not a Plan",
        "    Maybe the program first, then the plan.",
        "  as_of: 'soon' is not a whole day",
        "    Maybe date(2026, 7, 14), or '2026-07-14'.",
        "  time_limit: nan is not a number of seconds",
        "    Maybe 60.0, or None for no limit.",
        "  workers: 0 is less than 1",
        "    Maybe 1 to 10000.",
        "  seed: -1 is less than 0",
        "    Maybe 0 to 2147483647.",
    ]


DAY = dt.date(2024, 2, 15)


@pytest.mark.parametrize(
    "day",
    [
        DAY,
        "2024-02-15",
        dt.datetime(2024, 2, 15),
        dt.datetime(2024, 2, 15, tzinfo=dt.UTC),
        pd.Timestamp("2024-02-15"),
        np.datetime64("2024-02-15"),
        np.datetime64("2024-02-15T00:00:00"),
        np.datetime64("2024-02-15T00:00:00.000000000"),
    ],
)
def test_days_of_other_kinds(day: Any) -> None:
    """A day is a day, whatever the library that made it."""
    with Arguments("solve") as given:
        found = given.day(day)
    assert (found, type(found)) == (DAY, dt.date)
    assert seatplan.check(PROGRAM, PLAN, as_of=day) == seatplan.check(PROGRAM, PLAN, as_of=DAY)
    solved = seatplan.solve(PROGRAM, PLAN, as_of=day)
    assert solved.plan == seatplan.solve(PROGRAM, PLAN, as_of=DAY).plan


@pytest.mark.parametrize(
    ("limit", "seconds"),
    [
        (2, 2.0),
        (0, 0.0),
        (Fraction(1, 2), 0.5),
        (Decimal("0.5"), 0.5),
        (np.float64(2), 2.0),
        (np.int64(2), 2.0),
        (dt.timedelta(minutes=1), 60.0),
        (None, FOREVER),
        (math.inf, FOREVER),
        (10**400, FOREVER),
    ],
)
def test_limits_of_other_kinds(limit: Any, seconds: float) -> None:
    """Whole numbers, fractions, a timedelta, and no limit at all."""
    with Arguments("solve") as given:
        assert given.seconds(limit) == seconds
    if seconds:
        assert seatplan.solve(PROGRAM, time_limit=limit).plan == RESULT.plan


def test_no_limit_anywhere(tmp_path: Path) -> None:
    """None is no limit in each function that has one, also in a journal."""
    words = (PROGRAM, PLAN)
    assert seatplan.explain(*words, time_limit=None).feasible
    assert seatplan.what_if(*words, SLIP, time_limit=None).survives
    assert seatplan.why_not(*words, FLIGHT.id, SEAT, WHO, time_limit=None).possible is not None
    assert seatplan.alternatives(*words, count=1, time_limit=None).plans is not None
    for _ in range(2):
        todo = [Scenario("one", [SLIP])]
        assert swept(*words, todo, time_limit=None, journal=tmp_path / "study.jsonl")[0].survives


def test_numbers_of_other_kinds() -> None:
    """Whole numbers of numpy are whole numbers."""
    found = seatplan.solve(PROGRAM, workers=np.int64(1), seed=np.int32(0))
    assert found.plan == RESULT.plan


def test_tokens_of_other_kinds() -> None:
    """Whatever shows whether it is cancelled is a token, such as one shared between processes."""

    class Other:
        cancelled = True

    for token in (Other(), CancelToken()):
        seatplan.solve(PROGRAM, PLAN, cancel=token)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: seatplan.load(3), "path: 3 is not a path"),  # type: ignore[arg-type]
        (lambda: Plan.load(None), "path: None is not a path"),  # type: ignore[arg-type]
        (lambda: Plan.load("x.csv", PLAN), "program: a Plan is not a Program"),  # type: ignore[arg-type]
        (lambda: PLAN.save(3), "path: 3 is not a path"),  # type: ignore[arg-type]
        (lambda: PROGRAM.save([]), "path: [] is not a path"),  # type: ignore[arg-type]
        (lambda: seatplan.load_crew(3), "path: 3 is not a path"),  # type: ignore[arg-type]
        (
            lambda: seatplan.save_crew(PROGRAM, "x.csv"),
            "crew: a Program is not a list of CrewMember",
        ),  # type: ignore[arg-type]
        (lambda: seatplan.save_crew(["a"], "x.csv"), "crew[0]: 'a' is not a CrewMember"),  # type: ignore[list-item]
        (lambda: seatplan.load_scenarios(3), "path: 3 is not a path"),  # type: ignore[arg-type]
        (lambda: seatplan.load_scenarios("x.toml", PLAN), "program: a Plan is not a Program"),  # type: ignore[arg-type]
        (
            lambda: seatplan.load_scenarios("x.toml", as_of="soon"),
            "as_of: 'soon' is not a whole day",
        ),
        (lambda: seatplan.catalog.load(3), "name: 3 is not text"),  # type: ignore[arg-type]
        (lambda: seatplan.catalog.flown(None), "name: None is not text"),  # type: ignore[arg-type]
        (lambda: seatplan.schema(3), "kind: 3 is none of program"),  # type: ignore[arg-type]
        (lambda: seatplan.outcomes_frame([RESULT]), "outcomes[0]: a Result is not an Outcome"),  # type: ignore[list-item]
        (lambda: seatplan.outcomes_frame(3), "outcomes: 3 is not a list of Outcome"),  # type: ignore[arg-type]
        (lambda: PROGRAM.apply([SLIP]), "edits[0]: a list is not an edit"),  # type: ignore[arg-type]
        (lambda: PLAN.to_frame(PLAN), "program: a Plan is not a Program"),  # type: ignore[arg-type]
    ],
)
def test_the_other_functions(call: Callable[[], Any], said: str) -> None:
    """Files, frames, the catalog, and edits of a program."""
    with pytest.raises(ArgumentError) as caught:
        call()
    assert said in str(caught.value)


@pytest.mark.parametrize("value", [3, None, SLIP, "slip flight=S-1"])
def test_what_scenarios_are_made_of(value: Any) -> None:
    """A scenario of no edits, or of one that is in no tuple, is reported when it is made."""
    with pytest.raises(ArgumentError, match="edits: "):
        Scenario("a", value)


@pytest.mark.parametrize("value", [3, None, RESULT, PROGRAM])
def test_what_plans_are_made_of(value: Any) -> None:
    """A plan cannot be made of something that has no assignments."""
    with pytest.raises(SeatplanError, match="assignments: "):
        Plan(value)


KINDS = {f"{of}_kind{many}" for of in ("edit", "goal", "rule") for many in ("", "s")}
OTHERS = {
    "show_versions",
    "load",
    "load_crew",
    "load_scenarios",
    "outcomes_frame",
    "outcomes_from_dict",
    "save_crew",
    "schema",
}


def test_every_function_is_here() -> None:
    """A function that is added to the public names is added to these tests."""
    functions = {name for name in seatplan.__all__ if inspect.isfunction(getattr(seatplan, name))}
    assert functions - KINDS - OTHERS == set(FUNCTIONS)


def test_what_to_do() -> None:
    """The most likely slip has its remedy beside it."""
    for value, hint in (
        (RESULT, "result.plan."),
        (PLAN.assignments, "seatplan.Plan(assignments)."),
        ("plan.csv", "seatplan.Plan.load(path)"),
    ):
        with pytest.raises(ArgumentError) as caught:
            seatplan.check(PROGRAM, value)  # type: ignore[arg-type]
        assert hint in caught.value.problems[0].hint
