"""The MCP server, as an assistant uses it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

import seatplan
from seatplan import Explanation, Result
from tests.small_programs import impossible, leaking

from .conftest import example

pytestmark = pytest.mark.examples


@pytest.fixture(scope="module")
def server() -> Any:
    return example("mcp-server/server.py").server


def call(server: Any, tool: str, **words: Any) -> Any:
    """What a tool answers."""
    from mcp import Client

    async def ask() -> Any:
        async with Client(server) as client:
            return await client.call_tool(tool, words)

    answer = asyncio.run(ask())
    assert not answer.is_error, answer.content
    return answer.structured_content.get("result", answer.structured_content)


def data(program: seatplan.Program) -> Any:
    return json.loads(json.dumps(program.to_dict(), default=str))


def test_solve_and_explain(server: Any) -> None:
    """A program is given as data; the answers are those of Python."""
    found = call(server, "solve", program=data(leaking()))
    assert Result.from_dict(found) == seatplan.solve(leaking())
    why = call(server, "explain", program=data(impossible()))
    assert Explanation.from_dict(why) == seatplan.explain(impossible())


def test_what_if_of_a_shipped_program(server: Any) -> None:
    """Sentences, and the plan as flown is the one to start from."""
    edits = ["withdraw member=ryzhikov"]
    found = call(server, "what_if", program="iss-crossflight", edits=edits, as_of="2024-08-01")
    assert found[0] == "optimal."
    assert any("Ryzhikov" in line for line in found[1:])


def test_what_is_known(server: Any) -> None:
    """Names, schemas, and a description of each tool."""
    assert "iss-crossflight" in call(server, "programs")
    assert call(server, "schema", kind="edit") == seatplan.schema("edit")
    listed = asyncio.run(server.list_tools())
    tools = {one.name: one.description for one in getattr(listed, "tools", listed)}
    assert set(tools) == {"programs", "solve", "what_if", "explain", "schema"}
    assert all(tools.values())


def test_what_is_wrong(server: Any) -> None:
    """An error in words, which the assistant can act on."""
    with pytest.raises(AssertionError, match="unknown key 'agencys'"):
        call(server, "solve", program={"agencys": []})
