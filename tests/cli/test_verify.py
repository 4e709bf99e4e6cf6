"""`seatplan verify`, and what `seatplan solve` writes for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seatplan.cli import main
from seatplan.cli.exits import Exit
from tests.small_programs import leaking

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def proof(program: str, tmp_path: Path, capsys: Captured) -> Path:
    """The certificates of `program`, which are in a plan file beside it, too."""
    path = tmp_path / "proof.json"
    words = ["-o", str(tmp_path / "best.json"), "--certificate", str(path)]
    assert main(["solve", program, *words]) == Exit.OK
    told = "".join(capsys.readouterr().out.split())  # a long path is broken over two lines
    assert f"Thecertificatesofkeep-rules,fill-seatsandeven-turnsarein{path}." in told
    return path


def test_certificates_are_added_up(program: str, proof: Path, capsys: Captured) -> None:
    """From their own file, from the plan file, and one alone; 0, and a sentence for each."""
    assert main(["verify", program, str(proof)]) == Exit.OK
    lines = capsys.readouterr().out
    assert lines.count("Proved: no plan is better than") == 3
    assert main(["verify", program, str(proof.with_name("best.json"))]) == Exit.OK
    assert capsys.readouterr().out == lines
    data = json.loads(proof.read_text(encoding="utf-8"))
    first = {"format": 1, "kind": "certificate", **data["certificates"][0]}
    proof.write_text(json.dumps(first), encoding="utf-8")
    assert main(["verify", program, str(proof), "--json"]) == Exit.OK
    (one,) = json.loads(capsys.readouterr().out)["verifications"]
    assert one["ok"]
    assert one["goal"] == "keep-rules"


def test_a_certificate_that_was_changed(program: str, proof: Path, capsys: Captured) -> None:
    """Exits with 1 and shows what is wrong with it; the other certificates hold."""
    data = json.loads(proof.read_text(encoding="utf-8"))
    data["certificates"][1]["bound"] -= 1
    proof.write_text(json.dumps(data), encoding="utf-8")
    assert main(["verify", program, str(proof)]) == Exit.NO
    out = capsys.readouterr().out
    assert out.count("Proved:") == 2
    assert "Not proved: no plan is better than" in out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "a list is not a table"),
        ("{}", "certificates"),
        ('{"kind": "plan", "assignments": []}', "the file contains no certificate"),
        ('{"kind": "certificates", "certificates": [{"goal": 3}]}', ":1:43: error[missing-key]"),
        ('{"kind": "result"}', "kind: 'result' is not 'certificates'"),
    ],
)
def test_what_is_no_certificate(
    text: str, said: str, program: str, tmp_path: Path, capsys: Captured
) -> None:
    """A file without certificates exits with 2 and a sentence."""
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")
    assert main(["verify", program, str(path)]) == Exit.WRONG
    assert said in capsys.readouterr().err


def test_there_being_no_plan(no_way: str, tmp_path: Path, capsys: Captured) -> None:
    """Infeasibility is certified, too, in addition to the explanation."""
    path = tmp_path / "proof.json"
    assert main(["solve", no_way, "--certificate", str(path)]) == Exit.NO
    assert "The certificate of infeasibility is in" in capsys.readouterr().out
    assert main(["verify", no_way, str(path)]) == Exit.OK
    assert "Proved: there is no plan." in capsys.readouterr().out


def test_check_and_report_say_what_was_proved(program: str, proof: Path, capsys: Captured) -> None:
    """They show it as long as the program and the values of the plan are the same."""
    plan, page = str(proof.with_name("best.json")), str(proof.with_name("page.html"))
    for words in (["check", program, plan], ["report", program, plan, "-o", page]):
        assert main(words) == Exit.OK
        assert "Proved optimal for this program (seatplan " in capsys.readouterr().out
    other = proof.with_name("other.toml")
    leaking().apply().save(other)
    assert main(["check", str(other), plan]) == Exit.OK
    assert "Proved optimal for this program" in capsys.readouterr().out
    text = Path(program).read_text(encoding="utf-8").replace("weight = 2", "weight = 3")
    other.write_text(text, encoding="utf-8")
    main(["check", str(other), plan])
    assert "The program has changed since the plan was solved for it." in capsys.readouterr().out
    data = json.loads(Path(plan).read_text(encoding="utf-8"))
    data["assignments"] = [one for one in data["assignments"] if one["member"] != "dana"]
    Path(plan).write_text(json.dumps(data), encoding="utf-8")
    main(["check", program, plan])
    assert "The plan has changed since it was solved" in capsys.readouterr().out


def test_what_was_proved_makes_it_no_other_plan(proof: Path, program: str) -> None:
    """A plan file is read the same without it, or with nonsense in its place."""
    path = proof.with_name("best.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    for solved in (None, 3, {"status": "sure"}):
        path.write_text(json.dumps({**data, "solved": solved}), encoding="utf-8")
        assert main(["check", program, str(path)]) == Exit.OK
