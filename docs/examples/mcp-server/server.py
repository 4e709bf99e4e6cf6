"""The same calls as tools of the Model Context Protocol, for assistants that plan with people.

    pip install 'seatplan[examples]'
    python server.py            # speaks MCP over standard input and output

An assistant names a shipped program or gives one as data; answers are short text that people can
read, and what it asks for as data.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

import seatplan

server = MCPServer(
    "seatplan", instructions="Plans who flies in which seat. Every answer is proved."
)

Source = str | dict[str, Any]


def tool(call: Callable[..., Any]) -> Callable[..., Any]:
    """A tool of the server; what is wrong with its arguments is an answer, with every problem."""

    @wraps(call)
    def answer(*words: Any, **options: Any) -> Any:
        try:
            return call(*words, **options)
        except seatplan.SeatplanError as error:
            raise ToolError(str(error)) from error

    server.add_tool(answer)
    return call


def program_of(source: Source) -> seatplan.Program:
    """A shipped program by its name, or one given as data."""
    if isinstance(source, str):
        return seatplan.catalog.load(source)
    return seatplan.Program.from_dict(source)


def plan_of(program: Source, plan: dict[str, Any] | None) -> seatplan.Plan:
    """A plan given as data; without one, that of a shipped program as it was flown."""
    if plan is not None:
        return seatplan.Plan.from_dict(plan)
    if isinstance(program, str):
        return seatplan.catalog.flown(program)
    raise seatplan.PlanError("a program that is given as data needs its plan as data")


@tool
def programs() -> list[str]:
    """Names of the programs that ship with seatplan."""
    return list(seatplan.catalog.names())


@tool
def solve(program: Source, time_limit: float = 60.0) -> dict[str, Any]:
    """Find the best plan of a program: its values, whether they are proved, and who sits where."""
    return seatplan.solve(program_of(program), time_limit=time_limit).to_dict()


@tool
def what_if(
    program: Source,
    edits: list[str],
    plan: dict[str, Any] | None = None,
    as_of: str | None = None,
    time_limit: float = 60.0,
) -> list[str]:
    """Re-plan after edits such as "slip flight=Crew-9 days=30" or "withdraw member=rubio".

    What lies before the day `as_of` stays as it is. The answer lists what changes, in sentences.
    """
    made = [seatplan.Edit.parse(line) for line in edits]
    given = program_of(program)
    old = plan_of(program, plan)
    outcome = seatplan.what_if(given, old, *made, as_of=as_of, time_limit=time_limit)
    return [f"{outcome.result.status.value}.", *outcome.sentences]


@tool
def explain(program: Source, time_limit: float = 60.0) -> dict[str, Any]:
    """Why a program has no plan: the requirements in conflict, and what to give up."""
    return seatplan.explain(program_of(program), time_limit=time_limit).to_dict()


@tool
def schema(kind: str = "program") -> dict[str, Any]:
    """The JSON Schema of a program, plan, edit or answer, with help for every key."""
    return seatplan.schema(kind)  # type: ignore[arg-type]  # another word is an error of its own


if __name__ == "__main__":
    server.run()
