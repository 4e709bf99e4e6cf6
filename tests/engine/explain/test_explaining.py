"""Explanations of small programs in typical situations."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from attrs import evolve, frozen

from seatplan import (
    Explanation,
    Finding,
    Fixed,
    Interrupted,
    PlanError,
    Program,
    Requirement,
    Rule,
    Status,
    Unavailable,
    explain,
    solve,
)
from seatplan.engine.solver.search import Search
from seatplan.kinds import rule_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.progress import Progress
from seatplan.requirement import requirement_id
from seatplan.rules.aboard import Aboard
from seatplan.rules.apart import Apart
from seatplan.rules.exchange import Exchange
from seatplan.rules.integrated_crew import IntegratedCrew
from seatplan.rules.quota import Quota
from seatplan.timeline import PlanIndex
from tests.build import away, day, flight, member, plan, program, seat, tour, up, vehicle

PILOTS = [seat("pilot", requires="pilot"), seat("guest", optional=True)]


def messages(requirements: Iterable[Requirement]) -> list[str]:
    """The messages of requirements."""
    return [one.message for one in requirements]


def decisions(explanation: Explanation) -> list[list[str]]:
    """The fixes in words."""
    return [[one.decision for one in fix] for fix in explanation.fixes]


def without_a_pilot(*crew: str) -> Program:
    """A program with one flight and no one who may fly it."""
    return program([flight("F1", 1, 11)], crew or ("ann",), seats=PILOTS)


def test_a_feasible_program() -> None:
    """A feasible program has nothing to explain."""
    explanation = explain(program([flight("F1", 1, 11)], ["ann"]))
    assert (explanation.feasible, explanation.proved) == (True, True)
    assert explanation.conflicts == explanation.fixes == explanation.conflict == ()
    assert str(explanation) == "There is a plan that keeps every requirement."


def test_nobody_is_trained() -> None:
    """If no one is trained, the conflict has the seat and its requirements."""
    explanation = explain(without_a_pilot())
    assert messages(explanation.conflict) == [
        "F1 going up on 2030-01-01 must have 1 pilot seat taken",
        "The pilot of F1 (2030-01-01) must hold pilot: no one holds pilot",
    ]
    assert decisions(explanation) == [
        ["waive pilot for the pilot of F1, or train ann for it"],
        ["launch F1 with a pilot seat empty"],
    ]
    assert (explanation.feasible, explanation.proved, explanation.complete) == (False, True, True)


def test_those_who_could_be_trained() -> None:
    """Candidates for training are of a fitting agency, available, and lack the least."""
    seats = [seat("pilot", requires=("pilot", "eva"), agencies=("NASA",))]
    crew = [
        member("ann", "NASA", "eva"),
        member("bob"),
        member("cem", "NASA", "eva", unavailable=(away(5, 6),)),
        member("dag"),
        member("eva"),
        member("jun", "JAXA", "eva"),
    ]
    explanation = explain(program([flight("F1", 1, 11)], crew, seats=seats))
    (waive,) = (fix for fix in decisions(explanation) if "waive" in fix[0])
    assert waive == [
        "waive eva, pilot and membership of NASA for the pilot of F1, "
        "or train one of ann, bob or dag for it"
    ]


def test_who_would_not_help_is_not_named() -> None:
    """A member who is needed elsewhere is not named as a candidate for training."""
    seats = [seat("pilot", requires="pilot"), seat("guest", requires="guest")]
    crew = [member("ann", "NASA", "guest"), member("bob")]
    explanation = explain(program([flight("F1", 1, 11)], crew, seats=seats))
    trained = [one for (one, *_) in decisions(explanation) if "train" in one]
    assert trained == ["waive pilot for the pilot of F1, or train bob for it"]


def test_nobody_is_free() -> None:
    """Each absence is named, and ending one of them is a fix; entries come before rules."""
    crew = [member("ann", unavailable=(away(5, 6),)), member("bob", unavailable=(away(1, None),))]
    explanation = explain(program([flight("F1", 1, 11)], crew))
    assert messages(explanation.conflict) == [
        "F1 going up on 2030-01-01 must have 1 pilot seat taken",
        "ann is unavailable from 2030-01-05 until 2030-01-06",
        "bob is unavailable from 2030-01-01",
    ]
    assert decisions(explanation) == [
        ["make ann available from 2030-01-05 until 2030-01-06"],
        ["make bob available from 2030-01-01"],
        ["launch F1 with a pilot seat empty"],
    ]


def test_two_wishes_for_one_seat() -> None:
    """If two wishes want one seat, only the wishes are in the conflict."""
    wishes = [Fixed("F1", "pilot", "ann"), Fixed("F1", "pilot", "bob", "up")]
    explanation = explain(program([flight("F1", 1, 11)], ["ann", "bob"], fixed=wishes))
    assert messages(explanation.conflict) == [
        "ann must go up and come down on F1 (2030-01-01) as pilot (1 seat)",
        "bob must go up on F1 (2030-01-01) as pilot (1 seat)",
    ]
    assert decisions(explanation) == [
        ["no longer fix ann as pilot of F1"],
        ["no longer fix bob as pilot of F1 on the way up"],
    ]


def test_a_wish_against_a_rule() -> None:
    """A wish comes before the rule among the fixes."""
    crew = [member("ann", "NASA", "usos"), member("bob")]
    wish, rule = Fixed("F1", "pilot", "bob"), IntegratedCrew(of=("usos",))
    explanation = explain(program([flight("F1", 1, 11)], crew, fixed=[wish], rules=[rule]))
    assert explanation.conflict[0].rule == "fixed"
    assert decisions(explanation) == [
        ["no longer fix bob as pilot of F1"],
        [
            "let F1 come down without anyone trained for usos",
            "let F1 go up without anyone trained for usos",
        ],
    ]


def test_nobody_is_in_two_places_unless_nothing_else_helps() -> None:
    """Being in two places at once is given up only as a last resort."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 21), flight("F3", 8, 31)]
    one = program(flights, ["ann"])
    explanation = explain(one, max_fixes=2)
    assert all(len(fix) == 2 for fix in explanation.fixes)
    everything = explain(one, max_fixes=10)
    assert {decision for fix in decisions(everything) for decision in fix} == {
        f"launch {name} with a pilot seat empty" for name in ("F1", "F2", "F3")
    }
    assert everything.complete


