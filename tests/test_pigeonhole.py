"""Conflicts that are shown by counting seats."""

from __future__ import annotations

from datetime import date

from attrs import evolve
from hypothesis import event, given
from hypothesis import strategies as st

from seatplan import Program, Status, Window, catalog, explain, solve
from seatplan.kinds import Rule
from seatplan.pigeonhole import headline, pigeonhole
from seatplan.program_index import ProgramIndex
from seatplan.report.explanations import explanation_tables
from seatplan.report.page.documents import explanation_page
from seatplan.rules import Count, Exchange, Quota
from seatplan.structure import LAW_BY_ID
from seatplan.testing import programs
from seatplan.timeline import PlanIndex
from seatplan.worth import Term
from tests.build import day, flight, member, program, seat, vehicle
from tests.properties.effort import examples
from tests.report.test_layout import printed
from tests.sentences import requirements_of

NASA = (
    "34 seats must be taken (all seats of Crew-5, Crew-6, Crew-7 and 4 others; 1 flight-engineer "
    "seat of MS-25; the commander seat of Crew-9; the commander seat and the mission-specialist "
    "seats of each of Crew-12 and Crew-13), and at most 33 may be: 1 by members of CSA, 2 by "
    "members of ESA, 4 by members of JAXA, 2 by members of Belarus or MBRSC, 22 by members of "
    "NASA and 2 through the exchange of NASA and Roscosmos."
)

FLIGHTS = [flight("F1", 0, 10), flight("F2", 20, 30)]
SEATS = [seat(requires="flying"), seat("crew", 2)]


@st.composite
def capped(draw: st.DrawFn) -> Program:
    """A program with a quota for each agency, for which counting often shows a contradiction."""
    drawn = draw(programs(max_goals=0, max_rules=1))
    quotas = []
    for number, agency in enumerate(drawn.agencies):
        low, high = draw(st.sampled_from([(None, 0), (None, 1), (1, 1), (3, None), (2, 2)]))
        quotas.append(Quota(id=f"cap-{number}", agencies=[agency.id], min=low, max=high))
    balances = []
    if len(drawn.agencies) > 1 and draw(st.booleans()):
        parties = [one.id for one in drawn.agencies[:2]]
        balances = [Exchange(id="swap", parties=parties, tolerance=draw(st.integers(0, 1)))]
    return evolve(drawn, rules=(*drawn.rules, *quotas, *balances))


@given(capped(), st.data())
@examples(80)
def test_the_count_is_right(program: Program, data: st.DataObject) -> None:
    """What is counted has no plan, and plans of the laws alone take as many seats as counted."""
    every = list({one.id: one for one in requirements_of(program)}.values())
    left_out = data.draw(st.sampled_from(["", "seat-requirements", "forbidden", "ascent-full"]))
    some = [one for one in every if one.rule != left_out]
    found = pigeonhole(ProgramIndex(program), some)
    event(f"found: {found is not None}")
    if found is None:
        return
    beyond = found.needed - found.allowed
    assert beyond > 0
    laws = [one for one in some if one.rule in LAW_BY_ID]
    bounds = [one for one in some if one.id in found.bounds]
    assert len(bounds) == len(found.bounds)
    assert solve(program, only=[*laws, *bounds]).status is Status.INFEASIBLE
    # A bound that is looser by almost as much as is missing still leaves no plan.
    looser = [
        evolve(rule, max=None if rule.max is None else rule.max + beyond - 1)
        if found.message[0].isdigit()
        else evolve(rule, min=rule.min - beyond + 1)
        for rule in program.named_rules
        if rule.name == bounds[0].rule and isinstance(rule, Quota)
    ]
    others = [rule for rule in program.named_rules if rule.name != bounds[0].rule]
    if looser:
        still = evolve(program, rules=(*others, *looser))
        assert solve(still, only=[*laws, *bounds]).status is Status.INFEASIBLE
    plan = solve(program, only=laws).plan
    if plan is not None and found.message[0].isdigit():
        reading = PlanIndex(program, plan)
        for (ship, role), count in found.seats.items():
            lines = reading.on(reading.lookup.flights[ship], "up")
            assert sum(line.role == role for line in lines) >= count


