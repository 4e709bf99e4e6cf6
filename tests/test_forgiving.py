"""Constructors take lists, ISO text, objects and the numbers of pandas; what remains is strict."""

from __future__ import annotations

import typing
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import attrs
import numpy
import pandas
import pytest

import seatplan
from seatplan import CrewMember, Flight, Plan, Program, ProgramError, Qualification, Seat
from seatplan.forgiving import is_missing
from seatplan.goals import EvenTurns, Prefer
from seatplan.kinds import goal_kinds, rule_kinds
from seatplan.rules import Exchange, Quota, Share, Stay, Term
from seatplan.whatif.editing import edit_kinds

NASA = seatplan.Agency("NASA")
SHIP = seatplan.Vehicle("ship", NASA, seats=["pilot"])
F1 = Flight("F1", SHIP, "2030-01-01", "2030-02-01")
ANN = CrewMember("ann", NASA)

DAY = date(2030, 1, 1)


@pytest.mark.parametrize(
    "day",
    [
        "2030-01-01",
        datetime(2030, 1, 1),
        pandas.Timestamp("2030-01-01"),
        pandas.Timestamp("2030-01-01", tz="UTC"),
        numpy.datetime64("2030-01-01"),
    ],
)
def test_days(day: Any) -> None:
    """ISO text and midnight are the day, in every class that has days."""
    assert Flight("F", "V", day, day).landing == DAY
    assert Qualification("eva", day).since == DAY
    assert Exchange(parties=["A", "B"], settled_by=[day]).settled_by == (DAY,)
    assert Quota(since=day, max=1).since == DAY
    assert seatplan.Withdraw("ann", day).since == DAY
    assert all(type(one) is date for one in attrs.astuple(Flight("F", "V", day, day))[2:4])


def test_objects_stand_for_their_ids() -> None:
    """Where that class belongs, alone or in a list; a set is in the order of the ids."""
    assert (SHIP.operator, F1.vehicle, ANN.agency) == ("NASA", "ship", "NASA")
    rule = Quota(flights={F1, "F0"}, vehicles=[SHIP], agencies=(NASA,), members=[ANN], max=3)
    assert rule == Quota(
        flights=("F0", "F1"), vehicles=("ship",), agencies=("NASA",), members=("ann",), max=3
    )
    assert Share(shares={NASA: 1}).shares == Share(shares={"NASA": 1}).shares
    assert EvenTurns(agencies=[NASA]) == EvenTurns(agencies=("NASA",))
    assert Prefer(terms=[Term(members=[ANN])]).terms == (Term(members=("ann",)),)
    assert seatplan.Slip(F1, 3) == seatplan.Slip("F1", 3)
    assert seatplan.ReturnOptions(F1, [F1]) == seatplan.ReturnOptions("F1", ("F1",))
    assert seatplan.Fix(F1, Seat("pilot"), ANN) == seatplan.Fix("F1", "pilot", "ann")
    assert seatplan.DropRule(Quota(id="three", max=3)) == seatplan.DropRule("three")
    assert seatplan.Assignment("F1", "up", "pilot", "ann").member == "ann"


def test_texts_for_small_objects() -> None:
    """A qualification on all days, a seat without demands."""
    assert CrewMember("a", "X", qualifications=["eva"]).qualifications == (Qualification("eva"),)
    assert Flight("F", "V", DAY, DAY, seats=["pilot"]).seats == (Seat("pilot"),)


@pytest.mark.parametrize("missing", [float("nan"), numpy.nan, pandas.NaT, pandas.NA])
def test_missing_is_left_out(missing: Any) -> None:
    """For NaN, NaT and NA, the field has its default."""
    assert is_missing(missing)
    whole = CrewMember("ann", "NASA", missing, missing, missing, missing, missing, missing, missing)
    assert whole == CrewMember("ann", "NASA")
    assert Flight("F", "V", DAY, DAY, missing, missing, missing, missing, missing) == Flight(
        "F", "V", DAY, DAY
    )
    assert Quota(max=missing, since=missing, why=missing, members=missing) == Quota()


