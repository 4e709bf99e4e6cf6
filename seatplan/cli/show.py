"""`seatplan show`: prints the manifest of a plan."""

from __future__ import annotations

from seatplan.cli import output
from seatplan.cli.exits import Exit
from seatplan.cli.inputs import named, plan_of, program_of
from seatplan.cli.options import AsJson, PlanWord, ProgramWord
from seatplan.program_index import ProgramIndex


def show(program: ProgramWord, plan: PlanWord, /, *, as_json: AsJson = False) -> int:
    """Show the manifest of a plan: flight by flight, who goes up and who comes down.

    It does not check the plan: `seatplan check` shows which rules the plan keeps and breaks.

    Example: seatplan show iss-crossflight flown

    Args:
        program: a file (.toml, .json, .xlsx) or the name of a shipped program.
        plan: a file (.json, .csv, .xlsx), or `flown`: the shipped program as it was flown.
        as_json: print JSON instead of text.
    """
    from seatplan.known_names import must_be_known
    from seatplan.naming import plan_spelled
    from seatplan.report.manifest import manifest, manifest_data
    from seatplan.timeline import PlanIndex

    given = program_of(program)
    read = plan_spelled(plan_of(plan, program), given)
    with named(plan):
        must_be_known(ProgramIndex(given), read)
    reading = PlanIndex(given, read)
    if as_json:
        from seatplan.answers import header

        found = manifest_data(manifest(reading))
        output.show_data({**header("manifest"), "program": given.name, "flights": found})
    else:
        from seatplan.report.style import title
        from seatplan.report.tables import manifest_table

        output.show(*title(given), *manifest_table(reading))
    return Exit.OK
