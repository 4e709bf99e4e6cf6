"""Stress: every single fault, and what the program depends on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from seatplan import (
    AddRule,
    Cancel,
    DropRule,
    Program,
    ReturnEmpty,
    Slip,
    Withdraw,
    stress,
    what_if,
)
from seatplan.rules.exchange import Exchange
from seatplan.rules.quota import Quota
from seatplan.rules.share import Share
from seatplan.whatif.faults import single_faults
from seatplan.whatif.stressing import Stress
from tests.build import day, flight, member, plan, program, seat, tour, vehicle

CRAFT = [
    vehicle("dragon", "NASA", 0, seat("pilot"), seat("guest", optional=True)),
    vehicle("soyuz", "Roscosmos", 0, seat("pilot"), seat("guest", optional=True)),
]
TODAY = day(15)
EXCHANGE = Exchange(parties=("NASA", "Roscosmos"), tolerance=1, since=day(1), why="a deal")
SHARE = Share(shares=(("NASA", 1), ("Roscosmos", 1)), tolerance=9)


def both() -> Program:
    """Two Dragons, the second in the capsule of the first, and two Soyuz."""
    return program(
        [
            flight("D1", 1, 21, "dragon", spacecraft="Hope"),
            flight("S1", 11, 31, "soyuz"),
            flight("D2", 61, 81, "dragon", spacecraft="Hope"),
            flight("S2", 71, 91, "soyuz"),
        ],
        [member("ann"), member("bob"), member("cem", "Roscosmos"), member("dag", "Roscosmos")],
        vehicles=CRAFT,
        rules=[EXCHANGE, SHARE, Quota(members=("dag",), since=TODAY, min=1)],
    )


OLD = plan(
    tour("ann", "D1"),
    tour("cem", "S1"),
    tour("bob", "D2"),
    tour("dag", "D2", role="guest"),
    tour("cem", "S2"),
    tour("ann", "S2", role="guest"),
)


def edits_of(kind: str) -> dict[str, object]:
    """The edits of all faults of members, flights or agreements, by name."""
    found = single_faults(both(), as_of=TODAY, slips=(30, 60))
    return {one.scenario.name: one.scenario.edits for one in found if one.kind == kind}


def test_each_member_is_withdrawn() -> None:
    assert edits_of("member") == {
        f"{name} withdrawn": (Withdraw(name, since=TODAY),) for name in ("ann", "bob", "cem", "dag")
    }


def test_coming_flights_slip_and_are_cancelled_and_docked_ones_return_empty() -> None:
    """Coming flights slip and are canceled; docked ones return empty, with all later ways home."""
    assert edits_of("flight") == {
        "D1 returns empty": (ReturnEmpty("D1", ("S1", "D2", "S2")),),
        "S1 returns empty": (ReturnEmpty("S1", ("D1", "D2", "S2")),),
        "D2 slips by 30 days": (Slip("D2", 30),),
        "D2 slips by 60 days": (Slip("D2", 60),),
        "D2 canceled": (Cancel("D2"),),
        "S2 slips by 30 days": (Slip("S2", 30),),
        "S2 slips by 60 days": (Slip("S2", 60),),
        "S2 canceled": (Cancel("S2"),),
    }


def test_agreements_end() -> None:
    """After an exchange ends, neither party flies on the other's flights; a share is dropped."""
    ended = edits_of("agreement")
    assert ended["share ended"] == (DropRule("share"),)
    drop, *nobody = ended["exchange ended"]  # type: ignore[misc]
    assert drop == DropRule("exchange")
    assert [type(one) for one in nobody] == [AddRule, AddRule]
    assert [(one.to_add.agencies, one.to_add.operators, one.to_add.since) for one in nobody] == [
        (("NASA",), ("Roscosmos",), TODAY),
        (("Roscosmos",), ("NASA",), TODAY),
    ]
    assert all(one.to_add.max == 0 for one in nobody)


def test_an_agreement_that_has_run_out_ends_quietly() -> None:
    """An agreement that has ended already bars no one from later flights."""
    short = both().apply()
    rule = Exchange(parties=("NASA", "Roscosmos"), until=day(10))
    short = program(short.flights, short.crew, vehicles=CRAFT, rules=[rule])
    (ended,) = (one for one in single_faults(short, as_of=TODAY) if one.kind == "agreement")
    assert ended.scenario.edits == (DropRule("exchange"),)


