"""`seatplan solve`, in process."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import seatplan
from seatplan import GoalValue, Plan, PlanError, Result, Status
from seatplan.arguments import FOREVER
from seatplan.cli import defect, main
from seatplan.cli.exits import Exit
from seatplan.cli.output import new_name
from seatplan.engine.answers import solving
from seatplan.errors import EngineError, Interrupted
from seatplan.files import plans as plan_files
from seatplan.kinds import registry
from tests.small_programs import leaking, leaking_plan

Captured = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch

HALF_WAY = Result(Status.FEASIBLE, leaking_plan(), (GoalValue("keep-rules", 2, 1),), 1.5)


def answering(monkeypatch: Patch, answer: Result | BaseException) -> dict[str, object]:
    """Replaces the answer of the solver; returns the arguments of its calls."""
    asked: dict[str, object] = {}

    def solve(program: object, plan: object = None, **options: object) -> Result:
        asked.update(options, program=program, plan=plan)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    monkeypatch.setattr(solving, "solve", solve)
    return asked


def test_manifest_is_printed(program: str, capsys: Captured) -> None:
    """Every flight, who is on it, the exchange, the goals and the proof are on the output."""
    assert main(["solve", program]) == Exit.OK
    out = capsys.readouterr().out
    for word in ("S-1", "Anna Petrova", "↓S-2", "Exchange of NASA and Roscosmos"):
        assert word in out
    assert "Optimal: every goal is proved." in out


def test_nothing_goes_to_the_errors_when_all_is_well(program: str, capsys: Captured) -> None:
    """A pipe of the errors stays empty: progress is for terminals."""
    main(["solve", program])
    assert capsys.readouterr().err == ""


def test_json_has_what_the_tables_have(program: str, capsys: Captured) -> None:
    """The data has its keys in their order, and the plan as in its file."""
    assert main(["solve", program, "--json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    assert (data["kind"], data["program"]) == ("result", "A leak")
    assert data["status"] == "optimal"
    first = {"id": "keep-rules", "value": 2, "bound": 2, "optimal": True, "best": 2}
    assert data["goals"][0] == first
    assert list(data["plan"]) == ["format", "program", "assignments"]


@pytest.mark.parametrize("ending", [".json", ".csv"])
def test_plan_goes_to_a_file(program: str, ending: str, tmp_path: Path, capsys: Captured) -> None:
    """With -o the plan is in the file, and the manifest gives way to a word about it."""
    target = tmp_path / f"out{ending}"
    assert main(["solve", program, "-o", str(target)]) == Exit.OK
    out = capsys.readouterr().out
    assert seatplan.check(leaking(), Plan.load(target)).ok
    assert "Anna Petrova" not in out
    assert "The plan is in" in out


def test_options_reach_the_solver(program: str, plan: str, monkeypatch: Patch) -> None:
    """Each option reaches the library as an argument of the right type."""
    asked = answering(monkeypatch, HALF_WAY)
    words = "--as-of 2024-02-15 --time-limit 2.5 --workers 2 --seed 7"
    assert main(["solve", program, "--plan", plan, *words.split()]) == Exit.OK
    assert str(asked["as_of"]) == "2024-02-15"
    assert (asked["time_limit"], asked["workers"], asked["seed"]) == (2.5, 2, 7)
    assert asked["plan"] == Plan.load(plan)


def test_unproved_goals_say_so(program: str, monkeypatch: Patch, capsys: Captured) -> None:
    """A goal without proof shows its bound, one that was not reached shows that."""
    answering(monkeypatch, HALF_WAY)
    assert main(["solve", program]) == Exit.OK
    out = capsys.readouterr().out
    assert "not proved: the best is at least 1" in out
    assert "not reached" in out
    assert "Feasible:" in out


def test_infeasible(no_way: str, tmp_path: Path, capsys: Captured) -> None:
    """Without a plan the command exits with 1, explains it, and writes no file."""
    target = tmp_path / "out.json"
    assert main(["solve", no_way, "-o", str(target)]) == Exit.NO
    out = capsys.readouterr().out
    assert "Infeasible: no plan keeps all that is required." in out
    assert "The plan is in" not in out
    assert not target.exists()


def test_infeasible_as_data(no_way: str, capsys: Captured) -> None:
    """Without a plan, its data is null."""
    assert main(["solve", no_way, "--json"]) == Exit.NO
    data = json.loads(capsys.readouterr().out)
    assert (data["status"], data["plan"], data["goals"]) == ("infeasible", None, [])


def test_time_ran_out(program: str, monkeypatch: Patch, capsys: Captured) -> None:
    """Without a plan and without a proof, the command exits with 3."""
    answering(monkeypatch, Result(Status.UNKNOWN))
    assert main(["solve", program, "--time-limit", "30"]) == Exit.NO_TIME
    out = "".join(capsys.readouterr().out.split())  # a long path is broken where a line ends
    assert "Unknown:" in out
    assert f"Next:`seatplansolve{program}--time-limit150`searchesforlonger." in out


def test_time_ran_out_with_a_given_plan(
    program: str, plan: str, monkeypatch: Patch, capsys: Captured
) -> None:
    """A given plan that kept everything would be the answer: what it breaks is next."""
    answering(monkeypatch, Result(Status.UNKNOWN))
    assert main(["solve", program, "--plan", plan]) == Exit.NO_TIME
    out = "".join(capsys.readouterr().out.split())  # a long path is broken where a line ends
    assert f"Next:`seatplancheck{program}{plan}`listswhatthegivenplanbreaks." in out


def test_the_next_command_asks_the_same(program: str, plan: str, capsys: Captured) -> None:
    """The given plan and the day are in the command that saves the new plan."""
    words = [program, "--plan", plan, "--as-of", "2024-02-15"]
    assert main(["solve", *words]) == Exit.OK
    out = "".join(capsys.readouterr().out.split())  # a long path is broken where a line ends
    assert f"Next:`seatplansolve{''.join(words)}-oplan.csv--reportpage.html`" in out


def test_the_next_command_replaces_no_given_file(tmp_path: Path, monkeypatch: Patch) -> None:
    """The file that it writes has another name than the files that were given."""
    monkeypatch.chdir(tmp_path)
    assert new_name("plan.csv", "mine.toml", None) == "plan.csv"
    assert new_name("plan.csv", "mine.toml", "./plan.csv") == "new-plan.csv"
    assert new_name("plan.csv", "plan.csv", "new-plan.csv") == "new-new-plan.csv"


def test_interrupted_with_a_plan(
    program: str, tmp_path: Path, monkeypatch: Patch, capsys: Captured
) -> None:
    """Ctrl-C writes the best plan so far and exits with 130."""
    answering(monkeypatch, Interrupted(HALF_WAY))
    target = tmp_path / "out.json"
    assert main(["solve", program, "-o", str(target)]) == Exit.INTERRUPTED
    assert Plan.load(target) == leaking_plan()
    assert "interrupted; the best plan so far" in capsys.readouterr().err


def test_interrupted_without_a_plan(program: str, monkeypatch: Patch, capsys: Captured) -> None:
    """Ctrl-C before the first plan exits with 130, too."""
    answering(monkeypatch, Interrupted(Result(Status.UNKNOWN)))
    assert main(["solve", program]) == Exit.INTERRUPTED
    captured = capsys.readouterr()
    assert "no plan so far" in captured.err
    assert "interrupted before the search" in captured.out
    assert "Next:" not in captured.out


def test_interrupted_before_the_search(program: str, monkeypatch: Patch, capsys: Captured) -> None:
    """Ctrl-C while the model is built prints a message, not a traceback."""
    answering(monkeypatch, KeyboardInterrupt())
    assert main(["solve", program]) == Exit.INTERRUPTED
    assert capsys.readouterr().err == "seatplan: interrupted\n"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (EngineError("the solver's plan fails the check"), "fails the check"),
        (ZeroDivisionError("by zero"), "a defect, please report it: ZeroDivisionError: by zero"),
    ],
)
def test_defects_are_a_sentence(
    program: str, error: Exception, said: str, monkeypatch: Patch, capsys: Captured
) -> None:
    """An unexpected error prints a message, not a traceback, and is not reported as INFEASIBLE."""
    answering(monkeypatch, error)
    assert main(["solve", program]) == Exit.WRONG
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err


def test_a_defect_of_another_package(monkeypatch: Patch) -> None:
    """Where the code of a rule of another package fails, the message names its module."""
    names = {"__name__": "my_rules"}
    exec("class Mine: pass\ndef fail(): return 1 / 0", names)
    monkeypatch.setitem(registry._rules, "mine", names["Mine"])
    with pytest.raises(ZeroDivisionError) as caught:
        names["fail"]()  # type: ignore[operator]
    assert defect(caught.value).startswith("a defect in my_rules: ZeroDivisionError: division")


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("nowhere/out.json", "no folder"),
        ("leak.toml/out.json", "no folder"),
        ("out.txt", "'.txt'"),
        ("out", "ending"),
        ("folder.json", "it is a folder"),
    ],
)
def test_a_target_that_cannot_be_is_found_before_the_search(
    program: str, target: str, said: str, tmp_path: Path, monkeypatch: Patch, capsys: Captured
) -> None:
    """A missing folder is reported before the search, not after it."""
    (tmp_path / "folder.json").mkdir()
    asked = answering(monkeypatch, HALF_WAY)
    assert main(["solve", program, "-o", str(tmp_path / target)]) == Exit.WRONG
    assert said in capsys.readouterr().err
    assert not asked


def test_the_program_is_not_overwritten(no_way: str, capsys: Captured) -> None:
    """-o with the program's own file is refused, and the file stays."""
    before = Path(no_way).read_bytes()
    assert main(["solve", no_way, "-o", no_way]) == Exit.WRONG
    assert "this is the file of the program" in capsys.readouterr().err
    assert Path(no_way).read_bytes() == before


