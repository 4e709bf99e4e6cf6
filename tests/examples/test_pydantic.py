"""The classes as types of pydantic."""

from __future__ import annotations

import json
from typing import Any

import pytest

import seatplan
from seatplan.rules import Quota
from tests.small_programs import leaking, leaking_plan

pytestmark = pytest.mark.examples

EDIT = seatplan.Edit.parse("slip flight=S-2 days=3")
VALUES = (
    (seatplan.Program, leaking()),
    (seatplan.Plan, leaking_plan()),
    (seatplan.Flight, leaking().flights[0]),
    (seatplan.CrewMember, leaking().crew[0]),
    (seatplan.Rule, Quota(max=3)),
    (Quota, Quota(max=3)),
    (seatplan.Edit, EDIT),
    (type(EDIT), EDIT),
    (seatplan.Scenario, seatplan.Scenario("late", [EDIT])),
    (seatplan.Report, seatplan.check(leaking(), leaking_plan())),
    (seatplan.Outcome, seatplan.what_if(leaking(), leaking_plan(), EDIT)),
)


@pytest.mark.parametrize(("cls", "value"), VALUES, ids=lambda one: getattr(one, "__name__", ""))
def test_there_and_back(cls: Any, value: Any) -> None:
    """Through JSON and through plain data; a value is taken as it is."""
    from pydantic import TypeAdapter

    adapter = TypeAdapter(cls)
    assert adapter.validate_json(adapter.dump_json(value)) == value
    assert adapter.validate_python(adapter.dump_python(value)) == value
    assert adapter.validate_python(value) is value
    assert adapter.json_schema()["title"] == cls.__name__


def test_what_is_wrong_comes_out_whole() -> None:
    """Every problem with its place, in the words of seatplan."""
    from pydantic import TypeAdapter, ValidationError

    adapter = TypeAdapter(list[seatplan.Flight])
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python([{"id": "{x}", "vehicle": "V", "launch": "soon", "landin": 1}])
    (error,) = caught.value.errors()
    assert error["loc"] == (0,)
    assert [one["place"] for one in error["ctx"]["problems"]] == ["launch", "landin"]
    assert json.loads(caught.value.json())[0]["type"] == "seatplan"
    with pytest.raises(ValidationError, match="unknown key 'quota'"):
        TypeAdapter(Quota).validate_python({"rule": "apart", "members": ["a", "b"], "quota": 1})
    with pytest.raises(ValidationError, match="this is an Apart, not a Quota"):
        TypeAdapter(Quota).validate_python({"rule": "apart", "members": ["a", "b"]})
