"""The index of a program: names are unique."""

from __future__ import annotations

from seatplan.program_index import ProgramIndex, names_told_apart
from tests.build import member, program


def test_names_of_people() -> None:
    """A name is shown without the id if no one else has it."""
    crew = [member("w1", name="Anna"), member("w2", name="Anna"), member("w3", name="Ben")]
    index = ProgramIndex(program([], crew))
    assert index.names == {"w1": "Anna (w1)", "w2": "Anna (w2)", "w3": "Ben"}
    assert index.name("w3") == "Ben"


def test_names_that_look_alike() -> None:
    """Composed or not, an accent looks the same; and a name may look like one with an id."""
    assert names_told_apart({"a": "\u00c9va", "b": "E\u0301va"}) == {
        "a": "\u00c9va (a)",
        "b": "E\u0301va (b)",
    }
    odd = names_told_apart({"a": "Ann", "b": "Ann", "c": "Ann (a)"})
    assert odd == {"a": "Ann (a)", "b": "Ann (b)", "c": "Ann (a) (c)"}
