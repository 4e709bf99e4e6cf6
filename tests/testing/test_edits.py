"""Built-in edits obey the laws of edits, and the laws detect edits that break them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve, field, frozen
from hypothesis import Phase, settings
from hypothesis import strategies as st

from seatplan import AssignSpacecraft, ClosePort, Edit, GroundSpacecraft, Program, edit_kind
from seatplan.program import Unavailable
from seatplan.testing import check_edit, programs
from seatplan.testing.draws import intervals
from seatplan.testing.traffic import spacecraft, with_traffic
from seatplan.whatif import editing
from seatplan.whatif.editing import Draft
from tests.whatif.strategies import edits

FEW = settings(max_examples=40, derandomize=True, phases=[Phase.generate])


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the edits of these tests from the registry afterwards."""
    monkeypatch.setattr(editing, "_edits", dict(editing._edits))


def test_built_in_edits_keep_the_laws() -> None:
    """Every kind of edit that the tests draw obeys the laws."""
    check_edit(edits, settings=FEW)


@st.composite
def _with_ships(draw: st.DrawFn) -> Program:
    """Small programs with ports, and all with spacecraft."""
    one = draw(programs())
    one = draw(with_traffic(one))
    return one if one.spacecraft else evolve(one, spacecraft=draw(spacecraft(one)))


@st.composite
def _ship_edits(draw: st.DrawFn, program: Program) -> Edit:
    """Ports that close, spacecraft that are grounded or make another flight."""
    since, until = draw(intervals())
    craft = draw(st.sampled_from([one.id for one in program.spacecraft]))
    flight = draw(st.sampled_from([one.id for one in program.flights]))
    port = draw(st.sampled_from([one.id for one in program.ports]))
    return draw(
        st.sampled_from(
            (
                ClosePort(port, since, until, "a drill"),
                GroundSpacecraft(craft, since, until, "a leak"),
                AssignSpacecraft(flight, craft),
                AssignSpacecraft(flight),
            )
        )
    )


def test_edits_of_ships_keep_the_laws() -> None:
    """On programs with ports and spacecraft."""
    check_edit(_ship_edits, programs=_with_ships(), settings=FEW)


@frozen
class Secret(Edit):
    """An edit that cancels a flight that its `legs` do not name."""

    flight: str = field(metadata={"id": "flight"})

    def made(self, draft: Draft) -> Draft:
        return evolve(draft, flights=tuple(one for one in draft.flights if one.id != self.flight))


@frozen
class Frees(Edit):
    """An edit that makes a member available but claims that it only restricts."""

    only_restricts = True

    member: str = field(metadata={"id": "member"})

    def made(self, draft: Draft) -> Draft:
        member = draft.member(self.member)
        return evolve(draft.with_member(evolve(member, unavailable=())), forbidden=())


TIMES: list[int] = []


@frozen
class Counts(Edit):
    """An edit whose result depends on how often it was applied."""

    member: str = field(metadata={"id": "member"})

    def made(self, draft: Draft) -> Draft:
        TIMES.append(0)
        member = draft.member(self.member)
        absence = Unavailable(date(1990, 1, 1), date(1990, 1, 2), str(len(TIMES)))
        return draft.with_member(evolve(member, unavailable=(absence,)))


@pytest.mark.parametrize(
    ("cls", "said"),
    [
        (Secret, r"legs\(\) does not name"),
        (Frees, r"a plan became possible|, then "),
        (Counts, "it makes another program each time"),
    ],
)
def test_an_edit_that_breaks_a_law_is_found(cls: type[Edit], said: str) -> None:
    """The laws detect each of these edits."""
    made: Any = edit_kind(cls.__name__.casefold())(cls)

    def maker(program: Program) -> st.SearchStrategy[Edit]:
        thing = program.flights[0] if cls is Secret else program.crew[0]
        return st.just(made(thing.id))

    with pytest.raises(AssertionError, match=said):
        check_edit(maker, settings=settings(FEW, max_examples=300))