def test_days_as_a_timedelta() -> None:
    """Wherever a number of days is wanted; part of a day is reported, as half a number is."""
    month = timedelta(30)
    assert seatplan.Slip(F1, month) == seatplan.Slip(F1, 30)
    assert Stay(min=month, max=pandas.Timedelta(60, "D")) == Stay(min=30, max=60)
    assert seatplan.DockedDays(max=month) == seatplan.DockedDays(max=30)
    half = attrs.evolve(F1, docked_days=seatplan.DockedDays(max=timedelta(days=1.5)))
    with pytest.raises(ProgramError, match="is not a whole number"):
        Program(agencies=[NASA], vehicles=[SHIP], flights=[half])


def test_numbers_of_numpy() -> None:
    """They are whole numbers and truth values of Python afterwards."""
    ann = CrewMember("ann", "NASA", days_before=numpy.int64(3), flights_before=numpy.uint8(2))
    assert [type(ann.days_before), type(ann.flights_before)] == [int, int]
    seat = Seat("pilot", numpy.int8(2), optional=numpy.bool_(True))  # type: ignore[arg-type]
    assert seat == Seat("pilot", 2, optional=True)
    assert seat.optional is True
    assert type(Quota(max=numpy.int32(3)).max) is int


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"vehicle": NASA}, "Agency(id='NASA') is not text (Flight 'F1')"),
        ({"launch": datetime(2030, 1, 1, 12)}, "(Flight 'F1')"),
        ({"launch": "2030-W01-1"}, "'2030-W01-1' is not a whole day (Flight 'F1')"),
        ({"launch": float("nan")}, "nan is not a whole day (Flight 'F1')"),
        ({"return_options": "F1"}, "'F1' is not a tuple (Flight 'F1')"),
        ({"seats": [Seat("pilot", 1.5)]}, "1.5 is not a whole number (Flight 'F1')"),  # type: ignore[arg-type]
        ({"lifeboat": 1}, "1 is neither true nor false (Flight 'F1')"),
    ],
)
def test_the_rest_is_told(changes: dict[str, Any], message: str) -> None:
    """Other values are reported with the class, the field, the id and the value."""
    with pytest.raises(ProgramError) as caught:
        Program(flights=[attrs.evolve(F1, **changes)])
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].message.endswith(message)
    assert caught.value.problems[0].place[:3] == ("flights", 0, next(iter(changes)))


def test_small_values_say_what_is_set() -> None:
    """Their `repr` leaves out what has its default, and makes the same value again."""
    assert repr(Quota(agencies=[NASA], max=3)) == "Quota(agencies=('NASA',), max=3)"
    assert repr(EvenTurns()) == "EvenTurns()"
    assert repr(ANN) == "CrewMember(id='ann', agency='NASA')"
    assert repr(seatplan.Slip("F1", 3)) == "Slip(flight='F1', days=3)"
    program = seatplan.catalog.load("iss-crossflight")
    names = {**vars(seatplan), **vars(seatplan.rules), **vars(seatplan.goals)}
    names["datetime"] = __import__("datetime")
    names["Fraction"] = __import__("fractions").Fraction
    for thing in (*program.flights, *program.crew, *program.rules, *program.goals):
        assert eval(repr(thing), names) == thing


def test_kinds_are_where_one_looks() -> None:
    """`seatplan.rules` and `seatplan.goals` have each class of theirs under its name."""
    for package, kinds in ((seatplan.rules, rule_kinds()), (seatplan.goals, goal_kinds())):
        own = [cls for cls in kinds.values() if cls.__module__.startswith(package.__name__)]
        assert own
        assert all(getattr(package, cls.__name__) is cls for cls in own)
        assert {cls.__name__ for cls in own} <= set(package.__all__)


def test_types_can_be_looked_up() -> None:
    """Of every public class and every kind, for whoever makes forms or converters of them."""
    public = [getattr(seatplan, name) for name in seatplan.__all__]
    kinds = (*rule_kinds().values(), *goal_kinds().values(), *edit_kinds().values())
    for cls in (*(one for one in public if isinstance(one, type)), *kinds):
        typing.get_type_hints(cls)
        if attrs.has(cls):
            attrs.resolve_types(cls)
    assert typing.get_type_hints(Program)["rules"] == tuple[seatplan.Rule, ...]
    assert typing.get_type_hints(Plan.__init__)["dates"] == Iterable[seatplan.FlightDates]
    hints = typing.get_type_hints(Flight.__init__)
    assert hints["vehicle"] == str | seatplan.Vehicle
