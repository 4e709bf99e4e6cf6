"""The files that commands write beside the plan: edited programs and pages."""

from __future__ import annotations

from pathlib import Path

import pytest

import seatplan
from seatplan.cli import main
from seatplan.cli.exits import Exit
from tests.small_programs import leaking, leaking_plan

Captured = pytest.CaptureFixture[str]
SLIP = ["--edit", "slip flight=D-1 days=20"]


def test_what_if(program: str, plan: str, tmp_path: Path, capsys: Captured) -> None:
    """The edited program, the new plan and the page are those of the outcome."""
    new, page, best = (tmp_path / name for name in ("new.toml", "page.html", "new.csv"))
    files = ["--save-program", str(new), "--report", str(page), "-o", str(best)]
    assert main(["what-if", program, plan, *SLIP, *files]) == Exit.OK
    out = capsys.readouterr().out
    assert all(str(path.name) in out for path in (new, page, best))
    edited = leaking().apply(seatplan.Slip("D-1", 20))
    assert seatplan.load(new) == seatplan.Program.from_dict(edited.to_dict())
    assert main(["check", str(new), str(best)]) == Exit.OK
    outcome = seatplan.what_if(leaking(), leaking_plan(), seatplan.Slip("D-1", 20))
    assert outcome.program == edited
    assert page.read_text(encoding="utf-8") == seatplan.report_page(outcome)


@pytest.mark.parametrize("option", ["--save-program", "--report", "-o"])
def test_one_scenario_for_one_file(
    option: str, program: str, plan: str, tmp_path: Path, capsys: Captured
) -> None:
    scenarios = tmp_path / "scenarios.toml"
    text = '[[scenarios]]\nname = "{}"\nedits = [{{ edit = "cancel", flight = "D-1" }}]\n'
    scenarios.write_text(text.format("a") + text.format("b"), encoding="utf-8")
    ending = {"--save-program": "x.toml", "--report": "x.html", "-o": "x.csv"}[option]
    words = ["what-if", program, plan, str(scenarios), option, str(tmp_path / ending)]
    assert main(words) == Exit.WRONG
    assert f"{option} is for one scenario; there are 2" in capsys.readouterr().err


def test_the_program_itself(program: str, plan: str, tmp_path: Path) -> None:
    """An edited program can replace its TOML file, whose comments are kept."""
    path = tmp_path / "mine.toml"
    path.write_text(f"# ours\n{Path(program).read_text(encoding='utf-8')}", encoding="utf-8")
    old = seatplan.load(path)
    assert main(["what-if", str(path), plan, *SLIP, "--save-program", str(path)]) == Exit.OK
    assert seatplan.load(path).flights != old.flights
    assert path.read_text(encoding="utf-8").startswith("# ours\n")
    old.save(tmp_path / "mine.json")
    words = ["what-if", str(tmp_path / "mine.json"), plan, *SLIP, "--save-program"]
    assert main([*words, str(tmp_path / "mine.json")]) == Exit.WRONG


def test_files_that_are_the_same(program: str, tmp_path: Path, capsys: Captured) -> None:
    """Nothing is written over another output, nor over a plan or scenarios that are read."""
    same, scenarios = tmp_path / "same.json", tmp_path / "scenarios.json"
    leaking_plan().save(same)
    edits = '[{"edit": "cancel", "flight": "D-1"}]'
    scenarios.write_text(f'{{"scenarios": [{{"name": "a", "edits": {edits}}}]}}')
    before = same.read_text(), scenarios.read_text()
    for words in (
        ["solve", program, "-o", str(same), "--certificate", str(tmp_path / "." / "same.json")],
        ["solve", program, "--plan", str(same), "--certificate", str(same)],
        ["what-if", program, str(same), *SLIP, "--save-program", str(same)],
        ["what-if", program, str(same), str(scenarios), "-o", str(scenarios)],
    ):
        assert main(words) == Exit.WRONG
        assert "this file is given twice" in capsys.readouterr().err
    assert before == (same.read_text(), scenarios.read_text())


def test_solve_and_stress(program: str, plan: str, tmp_path: Path, capsys: Captured) -> None:
    page = tmp_path / "page.html"
    assert main(["solve", program, "--report", str(page)]) == Exit.OK
    assert page.read_text(encoding="utf-8") == seatplan.report_page(
        leaking(), seatplan.solve(leaking())
    )
    assert main(["stress", program, plan, "--report", str(page)]) == Exit.OK
    study = seatplan.stress(leaking(), leaking_plan())
    assert page.read_text(encoding="utf-8") == seatplan.report_page(leaking(), study)
    assert main(["solve", program, "--report", str(tmp_path / "page.pdf")]) == Exit.WRONG
    assert "page.pdf" in capsys.readouterr().err


def test_explain(no_way: str, tmp_path: Path, capsys: Captured) -> None:
    """The page, and the program with a fix applied, which then has a plan."""
    page, fixed = tmp_path / "page.html", tmp_path / "fixed.toml"
    files = ["--report", str(page), "--apply", "1", "-o", str(fixed)]
    assert main(["explain", no_way, *files]) == Exit.NO
    assert "The program with fix 1 is in" in capsys.readouterr().out
    assert "No plan" in page.read_text(encoding="utf-8")
    assert seatplan.solve(seatplan.load(fixed)).plan is not None
    assert main(["explain", no_way, "--apply", "99", "-o", str(fixed)]) == Exit.WRONG
    assert "there is no fix" in capsys.readouterr().err
    assert main(["explain", no_way, "--apply", "1"]) == Exit.WRONG
    assert "-o FILE belong together" in capsys.readouterr().err
    assert main(["solve", no_way, "--report", str(page)]) == Exit.NO
    assert "No plan" in page.read_text(encoding="utf-8")


def test_report_of_an_edited_program(
    program: str, plan: str, tmp_path: Path, capsys: Captured
) -> None:
    """The plan of a what-if is kept on the page, where the event is reported."""
    page = tmp_path / "page.html"
    words = ["report", program, plan, *SLIP, "--compare", plan, "-o", str(page)]
    assert main(words) == Exit.OK
    assert page.read_text(encoding="utf-8") == seatplan.report_page(
        leaking(),
        leaking_plan(),
        compare=leaking_plan(),
        scenario=seatplan.Scenario("", (seatplan.Slip("D-1", 20),)),
        candidates=64,
    )


def test_the_next_command_can_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Names of files with spaces are quoted in it, and none is taken for an option."""
    monkeypatch.chdir(tmp_path)
    leaking().save("my file.toml")
    leaking_plan().save("-o.csv")
    assert main(["check", "my file.toml", "--", "-o.csv"]) == Exit.OK
    out = " ".join(capsys.readouterr().out.split())
    assert "`seatplan report 'my file.toml' ./-o.csv -o report.html`" in out
    assert main(["solve", "my file.toml"]) == Exit.OK
    out = " ".join(capsys.readouterr().out.split())
    assert "`seatplan solve 'my file.toml' -o plan.csv" in out