def test_independent_conflicts() -> None:
    """Two independent conflicts are both shown, and every fix resolves both."""
    flights = (flight("F1", 1, 11), flight("F2", 21, 31))
    explanation = explain(evolve(without_a_pilot(), flights=flights))
    assert [one.id for conflict in explanation.conflicts for one in conflict] == [
        "ascent-full:F1:pilot",
        "seat-requirements:F1:pilot",
        "ascent-full:F2:pilot",
        "seat-requirements:F2:pilot",
    ]
    assert explanation.conflict == explanation.conflicts[0]
    assert [len(fix) for fix in explanation.fixes] == [2, 2, 2, 2]
    assert "for 2 independent reasons" in str(explanation)


def test_soft_rules_are_no_reason() -> None:
    """Soft rules are never in a conflict."""
    crew = ["ann", "bob"]
    seats = [seat(count=2)]
    apart = Apart(members=("ann", "bob"), weight=5)
    one = program([flight("F1", 1, 11)], crew, seats=seats, rules=[apart])
    assert explain(one).feasible
    assert not explain(evolve(one, rules=(evolve(apart, weight=None),))).feasible


def test_what_is_never_given_up() -> None:
    """If requirements that are never given up conflict, the explanation shows that."""
    flights = [
        flight("F1", 1, 11, descent="empty", return_options=("F2",)),
        flight("F2", 5, 21, seats=(seat("guest"),), ascent="empty"),
    ]
    one = program(flights, ["ann", "bob"], seats=[seat(count=2)])
    past = plan(up("ann", "F1"), up("bob", "F1"))
    explanation = explain(one, past, as_of=day(3))
    assert (explanation.feasible, explanation.proved) == (False, True)
    assert explanation.conflicts == explanation.fixes == ()
    assert "cannot all come home" in str(explanation)


