"""The commands that look at plans: `show`, `diff`, `candidates`, `alternatives`, `tradeoff`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import seatplan
from seatplan.cli import main
from seatplan.cli.exits import Exit
from seatplan.whatif import changes
from tests.small_programs import leaking, leaking_plan

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def other(tmp_path: Path) -> str:
    """The plan with Carl Young in the seat of Dana Hill, or the other way round."""
    swap = {"carl": "dana", "dana": "carl"}
    lines = (
        seatplan.Assignment(one.flight, one.leg, one.role, swap.get(one.member, one.member))
        for one in leaking_plan().assignments
    )
    path = tmp_path / "other.csv"
    seatplan.Plan(tuple(lines)).save(path)
    return str(path)


@pytest.fixture
def lean(tmp_path: Path) -> str:
    """The plan without Boris Ivanov, who then is free."""
    path = tmp_path / "lean.csv"
    lines = (one for one in leaking_plan().assignments if one.member != "boris")
    seatplan.Plan(tuple(lines)).save(path)
    return str(path)


def test_show(program: str, plan: str, capsys: Captured) -> None:
    """Every flight and everyone on it, by name; nothing is judged."""
    assert main(["show", program, plan]) == Exit.OK
    out = capsys.readouterr().out
    assert out.startswith("A leak\nS-1  Soyuz (Roscosmos)  2024-01-01 to 2024-07-01, 182 days\n")
    for line in leaking_plan().assignments:
        assert leaking_name(line.member) in out
    assert main(["show", program, plan, "--json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    assert [one["flight"] for one in data["flights"]] == ["S-1", "D-1", "S-2"]
    assert data["flights"][0]["up"][0]["name"] == "Anna Petrova"


def leaking_name(member: str) -> str:
    return next(one.name for one in leaking().crew if one.id == member)


def test_diff(program: str, plan: str, other: str, capsys: Captured) -> None:
    """Names with a sign, and the counts that a what-if gives."""
    assert main(["diff", program, plan, other]) == Exit.OK
    out = capsys.readouterr().out
    assert "- " in out
    assert "+ " in out
    found = changes.Difference(
        seatplan.Plan.load(plan), seatplan.Plan.load(other), leaking(), leaking()
    )
    seats = changes.seats_changed(found.changes)
    assert f"{seats} seats of {len(found.flights)} flight" in out
    assert main(["diff", program, plan, other, "--json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    assert data["seats"] == seats
    assert {one["kind"] for one in data["flights"][0]["seats"]} == {"removed", "added"}


def test_no_difference(program: str, plan: str, capsys: Captured) -> None:
    assert main(["diff", program, plan, plan]) == Exit.OK
    assert capsys.readouterr().out.endswith("No difference.\n")


def test_candidates(program: str, plan: str, lean: str, capsys: Captured) -> None:
    """The output has who could sit there, what the swap breaks, and why the others cannot."""
    assert main(["candidates", program, plan, "D-1", "pilot"]) == Exit.NO
    assert "No one else could sit there" in capsys.readouterr().out
    assert main(["candidates", program, lean, "D-1", "pilot"]) == Exit.OK
    out = " ".join(capsys.readouterr().out.split())
    assert "1 other member could sit there, with no other change to the plan." in out
    assert "Boris Ivanov" in out.partition("possible")[2]
    assert main(["candidates", program, lean, "D-1", "pilot", "--json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    everyone = {one["member"] for one in (*data["possible"], *data["barred"])}
    assert everyone | set(data["holders"]) == {one.id for one in leaking().crew}
    assert all(bar["word"] for one in data["barred"] for bar in one["bars"])


def test_the_cost_of_a_candidate(program: str, lean: str, capsys: Captured) -> None:
    """It is worked out when it is requested, by name too."""
    words = ["candidates", program, lean, "S-1", "commander"]
    assert main([*words, "--cost", "Dana Hill"]) == Exit.OK
    assert "With Dana Hill, everything else re-planned" in capsys.readouterr().out
    assert main([*words, "--cost", "dana", "--json"]) == Exit.OK
    assert json.loads(capsys.readouterr().out)["costs"]["dana"]["possible"] is True
    assert main([*words, "--cost", "dna"]) == Exit.WRONG
    assert "unknown member 'dna'" in capsys.readouterr().err


def test_alternatives(program: str, tmp_path: Path, capsys: Captured) -> None:
    """Each as what differs from the given plan, and as files where a folder is given."""
    best = tmp_path / "best.csv"
    assert main(["solve", program, "-o", str(best)]) == Exit.OK
    capsys.readouterr()
    folder = tmp_path / "others"
    words = ["alternatives", program, str(best), "--count", "2"]
    assert main([*words, "-o", str(folder)]) == Exit.WRONG
    assert "an existing folder" in capsys.readouterr().err
    folder.mkdir()
    status = main([*words, "-o", str(folder)])
    out = capsys.readouterr().out
    found = seatplan.alternatives(leaking(), seatplan.Plan.load(best), 2)
    assert status == (Exit.OK if found.plans else Exit.NO)
    assert [seatplan.Plan.load(one) for one in sorted(folder.iterdir())] == [
        seatplan.Plan(one.assignments) for one in found.plans
    ]
    assert out.count("\nAlternative ") == len(found.plans)
    main([*words, "--json"])
    assert len(json.loads(capsys.readouterr().out)["plans"]) == len(found.plans)


def test_tradeoff(program: str, tmp_path: Path, capsys: Captured) -> None:
    """The points as a table, as files where a folder is given, as a page, and as data."""
    folder, page = tmp_path / "points", tmp_path / "front.html"
    words = ["tradeoff", program, "fill-seats", "even-turns"]
    assert main([*words, "-o", str(folder)]) == Exit.WRONG
    assert "an existing folder" in capsys.readouterr().err
    folder.mkdir()
    assert main([*words, "-o", str(folder), "--report", str(page)]) == Exit.OK
    out = capsys.readouterr().out
    found = seatplan.tradeoff(leaking(), "fill-seats", "even-turns").collect()
    assert len(found) > 1
    for number, point in enumerate(found, 1):
        assert f"{point.first} seats  {point.second} squared flights  proved" in out
        saved = seatplan.Plan.load(folder / f"{number}.csv")
        assert saved == seatplan.Plan(point.plan.assignments)
        assert f"{number}: {point.first} seats, {point.second} squared flights" in page.read_text()
    assert f"{len(found)} points, each proved, and there is no other." in out
    assert main([*words, "--json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    assert data["program"] == "A leak"
    assert seatplan.Tradeoff.from_dict(data) == found
    assert main([*words, "--most", "1"]) == Exit.OK
    assert "there are others behind the last one" in capsys.readouterr().out


def test_no_tradeoff(no_way: str, capsys: Captured) -> None:
    """Where no plan keeps what is required, that is proved; a goal that is unknown has a hint."""
    assert main(["tradeoff", no_way, "fill-seats", "even-turns"]) == Exit.NO
    assert "no plan keeps all that is required. That is proved." in capsys.readouterr().out
    assert main(["tradeoff", no_way, "fill-seats", "even-turn"]) == Exit.WRONG
    assert "Maybe 'even-turns'?" in capsys.readouterr().err


def test_no_alternative(program: str, tmp_path: Path, capsys: Captured) -> None:
    """Where none is left, that is proved."""
    best = tmp_path / "best.csv"
    assert main(["solve", program, "-o", str(best)]) == Exit.OK
    capsys.readouterr()
    assert main(["alternatives", program, str(best), "--at-least", "40"]) == Exit.NO
    assert "No other plan is as good. That is proved." in capsys.readouterr().out
