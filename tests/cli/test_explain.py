"""`seatplan explain`, and the explanation that `seatplan solve` prints by itself."""

from __future__ import annotations

import json

import pytest

from seatplan import Explanation
from seatplan.cli import main
from seatplan.cli.exits import Exit
from seatplan.engine.explain import explaining
from seatplan.errors import Interrupted

Captured = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


def answering(monkeypatch: Patch, answer: Explanation | BaseException) -> dict[str, object]:
    """Replaces the answer of the library; returns the arguments of its calls."""
    asked: dict[str, object] = {}

    def explain(program: object, plan: object = None, **options: object) -> Explanation:
        asked.update(options, program=program, plan=plan)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    monkeypatch.setattr(explaining, "explain", explain)
    return asked


def test_conflict_and_fixes(no_way: str, capsys: Captured) -> None:
    """Both are printed, and no plan is 1."""
    assert main(["explain", no_way]) == Exit.NO
    assert capsys.readouterr().out.splitlines() == [
        "A leak",
        "There is no plan: these requirements cannot hold together.",
        "  - Anna Petrova must go up on S-1 (2024-01-01) as commander (1 seat)",
        "  - Boris Ivanov must go up on S-1 (2024-01-01) as commander (1 seat)",
        "",
        "There are 2 fixes; any others give up much more:",
        "  1. no longer fix Anna Petrova as commander of S-1 on the way up",
        "  2. no longer fix Boris Ivanov as commander of S-1 on the way up",
    ]


def test_so_many_fixes(no_way: str, capsys: Captured) -> None:
    """--max-fixes limits the number of fixes; then there can be others."""
    assert main(["explain", no_way, "--max-fixes", "1"]) == Exit.NO
    assert "1 fix (there may be others):" in capsys.readouterr().out


def test_there_is_a_plan(program: str, capsys: Captured) -> None:
    """Then there is nothing to explain, and the status is 0."""
    assert main(["explain", program]) == Exit.OK
    assert "There is a plan that keeps every requirement." in capsys.readouterr().out


def test_as_data(no_way: str, capsys: Captured) -> None:
    """The explanation with its verdict, each requirement with all that it has."""
    assert main(["explain", no_way, "--json"]) == Exit.NO
    data = json.loads(capsys.readouterr().out)
    assert data["program"] == "A leak"
    assert data["verdict"] == Explanation.from_dict(data).verdict
    assert (data["feasible"], data["proved"], data["complete"]) == (False, True, True)
    ((first, _),) = data["conflicts"]
    assert (first["flights"], first["members"]) == (["S-1"], ["anna"])
    assert [len(fix) for fix in data["fixes"]] == [1, 1]


def test_options_reach_the_library(program: str, plan: str, monkeypatch: Patch) -> None:
    """Each option reaches the library as an argument of the right type."""
    asked = answering(monkeypatch, Explanation(feasible=True, proved=True))
    words = "--as-of 2024-02-15 --time-limit 2.5 --max-fixes 7"
    assert main(["explain", program, "--plan", plan, *words.split()]) == Exit.OK
    assert str(asked["as_of"]) == "2024-02-15"
    assert (asked["time_limit"], asked["max_fixes"]) == (2.5, 7)


def test_the_past_needs_a_plan(program: str, capsys: Captured) -> None:
    """--as-of alone is an error in words."""
    assert main(["explain", program, "--as-of", "2024-02-15"]) == Exit.WRONG
    assert "--as-of needs --plan" in capsys.readouterr().err


def test_time_ran_out(program: str, monkeypatch: Patch, capsys: Captured) -> None:
    """Without a plan and without a proof, the command exits with 3."""
    answering(monkeypatch, Explanation())
    assert main(["explain", program]) == Exit.NO_TIME
    assert "it is not known whether there is a plan" in capsys.readouterr().out


def test_interrupted(program: str, monkeypatch: Patch, capsys: Captured) -> None:
    """What is known when Ctrl-C is pressed is printed first."""
    answering(monkeypatch, Interrupted(Explanation(feasible=False)))
    assert main(["explain", program]) == Exit.INTERRUPTED
    captured = capsys.readouterr()
    assert "There is no plan." in captured.out
    assert captured.err == "seatplan: interrupted\n"


@pytest.mark.parametrize(
    "words", ["--max-fixes -1", "--max-fixes few", "--apply 1.5", "--time-limit -1"]
)
def test_wrong_numbers(program: str, words: str, capsys: Captured) -> None:
    """Wrong numbers exit with 2 and a sentence."""
    assert main(["explain", program, *words.split()]) == Exit.WRONG
    assert capsys.readouterr().err.startswith("seatplan: ")


def test_nothing_to_fix(program: str, capsys: Captured) -> None:
    """A fix of a program that has a plan is an error that says so."""
    assert main(["explain", program, "--apply", "1", "-o", "fixed.toml"]) == Exit.WRONG
    assert "there is nothing to fix, since there is a plan" in capsys.readouterr().err


def test_solve_explains_by_itself(no_way: str, capsys: Captured) -> None:
    """Where there is no plan, the conflict and the fixes come before the verdict."""
    assert main(["solve", no_way]) == Exit.NO
    out = capsys.readouterr().out
    conflict = out.index("  - Anna Petrova must go up on S-1")
    assert conflict < out.index("There are 2 fixes") < out.index("Infeasible: no plan keeps")


def test_solve_explains_in_its_data(no_way: str, capsys: Captured) -> None:
    """The explanation is beside the status."""
    assert main(["solve", no_way, "--json"]) == Exit.NO
    data = json.loads(capsys.readouterr().out)
    assert data["status"] == "infeasible"
    assert len(data["explanation"]["conflicts"]) == 1


def test_solve_interrupted_while_it_explains(
    no_way: str, monkeypatch: Patch, capsys: Captured
) -> None:
    """Infeasibility is known when Ctrl-C is pressed."""
    answering(monkeypatch, Interrupted(Explanation(feasible=False)))
    assert main(["solve", no_way]) == Exit.INTERRUPTED
    assert "Infeasible: no plan keeps" in capsys.readouterr().out
