"""`seatplan solve`: finds the best plan for a program."""

from __future__ import annotations

import math
import shlex
from datetime import date
from pathlib import Path
from typing import Annotated

from attrs import frozen
from cyclopts import Parameter

from seatplan.arguments import FOREVER
from seatplan.certificate import Certificates
from seatplan.cli.certificates import certificates_of, proved
from seatplan.cli.exits import Exit
from seatplan.cli.explain import explained
from seatplan.cli.inputs import (
    certificate_must_be_writable,
    must_be_apart,
    must_be_writable,
    named,
    program_of,
    report_must_be_writable,
    save,
    start_of,
    write_data,
    write_page,
    written,
)
from seatplan.cli.options import (
    AsJson,
    AsOf,
    BestPossible,
    Excel,
    ProgramWord,
    ReportFile,
    Seconds,
    Seed,
    Start,
    Workers,
)
from seatplan.cli.output import as_typed, new_name, print_message, show, show_data
from seatplan.cli.progress import progress_line
from seatplan.errors import Interrupted, PlanError
from seatplan.explanation import Explanation
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import Progress
from seatplan.result import Result, Status
from seatplan.solved import Solved, solved


def solve(
    program: ProgramWord,
    /,
    *,
    output: Annotated[Path | None, Parameter(name=("--output", "-o"))] = None,
    plan: Start = None,
    as_of: AsOf = None,
    report: ReportFile = None,
    certificate: Annotated[Path | None, Parameter(name="--certificate")] = None,
    time_limit: Seconds = 60.0,
    workers: Workers = 1,
    seed: Seed = 0,
    best_possible: BestPossible = False,
    as_json: AsJson = False,
    excel: Excel = False,
) -> int:
    """Find the best plan for a program, and prove that it is the best.

    Prints the manifest, the balance of each seat exchange, and each goal with its proved bound.
    With -o, the plan is written to a file instead of the manifest. If there is no plan, it explains
    why, and what would help.

    Example: seatplan solve iss-crossflight -o plan.json

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        output: the file for the plan (.json, .csv, .xlsx).
        plan: a plan to start the search from: a file (.json, .csv, .xlsx), or `flown`.
        as_of: keep everything before this day as it is in --plan.
        report: a file for a page on the answer (.html).
        certificate: a file for proofs that `seatplan verify` checks without a solver (.json).
        time_limit: stop after this many seconds and print the best plan so far.
        workers: number of solver threads; with 1, the same input always gives the same plan.
        seed: random seed of the solver.
        best_possible: if no plan keeps every requirement, find the plan that gives up the least.
        as_json: print JSON instead of tables.
        excel: start the .csv file with a byte order mark, so that Excel reads it as UTF-8.
    """
    time_limit = min(time_limit, FOREVER)  # it may be infinite
    given = program_of(program)
    start = start_of(plan, program, given, as_of) if plan is not None else None
    if as_of is not None and start is None:
        raise PlanError("--as-of needs --plan: the plan whose past is kept")
    must_be_writable(output, program, excel=excel)
    report_must_be_writable(report)
    certificate_must_be_writable(certificate, program)
    must_be_apart(output, certificate)
    must_be_apart(None if plan is None else Path(plan), certificate)
    # These load the solver, so they are imported only when all arguments are valid.
    from seatplan.engine.answers import solving
    from seatplan.engine.explain.explaining import after_proof
    from seatplan.engine.solver.reproduction import Case

    interrupted = False
    try:
        with named(plan or ""), progress_line() as on_progress:
            result = solving.solve(
                given,
                start,
                as_of=as_of,
                time_limit=time_limit,
                workers=workers,
                seed=seed,
                on_progress=on_progress,
                relax=best_possible,
            )
    except Interrupted as stop:
        interrupted, result = True, stop.result
    explanation = None
    if (result.status is Status.INFEASIBLE or result.given_up) and not interrupted:
        with named(plan or ""):
            found, interrupted = explained(
                given,
                start,
                as_of=as_of,
                time_limit=time_limit,
                max_fixes=0 if result.given_up else 5,
            )
            explanation = after_proof(found, Case(given, start, as_of))
    proofs = None
    if certificate is not None and not interrupted:
        with progress_line() as on_progress:
            if on_progress is not None:
                on_progress(Progress("certificates"))
            proofs = certificates_of(result, time_limit)
    files = _Files(output, report, certificate, excel)
    answer = _Found(given, result, explanation, proofs, start, as_of)
    unknown = None if interrupted else _next(program, plan, as_of, time_limit)
    question = _question(program, plan, as_of)
    status = _handed_over(answer, files, program, question, unknown, as_json=as_json)
    if interrupted:
        best = "the best plan so far" if result.plan is not None else "no plan so far"
        print_message(f"seatplan: interrupted; {best}")
        return Exit.INTERRUPTED
    return status


