"""`seatplan verify`: checks certificates without a solver."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from seatplan.certificate import Certificate, Certificates
from seatplan.cli.exits import Exit
from seatplan.cli.inputs import named, program_of, start_of
from seatplan.cli.options import AsJson, AsOf, ProgramWord, Start
from seatplan.cli.output import show, show_data
from seatplan.errors import Problem, ProgramError
from seatplan.solved import Solved


def verify(
    program: ProgramWord,
    certificate: Path,
    /,
    *,
    plan: Start = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> int:
    """Check the certificates of a solve, without a solver.

    Builds the rows of the program again and adds them up in exact arithmetic. Prints what is
    proved. The status is 0 if every certificate holds, else 1.

    Example: seatplan verify iss-crossflight proof.json

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        certificate: a file that `seatplan solve --certificate` wrote, or a plan file that contains
            certificates (.json).
        plan: the plan that `solve` started from, if there was one.
        as_of: the value of --as-of that was given to `solve`.
        as_json: print JSON instead of text.
    """
    given = program_of(program)
    start = start_of(plan, program, given, as_of) if plan is not None else None
    found = _certificates(certificate)
    from seatplan.verifying import verify as verify_one

    with named(plan or ""):
        answers = [verify_one(given, one, start, as_of=as_of) for one in found.certificates]
    if as_json:
        from seatplan.answers import header

        verified = [one.to_dict() for one in answers]
        show_data({**header("verifications"), "verifications": verified})
    else:
        from seatplan.report.layout import Paragraph
        from seatplan.report.style import BAD, GOOD, MARK, plain, title

        lines = [Paragraph(plain(one.message, GOOD if one.ok else BAD)) for one in answers]
        gaps = [Paragraph(plain(f"Not certified: {one}.", MARK)) for one in found.gaps]
        show(*title(given), *lines, *gaps)
    return Exit.OK if all(answers) else Exit.NO


def _certificates(path: Path) -> Certificates:
    """The certificates in a file.

    Raises:
        ProgramError: if the file has none, or cannot be read.
    """
    from seatplan.files.disk import path_with, read_text
    from seatplan.files.documents import parse

    made, _ = path_with(path, (".json",), ProgramError)
    document = parse(read_text(made, ProgramError), "json", str(path), ProgramError)
    found = document.read_with(_from_data, ProgramError)
    if not found.certificates:
        hint = "write one with `seatplan solve PROGRAM --certificate FILE`."
        raise ProgramError([Problem("the file contains no certificate", hint=hint)], str(path))
    return found


def _from_data(data: Any) -> Certificates:
    if not isinstance(data, Mapping):
        return Certificates.from_dict(data)
    if data.get("kind") == Certificate.data_kind:
        return Certificates((Certificate.from_dict(data),))
    if "assignments" in data:  # a plan
        solved = data.get("solved")
        return Certificates(() if solved is None else Solved.from_dict(solved).certificates)
    return Certificates.from_dict(data)
