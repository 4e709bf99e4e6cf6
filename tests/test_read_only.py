"""The mappings in answers cannot be changed."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from seatplan import Report, WhyNot
from seatplan.read_only import ReadOnly

CHANGES: tuple[Callable[[Any], object], ...] = (
    lambda found: found.__setitem__("a", 2),
    lambda found: found.__delitem__("a"),
    lambda found: found.update(b=1),
    lambda found: found.pop("a"),
    lambda found: found.popitem(),
    lambda found: found.clear(),
    lambda found: found.setdefault("b", 1),
    lambda found: found.__ior__({"b": 1}),
)


@pytest.mark.parametrize("change", CHANGES)
def test_no_change(change: Callable[[Any], object]) -> None:
    """Whatever a dict has for that; the values of a report are such a dict."""
    given = {"a": 1}
    report = Report((), given)
    with pytest.raises(TypeError, match="is read-only"):
        change(report.values)
    given["a"] = 3
    assert report.values == {"a": 1}


def test_all_else() -> None:
    """It is compared, copied, pickled and written as a dict is."""
    found = ReadOnly({"a": (1, 2)})
    assert found == {"a": (1, 2)}
    for other in (pickle.loads(pickle.dumps(found)), copy.copy(found), copy.deepcopy(found)):
        assert other == found
        assert type(other) is ReadOnly
    assert json.dumps(found) == '{"a": [1, 2]}'
    assert {**found, "b": 1} == {"a": (1, 2), "b": 1}
    assert WhyNot.__attrs_attrs__.costs.converter is not None  # type: ignore[attr-defined]
