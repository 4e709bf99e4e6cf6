"""Programs with people who are alike: each member has a twin, of the same agency or of another."""

from __future__ import annotations

from attrs import evolve
from hypothesis import strategies as st

from seatplan import Agency, Program


@st.composite
def with_twins(draw: st.DrawFn, programs: st.SearchStrategy[Program]) -> Program:
    """Programs in which members, or a whole agency, have twins of another name."""
    program = draw(programs)
    crew = program.crew
    if draw(st.booleans()):
        whose = draw(st.sampled_from(program.agencies)).id
        twin = Agency("Twin", program.agency(whose).qualifications)
        others = [
            evolve(one, id=f"{one.id}-2", agency="Twin") for one in crew if one.agency == whose
        ]
        return evolve(program, agencies=(*program.agencies, twin), crew=(*crew, *others))
    chosen = [one for one in crew if draw(st.booleans())] or list(crew[:1])
    return evolve(program, crew=(*crew, *(evolve(one, id=f"{one.id}-2") for one in chosen)))