def test_a_cap_on_nasa() -> None:
    """A conflict of many lines begins with one sentence on how many seats must be taken.

    The solver's own core for this number is one that no count explains.
    """
    crossflight = catalog.load("iss-crossflight")
    cap = Quota(id="cap", agencies=["NASA"], max=22)
    explanation = explain(evolve(crossflight, rules=(*crossflight.rules, cap)), max_fixes=0)
    assert explanation.counted == (NASA,)
    assert str(explanation).splitlines()[1] == NASA
    lines = [line for part in explanation_tables(explanation) for line in printed(part, 500)]
    assert lines[1] == NASA
    assert explanation_page(crossflight, explanation).counted == (NASA,)
    assert NASA in explanation._repr_html_()


def sparse(*rules: Rule) -> Program:
    """Two flights with a pilot of NASA and two more seats each."""
    crew = [
        member("ann", "NASA", "flying"),
        member("bob", "NASA", "flying"),
        *(member(f"m{number}", "JAXA") for number in range(4)),
    ]
    return program(FLIGHTS, crew, seats=SEATS, rules=rules)


def said(program: Program, as_of: date | None = None) -> str:
    """The sentence on all requirements of a program."""
    return headline(ProgramIndex(program), requirements_of(program), as_of)


def test_seats_that_only_some_can_take() -> None:
    """Upper bounds, with one rule and with several, and for everyone."""
    pilots = "the pilot seat of each of F1 and F2"
    assert said(sparse(Quota(agencies=["NASA"], max=1))) == (
        "2 seats must be taken and can be taken only by members of NASA "
        f"({pilots}), and at most 1 may go to them."
    )
    assert said(sparse(Count(terms=[Term(agencies=["NASA"])], max=0))).endswith(
        "and none may go to them."
    )
    assert said(sparse(Quota(max=5))) == (
        "6 seats must be taken (all seats of F1 and F2), and at most 5 may be."
    )
    assert said(sparse(Quota(agencies=["NASA"], max=2), Quota(agencies=["JAXA"], max=3))) == (
        "6 seats must be taken (all seats of F1 and F2), and at most 5 may be: "
        "2 by members of NASA and 3 by members of JAXA."
    )
    assert said(sparse(Quota(agencies=["NASA"], max=2))) == ""


def test_seats_that_are_too_few() -> None:
    """Lower bounds: seats that the members cannot take do not count."""
    jaxa = Quota(agencies=["JAXA"], min=5)
    assert said(sparse(jaxa)) == (
        "At most 4 seats can be taken by members of JAXA (the crew seats of each of F1 and F2), "
        "and at least 5 must be."
    )
    assert said(sparse(Quota(agencies=["JAXA"], roles=["pilot"], min=1))) == (
        "No seat can be taken by members of JAXA who go up as pilot, and at least 1 must be."
    )
    assert said(sparse(jaxa), day(1)) == ""
    assert said(sparse(Quota(agencies=["JAXA"], min=4))) == ""


def test_short_conflicts_and_open_dates() -> None:
    """Three requirements are read as fast as a sentence; open dates are not counted."""
    capped = sparse(Quota(id="cap", max=5))
    lookup = ProgramIndex(capped)
    of_law = [one for one in requirements_of(capped) if one.rule in ("ascent-full", "cap")]
    assert headline(lookup, of_law)
    assert headline(lookup, of_law[:3]) == ""
    opened = evolve(
        capped, flights=(evolve(FLIGHTS[0], launch_window=Window(day(0), day(2))), FLIGHTS[1])
    )
    assert said(opened) == ""


def test_what_counting_does_not_show() -> None:
    """One seat can count for two lower bounds, and an exchange lets one party fly for another."""
    assert said(sparse(Quota(id="all", min=5), Quota(agencies=["JAXA"], min=4))) == ""
    ships = [vehicle("a", "NASA", 0, seat()), vehicle("b", "JAXA", 0, seat())]
    flights = [flight("F1", 1, 10, "a"), flight("F2", 1, 10, "b")]
    crew = [member("ann", "NASA"), member("jun", "JAXA")]
    exchange = Exchange(parties=["NASA", "JAXA"], tolerance=0)
    swapped = [Quota(agencies=["NASA"], flights=["F1"], max=0), exchange]
    both = program(flights, crew, vehicles=ships, rules=swapped)
    assert solve(both).status is Status.OPTIMAL
    assert said(both) == ""
