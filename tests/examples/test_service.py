"""The service, on the loopback interface, as a client in another process uses it."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

import seatplan
from seatplan import Edit, Explanation, Outcome, Result, Status
from tests.small_programs import endless, impossible, leaking, leaking_plan

from .conftest import example

if TYPE_CHECKING:
    import httpx

pytestmark = pytest.mark.examples


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    """A client of the service, which runs in a thread."""
    import httpx
    import uvicorn

    app = example("service/service.py").app
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(app, "127.0.0.1", port, log_level="warning", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
        assert thread.is_alive()
    url, headers = f"http://127.0.0.1:{port}", {"content-type": "application/json"}
    with httpx.Client(base_url=url, headers=headers, timeout=120, trust_env=False) as found:
        yield found
    server.should_exit = True
    thread.join(30)
    assert not thread.is_alive()


def body(program: seatplan.Program, **more: Any) -> bytes:
    return json.dumps({"program": program.to_dict(), **more}, default=str).encode()


def test_solve(client: httpx.Client) -> None:
    """The answer is the one that Python gives."""
    answer = client.post("/solve", content=body(leaking()))
    assert answer.status_code == 200
    assert Result.from_dict(answer.json()) == seatplan.solve(leaking())


def test_what_if_and_explain(client: httpx.Client) -> None:
    """Edits are read from their data, and an outcome comes back whole."""
    edit = Edit.parse("slip flight=S-2 days=3")
    more = {"plan": leaking_plan().to_dict(), "edits": [edit.to_dict()]}
    answer = client.post("/what-if", content=body(leaking(), **more))
    assert Outcome.from_dict(answer.json()) == seatplan.what_if(leaking(), leaking_plan(), edit)
    why = client.post("/explain", content=body(impossible()))
    assert Explanation.from_dict(why.json()) == seatplan.explain(impossible())


def test_what_is_wrong_is_422_with_its_place(client: httpx.Client) -> None:
    """A form can show each problem beside its field; no stack comes out."""
    data = {"program": {"agencies": [{"id": 1}, {"idd": "A"}]}}
    answer = client.post("/solve", json=data)
    assert answer.status_code == 422
    (error,) = answer.json()["detail"]
    assert error["loc"] == ["body", "program"]
    places = [one["place"] for one in error["ctx"]["problems"]]
    assert places == ["agencies[0].id", "agencies[1].idd"]
    edit = Edit.parse("cancel flight=S-3")
    more = {"plan": leaking_plan().to_dict(), "edits": [edit.to_dict()]}
    answer = client.post("/what-if", content=body(leaking(), **more))
    assert answer.status_code == 422
    assert "unknown flight 'S-3'" in answer.json()["detail"]
    assert client.post("/solve", content=body(leaking(), time_limit=-1)).status_code == 422


def events(answer: httpx.Response) -> Iterator[tuple[str, Any]]:
    name = ""
    for line in answer.iter_lines():
        kind, _, text = line.partition(": ")
        if kind == "event":
            name = text
        elif kind == "data":
            yield name, json.loads(text)


def test_progress_and_its_end(client: httpx.Client) -> None:
    """Moments come one after the other, the result last."""
    with client.stream("POST", "/solve/events", content=body(leaking())) as answer:
        found = list(events(answer))
    assert [name for name, _ in found[:-1]] == ["progress"] * (len(found) - 1)
    assert found[-1][0] == "result"
    assert Result.from_dict(found[-1][1]) == seatplan.solve(leaking())


def test_cancel(client: httpx.Client) -> None:
    """A search that would go on for an hour ends at once, with what it has; then it is unknown."""
    question = body(endless(), time_limit=3600)
    with client.stream("POST", "/solve/events", content=question) as answer:
        search = answer.headers["search"]
        stream = events(answer)
        assert next(stream)[0] == "progress"
        assert client.delete(f"/solve/{search}").status_code == 204
        *_, (name, data) = stream
    assert name == "result"
    assert Result.from_dict(data).status is not Status.OPTIMAL
    assert client.delete(f"/solve/{search}").status_code == 404


def test_the_documentation_of_the_service(client: httpx.Client) -> None:
    """OpenAPI knows every call."""
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths) == {"/solve", "/what-if", "/explain", "/solve/events", "/solve/{search}"}
