"""A planning service: solve, what-if, explain, progress as server-sent events, cancel.

    pip install 'seatplan[examples]'
    uvicorn service:app

Bodies are programs and plans as plain data, as `to_dict` writes them; so are the answers.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from uuid import uuid4

from fastapi import FastAPI, HTTPException
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

import seatplan

app = FastAPI(title="Crew seat planning", version=seatplan.__version__)
running: dict[str, seatplan.CancelToken] = {}
"""The searches that are under way, by their id."""


class Question(BaseModel):
    """What every request has."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    program: seatplan.Program
    plan: seatplan.Plan | None = None
    as_of: str | None = None
    time_limit: float = Field(default=60.0, gt=0, le=3600)


class WhatIf(Question):
    """A plan, and what happens to it."""

    plan: seatplan.Plan
    edits: list[seatplan.Edit] = Field(min_length=1)


@app.exception_handler(seatplan.SeatplanError)
async def refused(_: object, error: seatplan.SeatplanError) -> JSONResponse:
    """What fits together in none of the fields alone: a plan of another program, say."""
    return JSONResponse({"detail": str(error)}, status_code=422)


@app.post("/solve")
def solve(question: Question) -> seatplan.Result:
    """The best plan, with its values and their proofs."""
    return seatplan.solve(
        question.program,
        question.plan,
        as_of=question.as_of,
        time_limit=question.time_limit,
    )


@app.post("/what-if")
def what_if(question: WhatIf) -> seatplan.Outcome:
    """What changes, what it costs, or why nothing works any more."""
    return seatplan.what_if(
        question.program,
        question.plan,
        *question.edits,
        as_of=question.as_of,
        time_limit=question.time_limit,
    )


@app.post("/explain")
def explain(question: Question) -> seatplan.Explanation:
    """Why there is no plan, and what would help."""
    return seatplan.explain(
        question.program,
        question.plan,
        as_of=question.as_of,
        time_limit=question.time_limit,
    )


@app.post("/solve/events")
async def solve_with_progress(question: Question) -> StreamingResponse:
    """Moments of the search as server-sent events, then the result; the header `search` has its id.

    Each event is one line of JSON. A client that leaves stops the search.
    """
    token = seatplan.CancelToken()
    search = uuid4().hex
    moments = seatplan.solving(
        question.program,
        question.plan,
        as_of=question.as_of,
        time_limit=question.time_limit,
        cancel=token,
    )

    running[search] = token

    async def events() -> AsyncIterator[str]:
        try:
            async for moment in moments:
                data = {"goal": moment.goal, "values": dict(moment.values)}
                yield event("progress", {**data, "bounds": dict(moment.bounds)})
            yield event("result", moments.result.to_dict())
        finally:
            token.cancel()
            del running[search]

    headers = {"search": search}
    return StreamingResponse(events(), media_type="text/event-stream", headers=headers)


@app.delete("/solve/{search}", status_code=204)
def cancel(search: str) -> None:
    """Stops a search: its result is the best plan so far."""
    if search not in running:
        raise HTTPException(404, f"no search {search!r} is under way")
    running[search].cancel()


def event(name: str, data: object) -> str:
    """A server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