@frozen
class _Files:
    """The output files."""

    output: Path | None
    report: Path | None
    certificate: Path | None
    excel: bool


@frozen
class _Found:
    """The input of a solve, and its answer."""

    given: Program
    result: Result
    explanation: Explanation | None
    proofs: Certificates | None
    start: Plan | None
    as_of: date | None

    @property
    def solved(self) -> Solved:
        """The record of the solve for the plan file."""
        return solved(
            self.given,
            self.result,
            as_of=self.as_of,
            from_plan=self.start is not None,
            certificates=() if self.proofs is None else self.proofs.certificates,
        )


LONGER, LEAST = 5, 60
"""After a search without a plan: the next may take this many times as long, and this many seconds
at least."""


def _next(program: str, plan: str | None, as_of: date | None, time_limit: float) -> tuple[str, str]:
    """What to try where no plan was found, and what it does.

    A given plan that kept all that is required would have been the answer.
    """
    if plan is not None:
        day = "" if as_of is None else f" --as-of {as_of}"
        return (
            f"seatplan check {as_typed(program)} {as_typed(plan)}{day}",
            "lists what the given plan breaks.",
        )
    seconds = max(LEAST, math.ceil(LONGER * time_limit))
    return f"seatplan solve {as_typed(program)} --time-limit {seconds}", "searches for longer."


def _question(program: str, plan: str | None, as_of: date | None) -> str:
    """The arguments that ask the same question in a next command."""
    words = as_typed(program)
    if plan is not None:
        words += f" --plan {as_typed(plan)}"
    return words if as_of is None else f"{words} --as-of {as_of}"


def _handed_over(
    found: _Found,
    files: _Files,
    program: str,
    question: str,
    unknown: tuple[str, str] | None,
    *,
    as_json: bool,
) -> int:
    """Writes the files, prints the answer and returns the exit status.

    Args:
        found: the answer.
        files: the files to write.
        program: the argument PROGRAM.
        question: the arguments that ask the same question in a next command.
        unknown: what to try if there is no plan; None if the solve was interrupted.
        as_json: whether to print JSON.
    """
    given, result, explanation = found.given, found.result, found.explanation
    plan, proofs = result.plan, found.proofs

    def page() -> str:
        from seatplan.report.page import report_page

        answer = result if plan is not None else explanation or Explanation()
        return report_page(given, answer, as_of=found.as_of, compare=found.start)

    def save_plan(path: Path) -> None:
        assert plan is not None
        save(plan, given, path, excel=files.excel, solved=found.solved)

    files_written = [written(files.report, write_page(page), "page")]
    if plan is not None:
        files_written.insert(0, written(files.output, save_plan, "plan"))
    if proofs is not None:
        what = proved(proofs)
        files_written.append(written(files.certificate, write_data(proofs.to_dict), what))
    places = [sentence for sentence, _ in files_written if sentence]
    unwritten = [error for _, error in files_written if error is not None]
    if as_json:
        from seatplan.report.data import result_data

        show_data(result_data(given, result, explanation))
    else:
        from seatplan.report.answers import result_tables
        from seatplan.report.layout import Paragraph
        from seatplan.report.style import next_command, plain

        in_file = files.output is not None and not unwritten
        interrupted = unknown is None
        show(
            *result_tables(
                given, result, explanation, with_manifest=not in_file, interrupted=interrupted
            )
        )
        show(*(Paragraph(plain(sentence)) for sentence in places))
        if in_file and plan is not None and files.output:
            command = f"seatplan show {as_typed(program)} {as_typed(files.output)}"
            show(next_command(command, "lists who flies when."))
        elif plan is not None and not files.output:
            name = new_name("plan.csv", *shlex.split(question))
            command = f"seatplan solve {question} -o {name} --report page.html"
            show(next_command(command, "saves the plan and draws it."))
        elif result.status is Status.INFEASIBLE and explanation is not None and explanation.fixes:
            name = new_name("fixed.toml", *shlex.split(question))
            command = f"seatplan explain {question} --apply 1 -o {name}"
            show(next_command(command, "writes the program with the first fix."))
        elif result.status is Status.UNKNOWN and unknown is not None:
            show(next_command(*unknown))
    if unwritten:
        for error in unwritten:
            print_message(f"seatplan: {error}")
        return Exit.WRONG
    if result.plan is not None:
        return Exit.OK
    return Exit.NO if result.status is Status.INFEASIBLE else Exit.NO_TIME