def test_a_plan_that_cannot_be_written_is_printed(
    program: str, tmp_path: Path, monkeypatch: Patch, capsys: Captured
) -> None:
    """The disk may fill up during the search: the plan is not lost."""
    answering(monkeypatch, HALF_WAY)

    def full(plan: Plan, path: Path, **more: object) -> None:
        raise PlanError("cannot be written: no space left on device", str(path))

    monkeypatch.setattr(plan_files, "save_plan", full)
    assert main(["solve", program, "-o", str(tmp_path / "out.json")]) == Exit.WRONG
    captured = capsys.readouterr()
    assert "Anna Petrova" in captured.out
    assert "no space left" in captured.err


def test_as_of_needs_a_plan(program: str, capsys: Captured) -> None:
    """--as-of without --plan is an error."""
    assert main(["solve", program, "--as-of", "2024-02-15"]) == Exit.WRONG
    assert "--as-of needs --plan" in capsys.readouterr().err


def test_past_legs_of_unknown_people(program: str, tmp_path: Path, capsys: Captured) -> None:
    """A plan that names the unknown in the past is refused, with the name of its file."""
    path = tmp_path / "old.csv"
    path.write_text("flight,leg,role,member\nS-1,up,commander,ana\n")
    assert main(["solve", program, "--plan", str(path), "--as-of", "2024-02-15"]) == Exit.WRONG
    err = capsys.readouterr().err
    assert str(path) in err
    assert "'anna'" in err