def test_the_past_is_not_up_for_discussion() -> None:
    """Past violations are not in a conflict; those of future flights are."""
    flights = (flight("F1", 1, 11), flight("F2", 21, 31))
    one = evolve(without_a_pilot(), flights=flights)
    flown = plan(tour("ann", "F1"))
    explanation = explain(one, flown, as_of=day(15))
    assert {flight for one in explanation.conflict for flight in one.flights} == {"F2"}
    with pytest.raises(PlanError, match="as_of needs a plan"):
        explain(one, as_of=day(15))


def test_no_time_at_all() -> None:
    """Without time, the answer is unknown, not infeasible."""
    explanation = explain(without_a_pilot(), time_limit=0.0)
    assert explanation == Explanation(seconds=explanation.seconds)
    assert (explanation.feasible, explanation.proved) == (None, False)
    assert str(explanation) == "Time ran out: it is not known whether there is a plan."


def test_out_of_time_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the time is up at any moment, the answer is correct and marked as incomplete."""
    one = evolve(without_a_pilot(), flights=(flight("F1", 1, 11), flight("F2", 21, 31)))
    whole = explain(one)
    run = Search.run
    seen = set()
    for calls in range(60):
        left = [calls]

        def limited(self: Search, *args: object, **keys: object) -> object:
            left[0] -= 1  # noqa: B023 - used before the next turn
            if left[0] < 0:  # noqa: B023
                self.deadline = 0.0
            return run(self, *args, **keys)  # type: ignore[arg-type]

        monkeypatch.setattr(Search, "run", limited)
        part = explain(one)
        seen.add((part.feasible, part.proved))
        if part.proved and decisions(part) == decisions(whole):
            break
        if part.proved:  # all that is missing is whom to train
            assert [[one.id for one in fix] for fix in part.fixes] == [
                [one.id for one in fix] for fix in whole.fixes
            ]
            monkeypatch.setattr(Search, "run", run)
            continue
        assert not part.complete
        assert "Time ran out" in str(part)
        monkeypatch.setattr(Search, "run", run)
        if part.conflicts:
            assert not solve(one, only=part.conflict).plan
        assert all(solve(one, without=fix).plan for fix in part.fixes)
    assert seen == {(None, False), (False, False), (False, True)}
    assert evolve(part, seconds=0.0) == evolve(whole, seconds=0.0)


def test_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C raises an error with the explanation so far."""
    run = Search.run

    def pressed(self: Search, *args: object, **keys: object) -> object:
        answer = run(self, *args, **keys)  # type: ignore[arg-type]
        self.counts.interrupted = True
        return answer

    monkeypatch.setattr(Search, "run", pressed)
    with pytest.raises(Interrupted) as stop:
        explain(without_a_pilot())
    assert stop.value.result.feasible is None


def test_progress_is_told() -> None:
    """Progress reports each conflict and each fix as it is found."""
    told: list[Progress] = []
    explanation = explain(without_a_pilot(), on_progress=told.append)
    assert [(one.phase, one.value) for one in told] == [
        ("conflicts", None),
        ("conflicts", 1),
        ("fixes", None),
        ("fixes", 1),
        ("fixes", 2),
    ]
    assert explanation.seconds >= told[-1].seconds


@pytest.mark.parametrize("wanted", [0, 1, 2, 9])
def test_so_many_fixes(wanted: int) -> None:
    """There are as many fixes as requested, if they exist; with 0, only the conflict."""
    explanation = explain(without_a_pilot(), max_fixes=wanted)
    assert len(explanation.fixes) == min(wanted, 2)
    assert explanation.complete == (wanted > 2)
    assert explanation.proved


