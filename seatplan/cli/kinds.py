"""`seatplan kinds`: lists the known rules, goals and edits, and the packages that define them."""

from __future__ import annotations

from seatplan.cli.exits import Exit
from seatplan.cli.options import AsJson
from seatplan.cli.output import show, show_data


def kinds(*, as_json: AsJson = False) -> int:
    """List the known rules, goals and edits, and the packages that define them.

    These are the kinds that come with seatplan, the kinds of installed packages that have an entry
    point in the group `seatplan.kinds`, and the kinds of the modules that --import names.

    Example: seatplan kinds --json

    Args:
        as_json: print JSON instead of tables.
    """
    from seatplan.report.known_kinds import kinds_data, kinds_tables

    if as_json:
        from seatplan.answers import header

        show_data({**header("kinds"), **kinds_data()})
    else:
        show(*kinds_tables())
    return Exit.OK
