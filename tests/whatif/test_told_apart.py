"""Remarks on edits, and the distinction between needed and other changes."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from seatplan import Forbid, Program, Withdraw, what_if
from seatplan.cli.output import show
from seatplan.report.outcomes import outcome_tables
from seatplan.rules.apart import Apart
from seatplan.rules.quota import Quota
from seatplan.whatif.outcome import Outcome
from tests.build import day, down, flight, plan, program, seat, tour, up

FLIGHTS = [flight("F1", 1, 11), flight("F2", 21, 31), flight("F3", 41, 51)]
OLD = plan(tour("ann", "F1"), tour("bob", "F2"), tour("ann", "F3"))


def preferring() -> Program:
    """A program with a preference that the old plan breaks: Bob would rather not fly."""
    return program(FLIGHTS, ["ann", "bob", "cem"], rules=[Quota(members=("bob",), max=0, weight=3)])


def sentences(outcome: Outcome) -> tuple[list[str], list[str]]:
    """The sentences of needed changes, and of those that are better anyway."""
    return [one.flight for one in outcome.needed], [one.flight for one in outcome.anyway]


def test_what_the_edit_needs_and_what_is_better_anyway(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """F3 changes because of the edit; the change on F2 is better anyway."""
    outcome = what_if(preferring(), OLD, Forbid("F3", "ann"))
    assert sentences(outcome) == (["F3"], ["F2"])
    assert {one.flight for one in outcome.flights} == {"F2", "F3"}
    show(*outcome_tables(outcome))
    out = capsys.readouterr().out
    assert out.index("Needed because of it") < out.index("F3: ") < out.index("Better without it")
    assert out.index("Better without it") < out.index("F2: ")


def test_a_plan_that_was_the_best_has_nothing_to_tell_apart() -> None:
    """If the plan was the best, every change is needed, and there is one list."""
    one = program(FLIGHTS, ["ann", "bob", "cem"])
    outcome = what_if(one, OLD, Forbid("F3", "ann"))
    assert outcome.changes
    assert sentences(outcome) == ([], [])


IN_ORBIT = "Ann is in orbit from 2030-01-01 (F1)"


@pytest.mark.parametrize(
    ("since", "until", "as_of", "said"),
    [
        (None, None, 5, f"{IN_ORBIT} to 2030-01-11 (F1)"),
        (8, None, 5, f"{IN_ORBIT} to 2030-01-11 (F1)"),
        (11, None, 5, None),
        (None, 5, 5, None),
        (None, None, 12, None),
        (None, None, 1, None),
        (None, None, None, None),
    ],
)
def test_withdrawing_someone_in_orbit(
    since: int | None, until: int | None, as_of: int | None, said: str | None
) -> None:
    """An absence that overlaps a tour in orbit has a remark that it does not end the tour."""

    def moment(number: int | None) -> date | None:
        return None if number is None else day(number)

    edit = Withdraw("ann", since=moment(since), until=moment(until))
    one = program(FLIGHTS[:1], ["ann", "bob"])
    remarks = tuple(edit.remarks(one, plan(tour("ann", "F1")), moment(as_of)))
    assert [bool(said)] == [bool(remarks)]
    assert all(remark.startswith((said or "").replace("Ann", "ann")) for remark in remarks)


def test_withdrawing_someone_whom_no_ship_brings() -> None:
    """A tour that never ends has the remark, too; one that has ended does not."""
    one = program(FLIGHTS, ["ann"])
    (remark,) = Withdraw("ann").remarks(one, plan(up("ann", "F1")), day(5))
    assert "since 2030-01-01 (F1): the absence does not apply" in remark
    ended = plan(up("ann", "F1"), down("ann", "F1"))
    assert not tuple(Withdraw("ann").remarks(one, ended, day(15)))


def test_another_way_to_the_same_improvement() -> None:
    """An improvement that could be made in several ways is not reported as needed."""
    flights = [flight("F1", 1, 11), flight("F2", 3, 13)]
    seats = [seat("pilot", 2)]
    crew = ["ann", "bob", "cem", "dan"]
    wish = Apart(members=("bob", "dan"), weight=3)
    one = program(flights, crew, seats=seats, rules=[wish])
    old = plan(tour("bob", "F1"), tour("dan", "F1"), tour("ann", "F2"), tour("cem", "F2"))
    for member, since in product(crew, (1, 20)):
        outcome = what_if(one, old, Withdraw(member, since=day(since)))
        if outcome.result.plan is None:
            continue
        assert sentences(outcome) == ([], ["F1", "F2"]), member
    for member in crew:
        away = Forbid("F1" if member in ("ann", "cem") else "F2", member)
        assert sentences(what_if(one, old, away)) == ([], ["F1", "F2"]), member
