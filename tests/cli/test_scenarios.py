"""`seatplan what-if`, `sweep` and `stress`: in process, and in processes that are interrupted."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

import seatplan
from seatplan import Plan, Result, Status
from seatplan.cli import main
from seatplan.cli.exits import Exit
from seatplan.engine.answers import repairing
from seatplan.errors import Interrupted
from tests import warm
from tests.small_programs import leaking, leaking_plan

from .processes import environment, run

Captured = pytest.CaptureFixture[str]

SCENARIOS = """
[[scenarios]]
name = "Dana is ill"
edits = [{ edit = "withdraw", member = "dana" }]

[[scenarios]]
name = "nothing"
edits = []

[[scenarios]]
name = "nobody is left"
edits = [
  { edit = "withdraw", member = "anna" },
  { edit = "withdraw", member = "boris", since = 2023-01-01 },
  { edit = "withdraw", member = "carl" },
  { edit = "withdraw", member = "dana" },
]
"""


@pytest.fixture
def scenarios(tmp_path: Path) -> str:
    """A file of three scenarios: one moves people, one no one, one leaves no plan."""
    path = tmp_path / "scenarios.toml"
    path.write_text(SCENARIOS, encoding="utf-8")
    return str(path)


@pytest.fixture
def best(tmp_path: Path) -> str:
    """The best plan of `program`, in which a re-plan has nothing to mend."""
    found = seatplan.solve(leaking()).plan
    assert found is not None
    path = tmp_path / "best.csv"
    found.save(path)
    return str(path)


# what-if


def test_what_changes_is_printed(program: str, best: str, capsys: Captured) -> None:
    """Who leaves a seat and who takes it, the goals, and how much it is."""
    words = ["what-if", program, best, "--edit", "withdraw member=dana"]
    assert main(words) == Exit.OK
    captured = capsys.readouterr()
    assert re.search(r"(pilot|specialist|engineer) +- Dana Hill", captured.out)
    assert "Goals, before and after" in captured.out
    assert re.search(r"\d seats of \d flights?", captured.out)
    assert captured.err == ""


def test_edits_on_the_command_line_are_one_scenario(
    program: str, best: str, capsys: Captured
) -> None:
    """One after the other, in their order."""
    words = ["what-if", program, best, "--json"]
    words += ["--edit", "slip flight=S-2 days=3", "--edit", "slip flight=S-2 days=-3"]
    assert main(words) == Exit.OK
    (outcome,) = json.loads(capsys.readouterr().out)["outcomes"]
    assert [edit["days"] for edit in outcome["scenario"]["edits"]] == [3, -3]
    assert outcome["changes"] == []


def test_no_plan_is_1_and_says_why(program: str, best: str, capsys: Captured) -> None:
    words = ["what-if", program, best]
    for name in ("anna", "boris", "carl", "dana"):
        words += ["--edit", f"withdraw member={name}"]
    assert main(words) == Exit.NO
    out = capsys.readouterr().out
    assert "There is no plan" in out
    assert "Nothing works: no plan is left. That is proved." in out


def test_json_of_what_if(program: str, best: str, scenarios: str, capsys: Captured) -> None:
    """A file of scenarios, each by itself."""
    assert main(["what-if", program, best, scenarios, "--json"]) == Exit.NO
    data = json.loads(capsys.readouterr().out)
    assert data["program"] == "A leak"
    ill, nothing, nobody = data["outcomes"]
    edits = [{"edit": "withdraw", "member": "dana"}]
    assert ill["scenario"] == {"name": "Dana is ill", "edits": edits}
    assert "dana" in ill["members"]
    assert "removed" in {change["kind"] for change in ill["changes"]}
    assert ill["moves"][0]["leg"] == "up"
    assert [goal["id"] for goal in ill["goals"]] == ["keep-rules", "fill-seats", "even-turns"]
    assert "least-change" in [goal["id"] for goal in ill["result"]["goals"]]
    assert nothing["changes"] == []
    assert nobody["result"]["plan"] is None
    assert nobody["explanation"]["feasible"] is False
    assert nobody["scenario"]["edits"][1]["since"] == "2023-01-01"


def test_the_new_plan_goes_to_a_file(
    program: str, best: str, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    target = tmp_path / "new.csv"
    words = ["what-if", program, best, "--edit", "withdraw member=dana", "-o", str(target)]
    assert main(words) == Exit.OK
    assert f"The plan is in {target}." in capsys.readouterr().out
    assert all(line.member != "dana" for line in Plan.load(target).assignments)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "a file of scenarios, or --edit"),
        (["SCENARIOS", "--edit", "cancel flight=S-1"], ", not both"),
        (["--edit", "cancel flight=S-9"], "unknown flight 'S-9'"),
        (["--edit", "cancle flight=S-1"], "unknown edit 'cancle'"),
        (["--edit", "cancel flight=S-1", "--as-of", "2024-03-01"], "is past on 2024-03-01"),
        (["no-file.toml"], "no such file"),
        (["SCENARIOS", "-o", "x.csv"], "-o is for one scenario; there are 3"),
    ],
)
def test_wrong_input_is_2(
    program: str, best: str, scenarios: str, more: list[str], said: str, capsys: Captured
) -> None:
    """And one sentence on standard error."""
    words = [scenarios if word == "SCENARIOS" else word for word in more]
    assert main(["what-if", program, best, *words]) == Exit.WRONG
    captured = capsys.readouterr()
    assert said in captured.err.replace("\n", " ")
    assert captured.out == ""


def test_no_time_is_3(
    program: str, plan: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """No plan and no proof."""
    monkeypatch.setattr(repairing, "repair", lambda *_, **__: Result(Status.UNKNOWN))
    words = ["what-if", program, plan, "--edit", "slip flight=S-2 days=3"]
    assert main(words) == Exit.NO_TIME
    printed = capsys.readouterr().out.replace("\n  ", " ")
    assert "no plan was found before the search ended" in printed


def test_interrupted_what_if_writes_the_best_so_far(
    program: str, plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """The command also exits with 130."""

    def stopped(*_: object, **__: object) -> Result:
        raise Interrupted(Result(Status.FEASIBLE, leaking_plan()))

    monkeypatch.setattr(repairing, "repair", stopped)
    target = tmp_path / "best-so-far.json"
    words = ["what-if", program, plan, "--edit", "slip flight=S-2 days=3", "-o", str(target)]
    assert main(words) == Exit.INTERRUPTED
    assert Plan.load(target) == leaking_plan()
    assert "interrupted" in capsys.readouterr().err


# sweep


def test_sweep_prints_a_line_for_each(
    program: str, best: str, scenarios: str, tmp_path: Path, capsys: Captured
) -> None:
    """In the order of the file; that one leaves no plan is a finding, not a failure."""
    page = tmp_path / "sweep.html"
    assert main(["sweep", program, best, scenarios, "--report", str(page)]) == Exit.OK
    assert "Dana is ill" in page.read_text(encoding="utf-8")
    captured = capsys.readouterr()
    names = [one.name for one in seatplan.load_scenarios(scenarios)]
    places = [captured.out.index(name) for name in names]
    assert places == sorted(places)
    assert "Dana is ill" in names
    assert captured.out.count("survives") == 2
    assert "no plan" in captured.out
    assert captured.err == ""


def test_progress_as_lines_of_json(
    program: str, best: str, scenarios: str, capsys: Captured
) -> None:
    """A line on standard error for each moment, in the order of the scenarios if so requested."""
    words = ["sweep", program, best, scenarios, "--progress", "jsonl", "--ordered"]
    assert main(words) == Exit.OK
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [one["scenario"] for one in lines] == [
        one.name for one in seatplan.load_scenarios(scenarios)
    ]
    assert [(one["done"], one["total"]) for one in lines] == [(1, 3), (2, 3), (3, 3)]
    for words in (["solve", program], ["stress", program, best, "--time-limit", "9"]):
        assert main([*words, "--progress", "jsonl"]) == Exit.OK
        lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
        assert lines
        assert {"phase", "seconds"} <= set(lines[-1])
    assert main(["solve", program, "--progress", "loud"]) == Exit.WRONG


def test_sweep_explains_if_asked(program: str, best: str, scenarios: str, capsys: Captured) -> None:
    assert main(["sweep", program, best, scenarios, "--explain", "--json"]) == Exit.OK
    outcomes = json.loads(capsys.readouterr().out)["outcomes"]
    assert [one["explanation"] is not None for one in outcomes] == [False, False, True]


def test_sweep_with_a_journal_and_processes(
    program: str, best: str, scenarios: str, tmp_path: Path
) -> None:
    """Two processes and a second run print the same."""
    journal = str(tmp_path / "study.jsonl")
    words = ("sweep", program, best, scenarios, "--journal", journal, "--processes", "2")
    first = run(*words)
    assert (first.returncode, first.stderr) == (Exit.OK, "")
    assert Path(journal).read_text(encoding="utf-8").count("\n") == 4
    second = run(*words[:-2])
    assert (second.returncode, second.stdout) == (Exit.OK, first.stdout)


def test_a_foreign_journal_is_2(program: str, best: str, scenarios: str, capsys: Captured) -> None:
    words = ["sweep", program, best, scenarios, "--journal", program]
    assert main(words) == Exit.WRONG
    assert "not a journal of a sweep" in capsys.readouterr().err
    assert seatplan.load(program) == leaking()


@pytest.mark.parametrize("words", [["--processes", "0"], ["--processes", "62"]])
def test_numbers_of_processes(
    program: str, best: str, scenarios: str, words: list[str], capsys: Captured
) -> None:
    assert main(["sweep", program, best, scenarios, *words]) == Exit.WRONG
    assert "1 to 61" in capsys.readouterr().err


# stress


def test_stress_prints_the_worst_first(program: str, best: str, capsys: Captured) -> None:
    """The worst faults come first, then what the program depends on; the status is still 0."""
    assert main(["stress", program, best]) == Exit.OK
    captured = capsys.readouterr()
    assert captured.out.startswith("Single faults, from the beginning\n")
    assert "S-1 canceled" in captured.out
    assert "would change nothing" in captured.out
    assert "The program depends most on" in captured.out
    assert captured.err == ""


def test_json_of_stress(program: str, best: str, tmp_path: Path, capsys: Captured) -> None:
    words = ["stress", program, best, "--as-of", "2024-01-15", "--json"]
    words += ["--journal", str(tmp_path / "j")]
    assert main(words) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    assert data["as_of"] == "2024-01-15"
    names = {one["fault"]["scenario"]["name"] for one in data["rows"]}
    assert {"Carl Young withdrawn", "D-1 slips by 60 days", "exchange ended"} <= names
    assert main(words) == Exit.OK
    again = json.loads(capsys.readouterr().out)
    assert seatplan.Stress.from_dict(again) == seatplan.Stress.from_dict(data)


def test_a_bar_on_a_terminal_leaves_nothing(program: str, best: str) -> None:
    """The bar is erased, the cursor is restored, and the output has none of it."""
    ours, theirs = pty.openpty()
    environ = environment(TERM="xterm")
    done = warm.Process(warm.command, ("stress", program, best), stderr=theirs, environment=environ)
    os.close(theirs)
    assert done.stdout is not None
    printed = done.stdout.read()
    shown = b""
    while not shown.endswith(b"\x1b[2K"):
        shown += os.read(ours, 65536)
    os.close(ours)
    assert done.returncode == Exit.OK
    assert re.search(rb"\d+/\d+", shown)
    assert shown.rindex(b"\x1b[?25h") > shown.rindex(b"\x1b[?25l")
    assert "\x1b" not in printed


def test_help_does_not_load_the_solver() -> None:
    script = (
        "import sys; from seatplan.cli import main; main(['stress', '--help']);"
        "sys.exit(bool({'ortools', 'numpy', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 0


def test_what_lies_before_the_edits_and_changes_is_a_notice(capsys: Captured) -> None:
    """Without `--as-of`, a soft rule that the past broke is mended in the past, with a notice."""
    words = ["what-if", "iss-crossflight", "flown", "--edit", "slip flight=MS-28 days=30"]
    assert main(words) == Exit.OK
    said = capsys.readouterr().err
    assert "seatplan: notice: legs before 2025-11-27 change too, on Crew-7 and Crew-8." in said
    assert "Maybe add --as-of 2025-11-27" in said
    assert main([*words, "--as-of", "2025-11-27"]) == Exit.OK
    assert "notice" not in capsys.readouterr().err