def test_without_a_day_everything_is_to_come() -> None:
    names = [one.scenario.name for one in single_faults(both()) if one.kind == "flight"]
    assert len(names) == 16
    assert not any("returns empty" in name for name in names)


def test_the_worst_comes_first() -> None:
    """Faults without a plan come first, then contradictions, then those that move most seats."""
    study = stress(both(), OLD, as_of=TODAY, slips=(30, 60))
    verdicts = [row.verdict for row in study.rows]
    order = ("fails", "contradicts", "unknown", "survives")
    assert verdicts == sorted(verdicts, key=order.index)
    surviving = [row.seats for row in study.rows if row.survives]
    assert surviving == sorted(surviving, reverse=True)
    assert verdict(study, "dag withdrawn") == "fails"
    assert verdict(study, "exchange ended") == "survives"
    assert study.baseline.changes == ()
    by_name = {row.fault.scenario.name: row for row in study.rows}
    assert by_name["S2 slips by 30 days"].changes == 0
    assert by_name["exchange ended"].seats >= 4


def verdict(study: Stress, name: str) -> str:
    """The verdict on one fault."""
    (row,) = (one for one in study.rows if one.fault.scenario.name == name)
    return row.verdict


def test_each_row_is_what_if() -> None:
    """Each row equals the outcome of `what_if` with the same edits."""
    study = stress(both(), OLD, as_of=TODAY, slips=(30,))
    for row in study.rows:
        alone = what_if(both(), OLD, *row.fault.scenario.edits, as_of=TODAY, explain=False)
        assert row.outcome is not None
        assert row.outcome.result.plan == alone.result.plan
        assert row.changes == len(alone.changes)
        assert row.pays == alone.pays


def test_a_capsule_that_is_not_back() -> None:
    """A slip that makes a capsule launch before it is back is reported as a contradiction."""
    study = stress(both(), OLD, slips=(50,))
    (row,) = (one for one in study.rows if one.fault.scenario.name == "D1 slips by 50 days")
    assert row.verdict == "contradicts"
    assert (row.outcome, row.changes, row.seats, row.pays) == (None, 0, 0, ())
    assert "'Hope' is still on 'D1'" in row.problem


def test_what_the_program_hangs_on() -> None:
    """Subjects whose faults leave no plan come first, then those that move the most."""
    study = stress(both(), OLD, as_of=TODAY, slips=(30, 60))
    keys = [(-one.broken, -one.seats) for one in study.hangs_on]
    assert keys == sorted(keys)
    assert {one.id for one in study.hangs_on} == {
        "ann",
        "bob",
        "cem",
        "dag",
        "D1",
        "S1",
        "D2",
        "S2",
        "exchange",
        "share",
    }
    assert sum(one.faults for one in study.hangs_on) == len(study.rows)


def test_with_executor_and_journal(tmp_path: Path) -> None:
    """Stress takes an executor and a journal like a sweep, and can explain."""
    path = tmp_path / "stress.jsonl"
    with ThreadPoolExecutor(2) as executor:
        study = stress(both(), OLD, as_of=TODAY, executor=executor, journal=path, explain=True)
    told = []
    again = stress(both(), OLD, as_of=TODAY, journal=path, explain=True, on_progress=told.append)
    assert [row.fault for row in again.rows] == [row.fault for row in study.rows]
    assert [row.verdict for row in again.rows] == [row.verdict for row in study.rows]
    assert told[-1].done == told[-1].total == len(study.rows) + 1
    for row in again.rows:
        failed = row.verdict == "fails"
        assert row.outcome is not None
        assert (row.outcome.explanation is not None) == failed


def test_lines_of_flights_that_the_program_lacks() -> None:
    """Lines of flights that the program lacks do not change the outcomes."""
    more = plan(*OLD.assignments, *tour("ann", "X9"))
    found = [stress(both(), one, as_of=TODAY).rows for one in (more, OLD)]
    verdicts = [{row.fault: row.verdict for row in rows} for rows in found]
    assert verdicts[0] == verdicts[1]