@pytest.mark.parametrize("limit", ["inf", "1e308", "0"])
def test_any_number_of_seconds(program: str, limit: str, monkeypatch: Patch) -> None:
    """A time limit without end, beyond all bounds or of 0 seconds is one."""
    asked = answering(monkeypatch, HALF_WAY)
    assert main(["solve", program, "--time-limit", limit]) == Exit.OK
    assert asked["time_limit"] == min(float(limit), FOREVER)


def test_no_time_at_all(program: str, plan: str, capsys: Captured) -> None:
    """In 0 seconds there is the given plan, or none, as in Python."""
    assert main(["solve", program, "--time-limit", "0"]) == Exit.NO_TIME
    assert "--time-limit 60" in " ".join(capsys.readouterr().out.split())
    assert main(["solve", program, "--plan", plan, "--time-limit", "0"]) == Exit.OK


def test_a_workbook_without_openpyxl(
    program: str, tmp_path: Path, monkeypatch: Patch, capsys: Captured
) -> None:
    """What a missing library could not write is an error before the search."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    asked = answering(monkeypatch, HALF_WAY)
    assert main(["solve", program, "-o", str(tmp_path / "plan.xlsx")]) == Exit.WRONG
    assert "pip install 'seatplan[excel]'" in capsys.readouterr().err
    assert not asked


@pytest.mark.parametrize(
    "words",
    [
        ["--time-limit", "-1"],
        ["--time-limit", "nan"],
        ["--time-limit", "soon"],
        ["--workers", "0"],
        ["--workers", "99999"],
        ["--workers", "1.5"],
        ["--seed", "-1"],
        ["--seed", "2147483648"],
        ["--as-of", "2024-02-30"],
        ["--sede", "1"],
    ],
)
def test_options_that_make_no_sense(program: str, words: list[str], capsys: Captured) -> None:
    """A wrong option exits with 2, and the message names it."""
    assert main(["solve", program, *words]) == Exit.WRONG
    captured = capsys.readouterr()
    assert words[0] in captured.err
    assert captured.out == ""