def test_the_order_of_the_file_does_not_matter() -> None:
    """The order of the file and of lists in it does not change the explanation."""
    seats = [seat("pilot", requires=("pilot", "eva")), seat("guest", count=2, critical=True)]
    flights = [flight("F1", 1, 11), flight("F2", 1, 12), flight("F3", 9, 31)]
    crew = [member(name, "NASA", "eva", unavailable=(away(3, 4), away(9, 9))) for name in "abcde"]
    rules = [
        Apart(id="apart", members=("a", "b", "c")),
        Quota(id="few", agencies=("NASA", "JAXA"), max=1, per="flight"),
        Quota(id="most", members=("b", "a"), min=3),
    ]
    wishes = [Fixed("F1", "guest", "a"), Fixed("F2", "guest", "a")]
    one = program(flights, crew, seats=seats, rules=rules, fixed=wishes)
    turned = program(
        flights[::-1],
        [evolve(someone, unavailable=someone.unavailable[::-1]) for someone in crew[::-1]],
        seats=[evolve(role, requires=role.requires[::-1]) for role in seats[::-1]],
        rules=[
            Quota(id="most", members=("a", "b"), min=3),
            Quota(id="few", agencies=("JAXA", "NASA"), max=1, per="flight"),
            Apart(id="apart", members=("c", "a", "b")),
        ],
        fixed=wishes[::-1],
    )
    first, second = explain(one, max_fixes=4), explain(turned, max_fixes=4)
    assert len(first.conflicts) > 1
    assert evolve(first, seconds=0.0) == evolve(second, seconds=0.0)


@frozen(kw_only=True, slots=False)
class NoGuests(Rule):
    """No one goes up as a guest."""

    def requirement(self, where: str) -> Requirement:
        return Requirement(f"{self.name}:{where}", self.name, f"{where} has no guest", (where,))

    def violations(self, reading: PlanIndex) -> Iterable[Finding]:
        for one in reading.lookup.flights.values():
            guests = [line for line in reading.on(one, "up") if line.role == "guest"]
            if guests:
                here = self.requirement(one.id)
                yield Finding(here, len(guests), "there is one", one.launch)

    def constrain(self, model: Model) -> None:
        for one in model.lookup.flights.values():
            guests = LinearExpr(
                p.literal for p in model.seat_variables(one, "up") if p.role == "guest"
            )
            model.require(self, self.requirement(one.id), guests <= 0, settled=one.launch)


