"""Conflicts that begin with a count of seats, whatever the solver's core is."""

from __future__ import annotations

import time

import pytest
from attrs import evolve
from hypothesis import event, given

from seatplan import Program, catalog
from seatplan.engine.explain.counted import BARS, counted
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import Search
from seatplan.explanation import Requirements
from seatplan.pigeonhole import pigeonhole
from seatplan.program_index import ProgramIndex
from seatplan.rules import Quota
from tests.properties.effort import examples
from tests.sentences import requirements_of
from tests.test_pigeonhole import capped


def found(program: Program) -> Requirements:
    """The requirements of the count for all requirements of a program."""
    every = tuple({one.id: one for one in requirements_of(program)}.values())
    search = Search(time.monotonic() + 60, Case(program, None, None))
    return counted(ProgramIndex(program), every, None, search)


@given(capped())
@examples(40)
def test_a_count_is_found_wherever_one_exists(program: Program) -> None:
    """It needs no more bounds than all requirements together need, and contradicts itself."""
    every = list({one.id: one for one in requirements_of(program)}.values())
    lookup = ProgramIndex(program)
    whole, fewest = pigeonhole(lookup, every), found(program)
    event(f"counted: {bool(fewest)}, by all: {whole is not None}")
    assert fewest or whole is None
    if fewest:
        assert pigeonhole(lookup, fewest) is not None
        for one in fewest:
            if one.rule not in BARS:
                assert pigeonhole(lookup, [other for other in fewest if other is not one]) is None


@pytest.mark.parametrize("most", [0, 11, 22])
def test_every_cap_on_nasa_has_a_count(most: int) -> None:
    """Other bounds of the program do not hide the ones that the count needs."""
    crossflight = catalog.load("iss-crossflight")
    cap = Quota(id="cap", agencies=["NASA"], max=most)
    ids = {one.id for one in found(evolve(crossflight, rules=(*crossflight.rules, cap)))}
    assert "cap:program" in ids


def test_only_bars_of_the_seats_that_are_counted() -> None:
    """Requirements of seats that the count does not name are left out."""
    crossflight = catalog.load("iss-crossflight")
    cap = Quota(id="cap", agencies=["NASA"], max=11)
    counts = found(evolve(crossflight, rules=(*crossflight.rules, cap)))
    posted = {one.flights for one in counts if one.rule not in BARS}
    assert {one.flights for one in counts if one.rule == "seat-requirements"} <= posted


def test_a_program_with_a_plan_has_no_count() -> None:
    """Nothing is counted where the bounds allow enough seats."""
    assert found(catalog.load("iss-crossflight")) == ()
