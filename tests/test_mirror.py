"""The tests mirror the package: the tests of a module are in the same place, or listed here."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import seatplan

PACKAGE = Path(seatplan.__file__).parent
TESTS = Path(__file__).parent

TESTED_IN = {
    # What is only data or wording is tested through what makes or prints it.
    "as_data.py": "test_answers.py",
    "cases/*.py": "engine/model/test_open_dates.py",
    "cert*.py": "test_verifying.py",
    "choice.py": "engine/answers/test_alternatives.py",
    "extra_tours.py": "rules/test_standby.py",
    "front.py": "engine/answers/test_tradeoff.py",
    "ledger.py": "rules/test_exchange.py",
    "pydantic_hook.py": "examples/test_pydantic.py",
    "on_first_use.py": "test_public_names.py",
    "progress.py": "engine/solver/test_stopping.py",
    "ship_events.py": "catalog/test_traffic.py",
    "shown.py": "notebook/test_brief.py",
    "solved.py": "cli/test_files_of_answers.py",
    "traffic.py": "catalog/test_traffic.py",
    "words.py": "properties/test_sentences.py",
    "worth.py": "goals/test_prefer.py",
    # The command is tested as it is used.
    "cli/what_if.py": "cli/test_scenarios.py",
    "cli/sweep.py": "cli/test_scenarios.py",
    "cli/stress.py": "cli/test_scenarios.py",
    "cli/pool.py": "cli/test_signals.py",
    "cli/bar.py": "cli/test_progress.py",
    "cli/completers.py": "cli/test_completion.py",
    "cli/importing.py": "test_plugins.py",
    "cli/kinds.py": "test_plugins.py",
    "cli/noticing.py": "cli/test_notices.py",
    "cli/*.py": "cli/test_main.py",
    # Files: by what is in them, not by the step that reads it.
    "files/cell_days.py": "files/test_crew_csv.py",
    "files/crew_cells.py": "files/test_crew_csv.py",
    "files/cell_entries.py": "files/test_crew_csv.py",
    "files/csv_*.py": "files/test_spreadsheets.py",
    "files/day_hints.py": "files/test_calendar.py",
    "files/*_hints.py": "files/test_syntax_hints.py",
    "files/plan_*.py": "files/test_plans.py",
    "files/crew_xlsx.py": "files/test_program_xlsx.py",
    "files/sheet_*.py": "files/test_program_xlsx.py",
    "files/kept_values.py": "files/test_retouching.py",
    "files/matching.py": "files/test_retouching.py",
    "files/toml_parts.py": "files/test_retouching.py",
    "files/leaf_schemas.py": "test_schemas.py",
    "files/key_help.py": "test_schemas.py",
    "files/excerpts.py": "cli/test_mistakes.py",
    "files/*.py": "files/test_round_trip.py",
    "notebook/*.py": "notebook/test_plotting.py",
    "notices/*.py": "notices/test_notices.py",
    "report/page/*.py": "report/page/test_page.py",
    "report/*.py": "cli/test_terminal.py",
    "testing/*.py": "testing/test_laws.py",
    "validation/law_ids.py": "validation/test_ids.py",
    "validation/*.py": "validation/test_contradictions.py",
    # Edits: every law of edits, and one file with a section for each.
    "whatif/asked_assignment.py": "whatif/test_why_not.py",
    "whatif/edited.py": "whatif/test_edits.py",
    "whatif/editing.py": "whatif/test_edits.py",
    "whatif/mentions.py": "whatif/test_edits.py",
    "whatif/bench.py": "whatif/test_seat_candidates.py",
    "whatif/candidate.py": "whatif/test_seat_candidates.py",
    "whatif/change*.py": "whatif/test_changes.py",
    "whatif/faults.py": "whatif/test_stressing.py",
    "whatif/sweep_*.py": "whatif/test_sweeping.py",
    "whatif/workers.py": "whatif/test_sweeping.py",
    "whatif/journal_lines.py": "whatif/test_journal.py",
    "whatif/study.py": "whatif/test_sweeping.py",
    "whatif/one_line.py": "whatif/test_scenario_files.py",
    "whatif/*.py": "whatif/test_what_if.py",
}  # fmt: skip
"""Modules without a test file of their own, and where they are tested; the first pattern counts. To
be shortened: a new module gets its own file of tests, and an entry that no module needs goes."""

OF_SEVERAL = (
    "benchmarks/*", "browser/*", "examples/*", "cases/*", "catalog/*", "mutants/*", "properties/*",
    "test_catalog.py", "test_decisions.py", "test_docs.py", "test_english.py", "test_floors.py",
    "test_gate.py", "test_mirror.py", "test_one_name.py", "test_package.py", "test_pages.py",
    "test_public_names.py", "test_reference.py", "testing/test_laws.py",
    "cli/test_bad_input.py", "cli/test_data.py", "cli/test_faults.py",
    "cli/test_files_of_answers.py", "cli/test_looking.py", "cli/test_main.py",
    "cli/test_notices.py", "cli/test_terminal.py",
    "engine/explain/test_explaining_history.py", "engine/explain/test_explaining_laws.py",
    "engine/answers/test_giv*.py", "engine/solver/test_lies.py", "engine/solver/test_stopping.py",
    "engine/explain/test_unsearched.py",
    "files/test_bad_input.py", "files/test_bounds.py", "files/test_killed.py",
    "files/test_problems.py", "files/test_round_trip.py", "files/test_spreadsheets.py",
    "files/test_syntax_hints.py", "notices/test_notices.py", "report/page/test_page.py",
    "report/page/test_style.py", "validation/test_contradictions.py",
    "whatif/test_edits.py", "whatif/test_laws_of_edits.py", "whatif/test_open_dates.py",
    "whatif/test_open_dates_everywhere.py",
    "whatif/test_real_cases.py", "whatif/test_ships.py", "whatif/test_stopping.py",
    "whatif/test_told_apart.py", "whatif/test_what_if.py",
)  # fmt: skip
"""Files of tests about more than one module: laws, whole commands, the documents."""


def own_test(module: Path) -> Path:
    """`tests/rules/test_quota.py` for `seatplan/rules/quota.py`."""
    return module.parent / f"test_{module.stem.strip('_')}.py"


def homes_of(module: Path) -> list[Path]:
    """Its own, and those of the small package that it is in: `tests/test_kinds.py` for `kinds/`."""
    package = module.parent
    return [own_test(module)] + ([own_test(package)] if package.name else [])


MODULES = [
    path.relative_to(PACKAGE)
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.name not in ("__init__.py", "__main__.py") and "generator" not in path.parts
]
ALONE = [
    module for module in MODULES if not any((TESTS / there).is_file() for there in homes_of(module))
]
FILES = {path.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}


def place(module: Path) -> str | None:
    found = (there for pattern, there in TESTED_IN.items() if fnmatch(module.as_posix(), pattern))
    return next(found, None)


def test_every_module_has_its_tests() -> None:
    """In a file of its own, or in one that is named here and exists."""
    assert [str(module) for module in ALONE if place(module) is None] == []
    assert [there for there in TESTED_IN.values() if not (TESTS / there).is_file()] == []


def test_no_exception_is_left_over() -> None:
    """Each pattern is needed by a module without tests of its own."""
    needed = {next(one for one in TESTED_IN if fnmatch(module.as_posix(), one)) for module in ALONE}
    assert [one for one in TESTED_IN if one not in needed] == []


def test_every_file_of_tests_has_its_module() -> None:
    """Or is about several, and named here."""
    own = {there for module in MODULES for there in homes_of(module)}
    strange = [
        path.as_posix()
        for path in sorted(FILES - own)
        if not any(fnmatch(path.as_posix(), one) for one in OF_SEVERAL)
    ]
    assert strange == []
