"""Laws that every edit must obey, for use in tests of a few lines.

def test_change_vehicle():
    check_edit(change_vehicles)
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy

import hypothesis
from hypothesis import given
from hypothesis import strategies as st

from seatplan.checking import check
from seatplan.engine.answers.solving import solve
from seatplan.errors import ProgramError
from seatplan.goals.least_change import LeastChange
from seatplan.program import Leg, Program
from seatplan.program_index import ProgramIndex
from seatplan.testing.laws import patient
from seatplan.testing.programs import programs as small_programs
from seatplan.whatif.editing import Edit
from seatplan.whatif.one_line import edit_from_line, edit_line

EditMaker = Callable[[Program], st.SearchStrategy[Edit]]


def check_edit(
    maker: EditMaker,
    *,
    programs: st.SearchStrategy[Program] | None = None,
    settings: hypothesis.settings | None = None,
) -> None:
    """Assert, on programs drawn by Hypothesis, that edits of a kind obey the laws of all edits.

    An edit does not change the given program and makes the same program each time. It can be read
    back from its data and from its one-line form. Its `legs` name every leg that it moves, cancels,
    empties or reseats. If it declares that it only restricts, the best plan of the edited program
    keeps the hard rules of the given program and is worth no less there.

    Args:
        maker: draws such edits for a program. The edited program may be invalid, which is a
            ProgramError.
        programs: draws the programs; if None, small programs without ports and spacecraft.
        settings: the settings of Hypothesis, such as how many programs to draw; if None, those of
            the profile.
    """

    drawn = small_programs() if programs is None else programs

    @given(drawn.filter(lambda one: bool(one.flights and one.crew)), st.data())
    @patient(settings)
    def law(program: Program, data: st.DataObject) -> None:
        edit = data.draw(maker(program))
        _must_come_back(edit)
        before = deepcopy(program)
        try:
            edited = program.apply(edit)
        except ProgramError:
            return
        assert before == program, "it changed the program that it was given"
        assert program.apply(edit) == edited, "it makes another program each time"
        named = set(edit.legs())
        missing = [leg for leg in _legs_changed(program, edited) if leg not in named]
        assert not missing, f"legs() does not name {missing}"
        if edit.only_restricts:
            _must_restrict(program, edited)

    law()


def _must_come_back(edit: Edit) -> None:
    data = json.loads(json.dumps(edit.to_dict()))
    assert Edit.from_dict(data) == edit, f"another edit comes back from {data}"
    line = edit_line(edit)
    assert edit_from_line(line) == edit, f"another edit comes back from {line!r}"


def _legs_changed(program: Program, edited: Program) -> Iterator[tuple[str, Leg]]:
    """The legs that the edit removes, moves, empties or reseats."""
    old, new = ProgramIndex(program), ProgramIndex(edited)
    for name, flight in old.flights.items():
        now = new.flights.get(name)
        if now is None:
            yield from ((name, "up"), (name, "down"))
            continue
        reseated = old.seats(flight) != new.seats(now)
        if reseated or now.launch != flight.launch or (now.ascent, flight.ascent) == EMPTIED:
            yield name, "up"
        if reseated or now.landing != flight.landing or (now.descent, flight.descent) == EMPTIED:
            yield name, "down"


EMPTIED = ("empty", "crewed")


def _must_restrict(program: Program, edited: Program) -> None:
    plan = solve(edited).plan
    if plan is None:
        return
    report, after = check(program, plan), check(edited, plan)
    assert report.ok, f"a plan became possible: {report.violations}"
    for goal in program.named_goals:
        if isinstance(goal, LeastChange) or goal.name not in after.values:
            continue
        was, now = report.values[goal.name], after.values[goal.name]
        assert was >= now if goal.sense == "max" else was <= now, f"{goal.name}: {was}, then {now}"
