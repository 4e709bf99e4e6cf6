"""An options value has the same effect as its fields as arguments, in every function."""

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from attrs import fields

import seatplan
from seatplan import ArgumentError, CancelToken, Options, Scenario, Slip
from tests.small_programs import leaking, leaking_plan

PROGRAM, PLAN = leaking(), leaking_plan()
SLIP = Slip(PROGRAM.flights[0].id, days=1)
CALLS: dict[str, Callable[..., Any]] = {
    "solve": lambda **how: seatplan.solve(PROGRAM, PLAN, **how),
    "solving": lambda **how: list(seatplan.solving(PROGRAM, PLAN, **how)),
    "tradeoff": lambda **how: seatplan.tradeoff(
        PROGRAM, *(one.name for one in PROGRAM.named_goals[-2:]), **how
    ).collect(),
    "explain": lambda **how: seatplan.explain(PROGRAM, **how),
    "alternatives": lambda **how: seatplan.alternatives(PROGRAM, PLAN, **how),
    "what_if": lambda **how: seatplan.what_if(PROGRAM, PLAN, SLIP, **how),
    "sweep": lambda **how: list(seatplan.sweep(PROGRAM, PLAN, [Scenario("a", [SLIP])], **how)),
    "stress": lambda **how: seatplan.stress(PROGRAM, PLAN, slips=(), **how),
    "why_not_better": lambda **how: seatplan.why_not_better(leaking(), "even-turns", **how),
    "why_not": lambda **how: seatplan.why_not(
        PROGRAM, PLAN, PROGRAM.flights[0].id, "commander", PROGRAM.crew[0].id, **how
    ),
}


def test_every_function_that_solves() -> None:
    """Every function with a time limit accepts options, and has the usual defaults."""
    usual = {one.name: one.default for one in fields(Options)}
    for name in seatplan.__all__:
        function = getattr(seatplan, name)
        if not inspect.isfunction(function):
            continue
        given = inspect.signature(function).parameters
        assert ("time_limit" in given) == ("options" in given), name
        if "time_limit" in given:
            assert name in CALLS
            for one in usual.keys() & given.keys():
                assert given[one].default == usual[one], (name, one)


@pytest.mark.parametrize("name", CALLS)
def test_is_heard(name: str) -> None:
    """The token and the callback of options are those of the call."""
    token, told = CancelToken(), []
    CALLS[name](options=Options(on_progress=told.append, time_limit=30))
    token.cancel()
    stopped = CALLS[name](options=Options(cancel=token))
    assert told
    assert stopped != CALLS[name]()


@pytest.mark.parametrize("name", CALLS)
def test_beside_arguments(name: str) -> None:
    """An argument beside options is reported, unless it has its usual value."""
    with pytest.raises(ArgumentError, match="time_limit: 5 is given in addition to options"):
        CALLS[name](options=Options(), time_limit=5)
    CALLS[name](options=Options(), time_limit=60.0)


def test_all_fields_are_looked_at() -> None:
    """Problems with an options value are reported by the function that gets it."""
    wrong = Options(time_limit=-1, workers=0, seed=-1, on_progress=3, cancel=3)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError) as caught:
        seatplan.solve(PROGRAM, options=wrong)
    assert len(caught.value.problems) == 5
