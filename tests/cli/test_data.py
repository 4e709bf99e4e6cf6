"""What `--json` prints is what `to_dict` gives: `from_dict` reads it, and its schema accepts it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import seatplan
from seatplan.cli import main
from seatplan.cli.exits import Exit
from tests.small_programs import leaking, leaking_plan

Captured = pytest.CaptureFixture[str]

SCENARIOS = """
[[scenarios]]
name = "dana"
edits = [{ edit = "withdraw", member = "dana" }]

[[scenarios]]
name = "later"
edits = [{ edit = "slip", flight = "D-1", days = 2 }]
"""


def printed(words: list[str], capsys: Captured, kind: str) -> Any:
    """The printed data, which its schema accepts."""
    assert main([*words, "--json"]) in (Exit.OK, Exit.NO)
    data = json.loads(capsys.readouterr().out)
    assert data["kind"] == kind
    Draft202012Validator(seatplan.schema(kind)).validate(data)  # type: ignore[arg-type]
    return data


def test_every_document_says_what_it_is(
    program: str, plan: str, tmp_path: Path, capsys: Captured
) -> None:
    """Answers that no class reads back begin with the same keys as those that a class reads."""
    proofs = tmp_path / "proofs.json"
    main(["solve", program, "--certificate", str(proofs)])
    commands = {
        "difference": ["diff", program, plan, plan],
        "manifest": ["show", program, plan],
        "verifications": ["verify", program, str(proofs)],
        "kinds": ["kinds"],
    }
    for kind, words in commands.items():
        capsys.readouterr()
        assert main([*words, "--json"]) == Exit.OK
        data = json.loads(capsys.readouterr().out)
        assert list(data)[:3] == ["format", "kind", "seatplan"]
        assert (data["format"], data["kind"]) == (1, kind)


def without_seconds(data: Any) -> Any:
    """The data without computing times."""
    if isinstance(data, dict):
        return {key: without_seconds(one) for key, one in data.items() if key != "seconds"}
    return [without_seconds(one) for one in data] if isinstance(data, list) else data


def test_answers_of_the_library(program: str, no_way: str, plan: str, capsys: Captured) -> None:
    """Each command prints the answer that the function gives, which another process reads."""
    given, old = leaking(), leaking_plan()
    solved = printed(["solve", program], capsys, "result")
    assert seatplan.Result.from_dict(solved) == seatplan.solve(given)
    hopeless = printed(["solve", no_way], capsys, "result")
    seatplan.Explanation.from_dict(hopeless["explanation"])
    checked = printed(["check", program, plan], capsys, "report")
    assert seatplan.Report.from_dict(checked) == seatplan.check(given, old)
    explained = printed(["explain", no_way], capsys, "explanation")
    read = seatplan.Explanation.from_dict(explained)
    assert read == seatplan.explain(seatplan.load(no_way))
    words = ["why-not", program, plan, "D-1", "pilot", "carl"]
    answer = seatplan.WhyNot.from_dict(printed(words, capsys, "why-not"))
    assert answer.verdict == seatplan.why_not(given, old, "D-1", "pilot", "carl").verdict
    found = printed(["candidates", program, plan, "D-1", "pilot"], capsys, "candidates")
    read = seatplan.Candidates.from_dict(found)
    assert without_seconds(read.to_dict()) == without_seconds(
        seatplan.candidates(given, read.plan, "D-1", "pilot").to_dict()
    )


def test_answers_about_a_best_plan(program: str, tmp_path: Path, capsys: Captured) -> None:
    """Alternatives with what differs in each, and a study."""
    best = tmp_path / "best.json"
    assert main(["solve", program, "-o", str(best)]) == Exit.OK
    capsys.readouterr()
    data = printed(["alternatives", program, str(best)], capsys, "alternatives")
    read = seatplan.Alternatives.from_dict(data)
    assert len(read) == len(data["differences"]) > 0
    study = printed(["stress", program, str(best)], capsys, "stress")
    assert seatplan.Stress.from_dict(study) == seatplan.stress(leaking(), read_plan(best))


def read_plan(path: Path) -> seatplan.Plan:
    """The plan in a file."""
    return seatplan.Plan.load(path)


def test_outcomes(program: str, plan: str, tmp_path: Path, capsys: Captured) -> None:
    """One document for all scenarios, which `outcomes_from_dict` reads."""
    path = tmp_path / "scenarios.toml"
    path.write_text(SCENARIOS)
    for command in ("what-if", "sweep"):
        data = printed([command, program, plan, str(path)], capsys, "outcomes")
        first, second = seatplan.outcomes_from_dict(data)
        assert data["program"] == first.before.name == "A leak"
        assert (first.scenario.name, second.scenario.name) == ("dana", "later")
        assert first.before == second.before != second.program
        assert second.plan.assignments == leaking_plan().assignments