def test_a_rule_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule of the user is explained like a built-in one, without further methods."""
    monkeypatch.setattr("seatplan.kinds.registry._rules", {})
    rule_kind("no-guests")(NoGuests)
    crew = [member("ann", "NASA", "pilot"), "bob"]
    wish = Fixed("F1", "guest", "bob")
    one = program([flight("F1", 1, 11)], crew, seats=PILOTS, rules=[NoGuests()], fixed=[wish])
    explanation = explain(one)
    assert messages(explanation.conflict) == [
        "bob must go up and come down on F1 (2030-01-01) as guest (1 seat)",
        "F1 has no guest",
    ]
    assert decisions(explanation) == [
        ["no longer fix bob as guest of F1"],
        ["give up: F1 has no guest"],
    ]


def test_unavailability_without_ends() -> None:
    """Absences without ends have separate sentences."""
    crew = [
        member("ann", unavailable=(Unavailable(why="on leave"),)),
        member("bob", unavailable=(away(None, 5),)),
    ]
    explanation = explain(program([flight("F1", 1, 11)], crew))
    assert messages(explanation.conflict)[1:] == [
        "ann is unavailable (on leave)",
        "bob is unavailable until 2030-01-05",
    ]
    assert decisions(explanation)[:2] == [
        ["make ann available"],
        ["make bob available until 2030-01-05"],
    ]


def test_every_way_out_is_found_in_the_end() -> None:
    """All fixes are found except those with someone in two places."""
    ship = vehicle("ship", "Roscosmos", 0, seat("pilot"), seat("guest"))
    deal = Exchange(parties=("NASA", "Roscosmos"), tolerance=1, opening=0)
    flights = [flight("F1", 1, 6), flight("F2", 1, 7)]
    one = program(flights, ["ann"], vehicles=[ship], rules=[deal])
    explanation = explain(one, max_fixes=20)
    assert explanation.complete
    # Three of the four seats stay empty; or two, and ann flies twice against the deal.
    assert [len(fix) for fix in explanation.fixes] == [3] * 4
    assert {one.rule for fix in explanation.fixes for one in fix} == {"ascent-full"}


@pytest.mark.parametrize("name", ["aboard", "beds: one"])
def test_a_rule_of_many_requirements_is_given_up_as_a_whole(name: str) -> None:
    """If many requirements of a rule are in the way, the rule is given up as a whole."""
    flights = [flight(f"F{number}", 10 * number, 10 * number + 12) for number in range(1, 6)]
    pilot = seat(critical=True)
    one = program(flights, ["ann", "bob"], seats=[pilot], rules=[Aboard(id=name, max=1)])
    explanation = explain(one, max_fixes=1)
    (whole,) = explanation.fixes[0]
    words = f"change the rule {name}: at most 2 instead of 1 will do"
    assert (whole.rule, whole.decision) == (name, words)
    assert whole.id == requirement_id(name)
    assert solve(one, without=[whole]).status is Status.OPTIMAL
    assert solve(one, only=[whole]).status is Status.OPTIMAL
    full = [r for conflict in explanation.conflicts for r in conflict if r.rule != name]
    assert solve(one, only=[whole, *full]).status is Status.INFEASIBLE


def test_one_or_two_requirements_of_a_rule_are_named() -> None:
    """If one or two requirements of a rule are in the way, these are named."""
    flights = [flight(f"F{number}", 10 * number, 10 * number + 12) for number in range(1, 4)]
    one = program(flights, ["ann", "bob"], seats=[seat(critical=True)], rules=[Aboard(max=1)])
    explanation = explain(one, max_fixes=3)
    assert {one.rule for one in explanation.fixes[0]} == {"aboard"}
    assert all(len(fix) == 2 for fix in explanation.fixes)
    assert "change the rule aboard" not in str(explanation)


def test_a_critical_seat_is_the_last_to_be_empty() -> None:
    """Leaving a critical seat empty is proposed only if nothing else helps."""
    keys = {"vehicles": [vehicle("ship", "NASA", 0, seat("pilot", critical=True))]}
    away_then = member("ann", unavailable=(away(None, None),))
    explanation = explain(program([flight("F1", 1, 11)], [away_then], **keys))
    assert decisions(explanation) == [["make ann available"]]
    both = [flight("F1", 1, 11), flight("F2", 5, 15)]
    alone = explain(program(both, ["ann"], **keys))
    assert decisions(alone) == [
        ["launch F1 with a pilot seat empty"],
        ["launch F2 with a pilot seat empty"],
    ]


def test_which_qualification_is_missing() -> None:
    """The message names the qualification that the wished member, or everyone, lacks."""
    crew = [member("ann", "NASA", "eva", name="Ann A."), member("bob", "JAXA", "eva", "veteran")]
    seats = [seat("pilot", requires=("eva", "veteran"), agencies=("NASA",))]
    wish = Fixed("F1", "pilot", "ann", "up")
    wanted = program([flight("F1", 1, 11)], crew, seats=seats, fixed=[wish])
    needs = "The pilot of F1 (2030-01-01) must hold eva and veteran and belong to NASA"
    conflict = [one for c in explain(wanted).conflicts for one in c if "veteran" in one.message]
    assert messages(conflict) in ([f"{needs}: Ann A. lacks veteran"], [f"{needs}: no one does"])
    nobody = explain(program([flight("F1", 1, 11)], crew[:1], seats=seats))
    assert messages(nobody.conflict)[-1] == f"{needs}: no one holds veteran"
