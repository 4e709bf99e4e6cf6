"""Pages as PDF and PNG, by the Chromium of the system."""

from __future__ import annotations

from pathlib import Path

import pytest

from seatplan.cli import main
from seatplan.cli.exits import Exit

Captured = pytest.CaptureFixture[str]

FAKE = """#!/bin/sh
for word in "$@"; do
  case "$word" in
    --print-to-pdf=*) echo "printed" > "${word#--print-to-pdf=}" ;;
    --screenshot=*) echo "drawn" > "${word#--screenshot=}" ;;
    file:*) grep -q "size:a3 landscape" "${word#file://}" || exit 3 ;;
  esac
done
"""


@pytest.mark.parametrize(("ending", "said"), [("pdf", "printed"), ("png", "drawn")])
def test_the_browser_is_asked(
    program: str, plan: str, ending: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chromium gets the page, with its paper size, and the options for the ending of the file."""
    browser = tmp_path / "chromium"
    browser.write_text(FAKE)
    browser.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    target = tmp_path / f"plan.{ending}"
    assert main(["report", program, plan, "-o", str(target), "--paper", "a3"]) == Exit.OK
    assert target.read_text().strip() == said


def test_no_browser(
    program: str, plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Without Chromium the error suggests a way around it, before a page is made."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("seatplan.report.page.report_page", None)
    target = tmp_path / "plan.pdf"
    assert main(["report", program, plan, "-o", str(target)]) == Exit.WRONG
    assert "needs Chromium or Chrome" in capsys.readouterr().err
    assert not target.exists()


def test_a_browser_that_fails(
    program: str, plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Its failure is reported."""
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\nexit 7\n")
    browser.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["report", program, plan, "-o", str(tmp_path / "plan.png")]) == Exit.WRONG
    assert "could not draw" in capsys.readouterr().err
