"""`seatplan kinds`: the rules, goals and edits that are known, and where they come from."""

from __future__ import annotations

from seatplan.cli.exits import Exit
from seatplan.cli.options import AsJson
from seatplan.cli.output import show, show_data


def kinds(*, as_json: AsJson = False) -> int:
    """List the rules, goals and edits that are known, and the packages that they come from.

    Beside what comes with seatplan these are the kinds of packages with an entry point in the group
    `seatplan.kinds`, and those of the modules that --import names.

    Example: seatplan kinds --json

    Args:
        as_json: print data instead of tables.
    """
    from seatplan.report.known_kinds import kinds_data, kinds_tables

    if as_json:
        show_data(kinds_data())
    else:
        show(*kinds_tables())
    return Exit.OK
