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
        whose = draw(st.sampled_from(program.agencies))
        twin = Agency("Twin", whose.qualifications)
        own = [evolve(one, agency=whose.id) for one in crew]  # of several, two can be swapped
        others = [evolve(one, id=f"{one.id}-2", agency="Twin") for one in crew]
        return evolve(program, agencies=(*program.agencies, twin), crew=(*own, *others))
    chosen = [one for one in crew if draw(st.booleans())] or list(crew[:1])
    return evolve(program, crew=(*crew, *(evolve(one, id=f"{one.id}-2") for one in chosen)))
