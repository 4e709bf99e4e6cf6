"""The page as a whole: well-formed, complete, escaped, deterministic, and in one file."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import seatplan
from seatplan import Plan, PlanError, Program, check, report_page
from seatplan.goals.least_change import LeastChange
from seatplan.report.clean import clean
from seatplan.testing import plans, programs
from tests.properties.effort import examples
from tests.small_programs import broken_plan, impossible, leaking, leaking_plan, nasty

from .markup import Element, read, seen

NASTY = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "</style></script></svg>&lt;&amp;&#0;",
    "{{ 7 * 7 }}{% include 'page.html' %}",
    "\u05d0\u05d1\u202e\u2066\u2028",
    "]]><!--",
]


@st.composite
def pages(draw: st.DrawFn) -> tuple[Program, Plan, date | None, Plan | None]:
    """Draw a program, any plan, and sometimes a day `as_of` and an earlier plan."""
    program = draw(programs())
    days = [day for flight in program.flights for day in (flight.launch, flight.landing)]
    as_of = draw(st.none() | st.sampled_from(days)) if days else None
    other = draw(st.none() | plans(program))
    return program, draw(plans(program)), as_of, other


@given(pages())
@examples(40)
def test_any_plan_of_any_program(drawn: tuple[Program, Plan, date | None, Plan | None]) -> None:
    """The page is well-formed, all links have targets, and no name, message or value is missing."""
    program, plan, as_of, other = drawn
    page = read(report_page(program, plan, as_of=as_of, compare=other))
    report = check(program, plan, as_of=as_of, reference=other)
    headings = [one.text for one in page.all("h3")]
    for member in program.crew:
        assert any(text.startswith(clean(member.name)) for text in headings)
        assert page.all("article", id=f"person-{member.id}")
    for flight in program.flights:
        assert page.all("article", id=f"flight-{flight.id}")
        assert len(page.all("a", cls="block", href=f"#flight-{flight.id}")) == 1
    faults = page.all("li", cls="card")
    assert [one.all("p")[0].all("bdi")[0].text for one in faults] == [
        clean(one.message) for one in report.violations
    ]
    goals = {one.name: one for one in program.named_goals}
    assert goals_of(page) == {
        goal: goals[goal].in_words(value)
        for goal, value in report.values.items()
        if other is None or not isinstance(goals[goal], LeastChange)
    }
    assert ("Broken" in page.all("p", cls="verdict")[0].text) is not report.ok
    # Each member on a leg is in a seat of the timeline, and in the manifest of that flight.
    for line in plan.assignments:
        card = page.all("article", id=f"flight-{line.flight}")[0]
        links = {one.attrs["href"] for one in card.all("a")}
        if line.leg == "up":
            assert f"#person-{line.member}" in links
        assert [
            one
            for one in page.all("a", cls="stay", href=f"#person-{line.member}")
            if f"flight-{line.flight}" in one.attrs["data-of"].split()
        ]


def goals_of(page: Element) -> dict[str, str]:
    tables = page.all("table", cls="values")
    rows = tables[0].all("tbody")[0].all("tr") if tables else []
    return {row.all("th")[0].all("bdi")[1].text: row.all("td", cls="value")[0].text for row in rows}


@pytest.mark.parametrize("text", NASTY)
def test_names_are_only_text(text: str) -> None:
    """Names add no element, no attribute and no control character to the page."""
    harmless = report_page(nasty("x"), leaking_plan())
    poisoned = report_page(nasty(text), leaking_plan())
    poisoned.encode()
    page = read(poisoned)
    tags = [(one.tag, [*one.attrs]) for one in page.all() if one.tag not in ("p", "br", "bdi")]
    there = read(harmless).all()
    expected = [(one.tag, [*one.attrs]) for one in there if one.tag not in ("p", "br", "bdi")]
    assert tags == expected
    assert clean(text) in seen(page)
    assert all(sign == "\n" or sign.isprintable() for sign in poisoned)


def test_ids_that_are_no_words() -> None:
    """Ids with blanks, quotes, signs or letters of other scripts have separate anchors."""
    ids = ["a b", 'a"b', "a%20b", "#", "Я", "<a>"]
    members = tuple(seatplan.CrewMember(one, "NASA") for one in ids)
    flights = tuple(
        seatplan.Flight(one, "Soyuz", date(2024, 1, 1), date(2024, 7, 1)) for one in ids
    )
    program = evolve(leaking(), rules=(), crew=members, flights=flights)
    page = read(report_page(program, Plan()))
    assert len(page.all("article")) == 2 * len(ids)


def test_the_same_every_time() -> None:
    """Equal inputs give equal texts, whatever the order of the lines of the plan."""
    lines = leaking_plan().assignments
    other = report_page(leaking(), Plan(lines[::-1], "A leak"), compare=broken_plan())
    assert report_page(leaking(), leaking_plan(), compare=broken_plan()) == other


def test_nothing_is_fetched() -> None:
    """The page refers to nothing outside of itself, and its policy forbids that."""
    text = report_page(leaking(), leaking_plan())
    page = read(text)
    for one in page.all():
        for name in ("src", "href", "action", "srcset", "data", "poster"):
            assert one.attrs.get(name, "#")[0] == "#" or one.attrs[name] == "data:,"
        assert not any(name == "style" or name.startswith("on") for name in one.attrs)
    (style,), (script,) = page.all("style"), page.all("script")
    assert not re.search(r"@import|url\((?!#)", style.text)
    (policy,) = page.all("meta", http_equiv="Content-Security-Policy")
    for kind, one in (("style", style), ("script", script)):
        digest = base64.b64encode(hashlib.sha256(one.text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy.attrs["content"]
    assert policy.attrs["content"].startswith("default-src 'none'; ")


def test_an_empty_program() -> None:
    """The page of a program without flights has no charts, and mentions it."""
    page = read(report_page(Program(), Plan()))
    assert "nothing to draw" in seen(page)
    assert not page.all("div", id="time")


def test_plans_with_unknown_flights() -> None:
    """An unknown flight in the plan is an error, as in a check; in an earlier plan it is not."""
    strange = Plan((seatplan.Assignment("S-9", "up", "commander", "anna"),))
    with pytest.raises(PlanError, match="unknown flight 'S-9'"):
        report_page(leaking(), strange)
    page = read(report_page(leaking(), leaking_plan(), compare=strange))
    assert "S-9no longer in the program" in seen(page)


def test_what_is_broken_is_marked_where_it_is() -> None:
    """Each violation has a mark in the row of its rule, on its flights and at its members."""
    page = read(report_page(leaking(), broken_plan()))
    marks = {
        "rule": marks_in(page.all("div", cls="rule")),
        "flight": marks_in(page.all("svg", cls="flights")),
        "member": marks_in(page.all("li", cls="lane")),
    }
    violations = check(leaking(), broken_plan()).violations
    assert len(violations) > 3
    for place, one in enumerate(violations, start=1):
        found = {where: words.count(f"broken-{place}") for where, words in marks.items()}
        assert found == {"rule": 1, "flight": len(one.flights), "member": len(one.members)}


def marks_in(parts: list[Element]) -> list[str]:
    """Return the anchors in `data-of` of all marks in these parts of the page."""
    marks = [mark for part in parts for mark in part.all("a", cls="mark")]
    return [word for mark in marks for word in mark.attrs["data-of"].split()]


def test_the_past_and_the_planned() -> None:
    """With `as_of`, each tour shows whether it is past, under way or planned."""
    program, plan = leaking(), leaking_plan()
    page = read(report_page(program, plan, as_of=date(2024, 8, 1)))
    classes = {
        one.attrs["href"]: one.attrs["class"].split()[2:] for one in page.all("a", cls="tour")
    }
    assert classes == {"#flight-S-1": ["under-way"], "#flight-D-1": ["past"]}
    page = read(report_page(program, plan, as_of=date(2024, 1, 1)))
    assert len(page.all("a", cls="planned")) == len(page.all("a", cls="tour"))
    assert len(page.all("svg", cls="planned")) == len(page.all("svg", cls="dock"))


def test_changes() -> None:
    """Tours that only one of two plans has are marked, drawn, counted and listed."""
    page = read(report_page(leaking(), broken_plan(), compare=leaking_plan()))
    gone = [one.attrs["aria-label"] for one in page.all("a", cls="gone")]
    assert len(gone) == 2
    assert all(text.startswith("In the earlier plan, no longer: ") for text in gone)
    assert "3 seats and 2 members changed" in page.all("p", cls="figures")[0].text
    assert "Carl Young" in page.all("section", id="changes")[0].text
    page = read(report_page(leaking(), leaking_plan(), compare=broken_plan()))
    assert len([one for one in page.all("a", cls="new") if "tour" in one.attrs["class"]]) == 2
    page = read(report_page(leaking(), leaking_plan(), compare=leaking_plan()))
    assert "both plans are the same" in page.all("section", id="changes")[0].text
    assert not page.all("a", cls="new") + page.all("a", cls="gone")


@pytest.mark.parametrize("name", ["iss-crossflight", "iss-audit"])
def test_shipped_programs(name: str) -> None:
    """The pages of flown plans are well-formed, and have every member and flight."""
    program = seatplan.catalog.load(name)
    page = read(report_page(program, seatplan.catalog.flown(name)))
    assert len(page.all("article")) == len(program.flights) + len(program.crew)
    assert "Sergey Prokopyev" in seen(page)


def test_the_proof_of_a_result() -> None:
    """The page of a result shows what was proved; that of a plan, what a check alone shows."""
    result = seatplan.solve(leaking())
    page = read(report_page(leaking(), result))
    assert "Proved optimal for this program" in page.all("p", cls="proof")[0].text
    assert result.plan is not None
    plain = read(report_page(leaking(), result.plan))
    assert "Checked without a search" in plain.all("p", cls="proof")[0].text
    assert goals_of(page) == goals_of(plain)
    goal, *rest = result.goals
    late = evolve(
        result,
        status=seatplan.Status.FEASIBLE,
        goals=(evolve(goal, bound=goal.bound - 1), *rest),
    )
    page = read(report_page(leaking(), late))
    assert page.all("p", cls="proof")[0].text.startswith(f"Not proved: {goal.id} is ")


def hard_only(*goals: seatplan.kinds.Goal) -> seatplan.Program:
    """Return the leaking program without preferences, so that no goal is implied."""
    hard = tuple(rule for rule in leaking().rules if rule.weight is None)
    return evolve(leaking(), rules=hard, goals=goals)


def test_what_the_goal_values_alone_prove() -> None:
    """The best possible value of a goal is proved without a search; any other has its limit."""
    program = hard_only(seatplan.goals.LeastChange(), seatplan.goals.EvenTurns())
    value = seatplan.check(program, leaking_plan(), reference=leaking_plan()).values["even-turns"]
    assert value
    page = read(report_page(program, leaking_plan(), compare=leaking_plan()))
    known = f"even-turns is {value} squared flights, and the best is at least 0."
    proof = page.all("p", cls="proof")[0].text
    assert proof == f"Checked without a search for a better plan: {known}"
    program = hard_only(seatplan.goals.LeastChange())
    page = read(report_page(program, leaking_plan(), compare=leaking_plan()))
    proof = page.all("p", cls="proof")[0].text
    assert proof == "Proved without a search: no plan is better in least-change."
    assert "Gap to the bestnone" in page.all("dl", cls="facts")[0].text


def test_a_check_alone_without_goals() -> None:
    """Without goals, a check shows whether a plan keeps the hard rules, and nothing more."""
    page = read(report_page(hard_only(), broken_plan()))
    assert "whether any plan keeps every hard rule is not known" in page.text
    page = read(report_page(hard_only(), leaking_plan()))
    assert "the program has no goals" in page.all("p", cls="proof")[0].text


def test_a_flight_that_the_plan_moves() -> None:
    """The flight is drawn on the dates of the plan, with a ghost on those of the program."""
    program = leaking().apply(seatplan.OpenDates(["D-1"], days=30))
    dates = (seatplan.FlightDates("D-1", "2024-02-11", "2024-08-01"),)
    page = read(report_page(program, evolve(leaking_plan(), dates=dates)))
    (ghost,) = page.all("svg", cls="ghost")
    assert ghost.attrs["aria-label"] == "D-1 in the program: 2024-02-01 to 2024-08-01"
    assert "2024-02-11" in page.text


def test_the_page_of_a_what_if_is_of_the_edited_program() -> None:
    """The headline is the event, old dates are a ghost, and counts are those of the outcome."""
    program, plan = leaking(), leaking_plan()
    outcome = seatplan.what_if(program, plan, seatplan.Slip("D-1", 20))
    page = read(report_page(outcome))
    assert page.all("h1")[0].text.startswith("D-1 +20 days: ")
    assert "nothing breaks, proved" in page.all("h1")[0].text
    assert "Kept" in page.all("p", cls="verdict")[0].text
    (ghost,) = page.all("svg", cls="ghost")
    assert ghost.attrs["aria-label"] == "D-1 before: 2024-02-01 to 2024-08-01"
    assert [one.text for one in page.all("ul", cls="moved")[0].all("ins")] == [
        "2024-02-21",
        "2024-08-21",
    ]
    lost = seatplan.what_if(program, plan, seatplan.Forbid("D-1", "boris"))
    page = read(report_page(lost))
    assert page.all("h1")[0].text.startswith("Boris Ivanov not on D-1: ")
    assert lost.seats
    assert f"{lost.seats} seat" in page.all("h1")[0].text
    changes = page.all("section", id="changes")[0]
    assert len(changes.all("del")) == len(
        {(one.flight, one.role, one.member) for one in lost.changes if one.kind == "removed"}
    )


def test_the_page_of_no_plan() -> None:
    """The page of an explanation, or of a failed what-if, has all conflicts and fixes."""
    program = impossible()
    explanation = seatplan.explain(program)
    for page in (
        read(report_page(program, explanation)),
        read(report_page(seatplan.what_if(program, leaking_plan()))),
    ):
        assert "No plan" in page.all("p", cls="verdict")[0].text
        assert [
            one.all("bdi")[0].text for one in page.all("section", cls="conflict")[0].all("li")
        ] == [one.message for one in explanation.conflict]
        assert len(page.all("section", cls="fixes")[0].all("li")) == len(explanation.fixes)
    with pytest.raises(PlanError, match="no plan to show"):
        report_page(program, seatplan.solve(program))


def test_the_page_of_a_stress_test() -> None:
    """The page has every fault that changes anything, the worst first, with its seats."""
    program, plan = leaking(), leaking_plan()
    study = seatplan.stress(program, plan)
    page = read(report_page(program, study))
    table = page.all("table", cls="ranked")[0]
    rows = [one for one in table.all("tr") if one.all("span", cls="verdict-word")]
    moving = [row for row in study.rows if not study.is_quiet(row)]
    assert [row.all("th")[0].text for row in rows] == [row.fault.scenario.name for row in moving]
    assert [row.all("td", cls="bar")[0].text.strip() for row in rows] == [
        str(row.seats or "") for row in moving
    ]


def test_undecided_what_ifs_do_not_count_as_survived() -> None:
    """A stress test or sweep whose search ended early claims a plan only for decided what-ifs."""
    study = seatplan.stress(leaking(), leaking_plan())
    survived = [row for row in study.rows if row.survives][:1]
    assert survived
    rows = (*survived, evolve(survived[0], outcome=None))
    page = read(report_page(leaking(), evolve(study, rows=rows)))
    assert page.all("h1")[0].text == "2 single faults: a plan is left after 1"
    assert page.all("p", cls="verdict")[0].text == "Not all decided"
    assert page.all("p", cls="proof")[0].text == "1 fault not decided."
    lost = evolve(survived[0], outcome=None, problem="it is still up")
    page = read(report_page(leaking(), evolve(study, rows=(lost, *rows))))
    (word,) = page.all("p", cls="verdict")[0].all("strong")
    assert (word.text, word.attrs["class"]) == ("1 fault without a plan", "bad")


def test_the_page_of_a_sweep() -> None:
    """The page has each scenario in order, with its verdict and its changes of seats."""
    program, plan = leaking(), leaking_plan()
    edits = (seatplan.Forbid("D-1", "boris"), seatplan.Withdraw("dana"), seatplan.Cancel("S-2"))
    scenarios = [seatplan.Scenario(edit.kind, [edit]) for edit in edits]
    outcomes = list(seatplan.sweep(program, plan, scenarios))
    page = read(report_page(program, outcomes))
    table = page.all("table", cls="ranked")[0]
    rows = [one for one in table.all("tr") if one.all("span", cls="verdict-word")]
    assert [row.all("th")[0].text for row in rows] == [one.scenario.name for one in outcomes]
    verdicts = ["plan left" if one.survives else "no plan" for one in outcomes]
    assert {*verdicts} == {"plan left", "no plan"}
    for row, word, outcome in zip(rows, verdicts, outcomes, strict=True):
        assert word in row.all("span", cls="verdict-word")[0].text
        for kind, tag in (("removed", "del"), ("added", "ins")):
            seats = {(c.flight, c.role, c.member) for c in outcome.changes if c.kind == kind}
            assert len(row.all(tag)) == len(seats)
    lost = verdicts.count("no plan")
    assert f"after {lost} scenario" in page.all("h1")[0].text
    with pytest.raises(seatplan.ArgumentError, match="is not an Outcome"):
        report_page(program, [plan])  # type: ignore[list-item]


def test_the_page_of_a_trade_off() -> None:
    """Each point has a dot that links to its plan, with who goes up on each flight."""
    program = seatplan.catalog.load("two-flights")
    first, second = [goal.name for goal in program.named_goals][-2:]
    found = seatplan.tradeoff(program, first, second, most=3).collect()
    page = read(report_page(program, found))
    links = [one.attrs["href"] for one in page.all("svg", cls="front")[0].all("a")]
    assert links == [f"#point-{at}" for at in range(1, len(found) + 1)]
    for link, point in zip(links, found, strict=True):
        (article,) = page.all("article", id=link[1:])
        up = [line for line in point.plan.assignments if line.leg == "up"]
        assert len(article.all("span", cls="seat")) == len(up)
