"""The laws as objects: facts about a law are in its class and nowhere else."""

from __future__ import annotations

import ast
from pathlib import Path

import attrs
import pytest

import seatplan
from seatplan.kinds import NoEditError
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.structure import ASCENT_FULL, LAW_BY_ID, LAWS, PLACES, Law
from seatplan.validation import STRUCTURE
from tests.build import flight, member, program, seat

PACKAGE = Path(seatplan.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
HOMES = {
    *(PACKAGE / "structure").glob("*.py"),
    PACKAGE / "validation" / "law_ids.py",
    *(PACKAGE / "catalog" / "generator").glob("*.py"),  # writes keys of program files
}
"""Where the id of a law may be text."""

OTHER_WORDS = {
    ("known_names.py", "dates"),
    ("files/plans.py", "dates"),
    ("normal.py", "spacecraft"),
    ("notices/absences.py", "spacecraft"),
    ("report/differences.py", "dates"),
    ("report/manifest.py", "spacecraft"),
    ("report/manifest.py", "port"),
    ("report/tables.py", "port"),
    ("report/page/station.py", "port"),
    ("plan/entries.py", "dates"),
    ("builder.py", "spacecraft"),
    ("files/programs.py", "spacecraft"),
    ("engine/explain/relevance.py", "fixed"),
    ("engine/explain/relevance.py", "forbidden"),
    ("engine/explain/relevance.py", "spacecraft"),
    ("files/tables.py", "fixed"),
    ("files/tables.py", "forbidden"),
    ("files/tables.py", "spacecraft"),
    ("notebook/program_frames.py", "spacecraft"),
    ("docked.py", "port"),
    ("docked.py", "spacecraft"),
    ("files/plan_rows.py", "dates"),
    ("files/plan_rows.py", "port"),
    ("files/plan_rows.py", "spacecraft"),
    ("files/plans.py", "spacecraft"),
    ("plan/entries.py", "spacecraft"),
    ("known_names.py", "spacecraft"),
    ("program/program.py", "port"),
    ("program/flight.py", "port"),
    ("forgiving/__init__.py", "spacecraft"),
    ("report/tables.py", "port"),
    ("testing/__init__.py", "spacecraft"),
    ("validation/flights.py", "spacecraft"),
    ("program/program.py", "spacecraft"),
    ("validation/ids.py", "port"),
    ("validation/ids.py", "spacecraft"),
    ("validation/program_like.py", "spacecraft"),
    ("validation/traffic.py", "spacecraft"),
    ("whatif/editing.py", "port"),
    ("whatif/editing.py", "spacecraft"),
    ("whatif/edits/assign_spacecraft.py", "spacecraft"),
    ("whatif/edits/close_port.py", "port"),
    ("whatif/edits/ground_spacecraft.py", "spacecraft"),
    ("whatif/faults.py", "port"),
    ("whatif/faults.py", "spacecraft"),
    ("whatif/mentions.py", "port"),
    ("whatif/records.py", "dates"),
    ("whatif/records.py", "spacecraft"),
    ("builder.py", "fixed"),
    ("builder.py", "forbidden"),
    ("notebook/program_frames.py", "fixed"),
    ("notebook/program_frames.py", "forbidden"),
    ("program/program.py", "fixed"),
    ("program/program.py", "forbidden"),
    ("files/schema.py", "return"),
    ("validation/__init__.py", "fixed"),
    ("validation/__init__.py", "forbidden"),
    ("validation/entries.py", "fixed"),
    ("validation/entries.py", "forbidden"),
    ("normal.py", "spacecraft"),
    ("report/differences.py", "dates"),
    ("report/manifest.py", "port"),
    ("report/tables.py", "port"),
    ("report/manifest.py", "spacecraft"),
    ("report/page/station.py", "port"),
    ("validation/program_like.py", "fixed"),
    ("validation/program_like.py", "forbidden"),
}
"""The same words for something else: lists of a program or a plan and what is in them, and what a
function returns."""


def ids_as_text(source: str) -> set[str]:
    """The ids of laws that are a whole piece of text in Python code."""
    return {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and node.value in STRUCTURE
    }


def test_no_id_of_a_law_is_text_outside_its_file() -> None:
    """Code that needs to know about a law uses the object."""
    found = {
        (path.relative_to(PACKAGE).as_posix(), one)
        for path in MODULES
        if path not in HOMES and "generator" not in path.parts  # its words are keys of files
        for one in ids_as_text(path.read_text(encoding="utf-8"))
    }
    assert found <= OTHER_WORDS


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_knows_a_law(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [one for one in STRUCTURE if f'"{one}"' in text or f"'{one}'" in text]


def test_an_id_that_is_text_is_found() -> None:
    """The search above sees what it should: in a comparison, in a set, as a key."""
    assert ids_as_text('x.rule == "one-place"') == {"one-place"}
    assert ids_as_text('{"return": 1, "a": {"places"}}') == {"return", "places"}
    assert ids_as_text('"""Of one-place."""') == set()


def test_the_laws_are_those_whose_ids_are_taken() -> None:
    """In the order of the contract, each known by its id."""
    assert tuple(law.id for law in LAWS) == STRUCTURE
    assert [LAW_BY_ID[id] for id in STRUCTURE] == list(LAWS)


def test_a_law_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        PLACES.id = "others"  # type: ignore[misc]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.id)
def test_what_a_law_says_of_itself_fits_together(law: Law) -> None:
    """A law with a word for barred members only bars; a law with a rank can be given up."""
    assert law.only_bars or not law.bar
    assert law.can_be_given_up or law.rank == Law.rank
    assert 0 <= law.rank <= Law.rank


def test_what_is_never_given_up_says_so() -> None:
    """No change of a program does without such a law."""
    one = program([flight("F1", 0, 10)], [member("ann")])
    for law in LAWS:
        if law.can_be_given_up:
            assert type(law).without is not Law.without or not law.decidable
        else:
            here = PLACES.requirement(one.flights[0], "up")
            with pytest.raises(NoEditError, match="holds for every plan"):
                law.without(one, here)


def test_only_an_empty_critical_seat_is_a_last_resort() -> None:
    """Of the seats that go up taken, those of a commander are given up last."""
    seats = [seat("commander", critical=True), seat("guest")]
    one = program([flight("F1", 0, 10)], [member("ann")], seats=seats)
    lookup = ProgramIndex(one)
    commander, guest = (
        ASCENT_FULL.requirement(one.flights[0], here)
        for here in lookup.seats(lookup.flights["F1"]).values()
    )
    assert ASCENT_FULL.last_resort(lookup, commander)
    assert not ASCENT_FULL.last_resort(lookup, guest)
    elsewhere = Requirement("ascent-full:F9:pilot", ASCENT_FULL.id, "of another program")
    assert not ASCENT_FULL.last_resort(lookup, elsewhere)
