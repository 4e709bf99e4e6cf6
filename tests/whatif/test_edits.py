"""The effect of each edit on a program, and its errors."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from seatplan import (
    AddFlight,
    AddRule,
    Agency,
    Cancel,
    ChangeRule,
    Disqualify,
    DropRule,
    Edit,
    Extend,
    Fix,
    Fixed,
    Forbid,
    Forbidden,
    LaunchEmpty,
    Program,
    ProgramError,
    Qualification,
    Qualify,
    Reseat,
    ReturnEmpty,
    ReturnOptions,
    Seat,
    Slip,
    Unavailable,
    Withdraw,
    edit_kinds,
)
from seatplan.goals.cost import Cost
from seatplan.goals.fill_seats import FillSeats
from seatplan.program_index import ProgramIndex
from seatplan.rules.aboard import Aboard
from seatplan.rules.apart import Apart
from seatplan.rules.count import Count
from seatplan.rules.exchange import Exchange
from seatplan.rules.quota import Quota
from seatplan.worth import Term
from tests.build import away, day, flight, held, member, program, seat, vehicle


def several(**keys: object) -> Program:
    """Three flights, three people."""
    flights = [
        flight("F1", 1, 11, return_options=("F2",)),
        flight("F2", 5, 21, spacecraft="Hope"),
        flight("F3", 31, 41, spacecraft="Hope"),
    ]
    crew = [member("ann", "NASA", "eva"), member("bob", "NASA"), member("cem", "JAXA")]
    return program(flights, crew, **keys)  # type: ignore[arg-type]


def test_slip_moves_launch_and_landing() -> None:
    """A slip moves both days, and the opposite slip moves them back."""
    slipped = several().apply(Slip("F1", 3))
    assert (slipped.flights[0].launch, slipped.flights[0].landing) == (day(4), day(14))
    assert slipped.apply(Slip("F1", -3)) == several()


def test_slip_keeps_the_landing_and_holds_those_that_wait() -> None:
    """With `keep_landing`, only the launch moves, and the landings of the held flights."""
    before = several()
    slipped = before.apply(Slip("F2", 3, keep_landing=True, hold=("F1",)))
    assert [(one.launch, one.landing) for one in slipped.flights] == [
        (day(1), day(14)),
        (day(8), day(21)),
        (day(31), day(41)),
    ]
    three = (Slip("F2", 3), Extend("F2", -3), Extend("F1", 3))
    assert slipped == before.apply(*three)
    assert slipped.apply(Slip("F2", -3, keep_landing=True, hold=["F1"])) == before


def test_slip_holds_other_flights_each_once() -> None:
    """The flight itself cannot be held, and no landing moves twice."""
    for hold, place in ((("F2",), 0), (("F1", "F3", "F1"), 2)):
        with pytest.raises(ProgramError) as caught:
            several().apply(Slip("F2", 3, hold=hold))
        assert [one.place for one in caught.value.problems] == [("edits", 0, "hold", place)]


def test_extend_moves_the_landing_alone() -> None:
    extended = several().apply(Extend("F1", -2))
    assert (extended.flights[0].launch, extended.flights[0].landing) == (day(1), day(9))


def test_cancel_removes_all_that_is_said_of_the_flight() -> None:
    """Canceling removes fixed and forbidden entries, ways home, and entries of lists."""
    before = several(
        fixed=[Fixed("F2", "pilot", "ann"), Fixed("F3", "pilot", "bob")],
        forbidden=[Forbidden("F2", "bob")],
        rules=[Quota(flights=("F1", "F2"), min=1), Apart(members=("ann", "bob"))],
        goals=[FillSeats(flights=("F2", "F3"))],
    )
    after = before.apply(Cancel("F2"))
    assert [one.id for one in after.flights] == ["F1", "F3"]
    assert after.flights[0].return_options == ()
    assert after.fixed == (Fixed("F3", "pilot", "bob"),)
    assert after.forbidden == ()
    assert after.rules == (Quota(flights=("F1",), min=1), Apart(members=("ann", "bob")))
    assert after.goals == (FillSeats(flights=("F3",)),)


def test_cancel_drops_what_was_about_the_flight_alone() -> None:
    """A rule that picked only the canceled flight is removed."""
    before = several(
        rules=[Quota(flights=("F2",), max=0), Quota(flights=("F1",), max=1)],
        goals=[
            FillSeats(flights=("F2",)),
            Cost(terms=(Term(flights=("F2",), value=3), Term(value=1))),
            Cost(terms=(Term(flights=("F2",), value=3),)),
        ],
    )
    after = before.apply(Cancel("F2"))
    assert [rule.flights for rule in after.rules] == [("F1",)]  # type: ignore[attr-defined]
    assert [goal.terms for goal in after.goals] == [(Term(value=1),)]  # type: ignore[attr-defined]


def test_cancel_adds_up_terms_that_come_to_be_the_same() -> None:
    """Terms that differed only in the canceled flight become one term with the sum of values."""
    terms = (Term(flights=("F1", "F2")), Term(flights=("F2",)), Term(flights=("F2",), value=2))
    flights = [flight("F1", 1, 11), flight("F2", 11, 21)]
    before = program(flights, ["ann"], rules=[Count(terms=terms, max=4)], goals=[Cost(terms=terms)])
    after = before.apply(Cancel("F1"))
    left = (Term(flights=("F2",), value=4),)
    assert after.rules == (Count(terms=left, max=4),)
    assert after.goals == (Cost(terms=left),)


def test_cancel_leaves_the_names_of_what_stays() -> None:
    """After a cancellation, rules keep their names."""
    before = several(
        rules=[Quota(flights=("F2",), max=0), Quota(flights=("F1",), max=1)],
        goals=[FillSeats(flights=("F2",)), FillSeats(flights=("F1",))],
    )
    after = before.apply(Cancel("F2"))
    assert [rule.name for rule in after.named_rules] == ["quota-2"]
    assert [goal.name for goal in after.named_goals] == ["fill-seats-2"]


def test_cancel_forgets_the_stations_and_roles_that_only_it_had() -> None:
    """A rule for a station without flights is removed, since it would make the program invalid."""
    elsewhere = flight("F9", 1, 5, station="Tiangong", seats=(seat("guest"),))
    before = program(
        [flight("F1", 1, 11), elsewhere],
        ["ann"],
        rules=[Aboard(stations=("Tiangong",), min=1), Aboard(stations=("ISS", "Tiangong"), max=9)],
        goals=[
            Cost(terms=(Term(roles=("guest", "pilot"), value=1), Term(roles=("guest",), value=2)))
        ],
    )
    after = before.apply(Cancel("F9"))
    assert [rule.stations for rule in after.rules] == [("ISS",)]  # type: ignore[attr-defined]
    assert after.goals[0].terms == (Term(roles=("pilot",), value=1),)  # type: ignore[attr-defined]


def test_add_flight() -> None:
    extra = flight("F4", 51, 61)
    assert several().apply(AddFlight(extra)).flights[-1] == extra
    with pytest.raises(ProgramError, match="there is a flight 'F1' already"):
        several().apply(AddFlight(flight("F1", 51, 61)))


def test_launch_empty() -> None:
    assert several().apply(LaunchEmpty("F1")).flights[0].ascent == "empty"


def test_return_empty_opens_other_ways_home() -> None:
    """The flight is no longer a lifeboat, and its people may come down on other flights."""
    hurt = several().apply(ReturnEmpty("F1", ("F2", "F3"))).flights[0]
    assert (hurt.descent, hurt.lifeboat, hurt.return_options) == ("empty", False, ("F2", "F3"))
    with pytest.raises(ProgramError, match="no one returns on it"):
        several().apply(ReturnEmpty("F1", ("F1",)))


def test_return_empty_leaves_the_lifeboat_of_before() -> None:
    """Before the day, the flight stays a lifeboat if it was one."""
    before = several()

    def after(since: int, **keys: object) -> tuple[bool | None, date | None]:
        changed = evolve(before, flights=(evolve(before.flights[0], **keys), *before.flights[1:]))
        hurt = changed.apply(ReturnEmpty("F1", since=day(since))).flights[0]
        assert hurt.descent == "empty"
        return hurt.lifeboat, hurt.lifeboat_until

    assert after(4) == after(4, lifeboat=True) == (True, day(4))
    assert after(4, lifeboat_until=day(3)) == (True, day(3))
    assert after(4, lifeboat_until=day(5)) == (True, day(4))
    assert after(1) == after(4, lifeboat=False) == after(4, descent="empty") == (False, None)
    assert after(4, lifeboat_until=day(1)) == (False, None)


def test_return_empty_helps_whoever_would_have_returned_on_it() -> None:
    """People of other ships who would have returned on it may use `via`, too."""
    before = several().apply(ReturnOptions("F3", ("F2",)))
    hurt = before.apply(ReturnEmpty("F2", via=("F1", "F3")))
    assert [one.return_options for one in hurt.flights] == [
        ("F2", "F3"),
        ("F1", "F3"),
        ("F2", "F1"),
    ]


def test_return_options() -> None:
    """Further ways home are added once; a flight is not its own option."""
    after = several().apply(ReturnOptions("F1", ("F2", "F3")))
    assert after.flights[0].return_options == ("F2", "F3")
    assert after.apply(ReturnOptions("F1", add="F3")) == after
    for add, message in (((), "an empty list"), (("F1",), "is the flight itself")):
        with pytest.raises(ProgramError, match=message):
            several().apply(ReturnOptions("F1", add))


def test_reseat() -> None:
    seats = (Seat("commander"), Seat("guest", optional=True))
    assert several().apply(Reseat("F1", seats)).flights[0].seats == seats
    assert several().apply(Reseat("F1", ())).flights[0].seats == ()


def test_reseat_keeps_the_roles_that_are_spoken_of() -> None:
    """Removing a role that a fixed entry names is an error."""
    fixed = several(fixed=[Fixed("F1", "pilot", "ann")])
    with pytest.raises(ProgramError, match="fixes 'ann' as 'pilot' on 'F1'"):
        fixed.apply(Reseat("F1", (Seat("commander"),)))


def test_withdraw() -> None:
    """Withdrawing adds an absence; the same absence is added only once."""
    gone = several().apply(Withdraw("ann", since=day(3)), Withdraw("ann", until=day(2)))
    assert gone.crew[0].unavailable == (away(3, None), away(None, 2))
    assert gone.apply(Withdraw("ann", since=day(3))) == gone
    ill = several().apply(Withdraw("ann", why="ill"))
    assert ill.crew[0].unavailable == (Unavailable(why="ill"),)


def test_qualify() -> None:
    trained = several().apply(Qualify("bob", "eva", since=day(3)))
    assert trained.crew[1].qualifications == (held("eva", 3),)
    assert trained.apply(Qualify("bob", "eva", since=day(3))) == trained


def test_disqualify_takes_days_away() -> None:
    """Before and after the days, the member still holds the qualification."""
    before = several().apply(Disqualify("ann", "eva", since=day(5), until=day(9)))
    assert before.crew[0].qualifications == (held("eva", None, 5), held("eva", 9))
    again = before.apply(Disqualify("ann", "eva", since=day(7)))
    assert again.crew[0].qualifications == (held("eva", None, 5),)
    assert before.apply(Disqualify("ann", "eva")).crew[0].qualifications == ()


def test_disqualify_reaches_what_the_agency_grants() -> None:
    """Other members of the agency keep the qualification; other agencies are unchanged."""
    agencies = [Agency("NASA", ("usos",)), Agency("JAXA", ("usos",)), Agency("Roscosmos")]
    before = several(agencies=agencies)
    after = before.apply(Disqualify("ann", "usos", since=day(5)))
    assert after.agencies[0].qualifications == ()
    assert after.agencies[1:] == before.agencies[1:]
    assert after.crew[1].qualifications == (Qualification("usos"),)
    assert after.crew[2] == before.crew[2]
    was, now = ProgramIndex(before), ProgramIndex(after)
    for number in range(1, 10):
        lost = {"ann"} if number >= 5 else set()
        assert now.holders("usos", day(number)) == was.holders("usos", day(number)) - lost


def test_fix_and_forbid() -> None:
    """Entries are added, each only once."""
    wishes = (Fix("F1", "pilot", "ann"), Forbid("F2", "ann", leg="up"), Fix("F1", "pilot", "ann"))
    after = several().apply(*wishes)
    assert after.fixed == (Fixed("F1", "pilot", "ann"),)
    assert after.forbidden == (Forbidden("F2", "ann", leg="up"),)


def test_wishes_come_as_edits() -> None:
    """A wish can exist beside the same hard entry, and brings the goal `keep-rules`."""
    after = several().apply(
        Fix("F1", "pilot", "ann", weight=3),
        Fix("F1", "pilot", "ann"),
        Forbid("F2", "bob", weight=1),
    )
    assert [entry.weight for entry in after.fixed] == [3, None]
    assert after.forbidden == (Forbidden("F2", "bob", weight=1),)
    assert [goal.name for goal in after.named_goals] == ["keep-rules"]


def test_rules_come_and_go_under_their_names() -> None:
    """After any additions and removals, a name still refers to the same rule."""
    one, two, three = (Quota(max=number) for number in (1, 2, 3))
    before = several(rules=[one, two])
    after = before.apply(DropRule("quota-1"), AddRule(three))
    assert [(rule.name, rule.max) for rule in after.named_rules] == [  # type: ignore[attr-defined]
        ("quota-2", 2),
        ("quota-3", 3),
    ]
    assert before.apply(DropRule("quota-1"), DropRule("quota-2")).rules == ()
    alone = several(rules=[one]).apply(AddRule(two))
    assert [rule.name for rule in alone.named_rules] == ["quota", "quota-2"]


def test_rules_stay_as_they_are_where_no_name_would_change() -> None:
    """Rules get no id unless their name would change."""
    before = several(rules=[Quota(max=1, id="a")])
    assert before.apply(AddRule(Apart(members=("ann", "bob")))).rules == (
        Quota(max=1, id="a"),
        Apart(members=("ann", "bob")),
    )


def test_change_rule_sets_the_keys_given() -> None:
    """Keys are spelled as in a file; None removes a key."""
    before = several(rules=[Exchange(parties=("NASA", "JAXA"), tolerance=1, weight=3)])
    after = before.apply(
        ChangeRule("exchange", tolerance=2, settled_by=["2030-02-01"], weight=None, why="later")
    )
    assert after.rules == (
        Exchange(parties=("NASA", "JAXA"), tolerance=2, settled_by=(day(32),), why="later"),
    )
    assert ChangeRule("exchange", {"tolerance": 2}) == ChangeRule("exchange", tolerance=2)


@pytest.mark.parametrize(
    ("edit", "message", "hint"),
    [
        (Slip("F11", 3), "unknown flight 'F11'", "'F1'"),
        (Extend("f1", 3), "unknown flight 'f1'", "'F1'"),
        (Cancel("F5"), "unknown flight 'F5'", "'F1'"),
        (LaunchEmpty("F5"), "unknown flight 'F5'", "'F1'"),
        (ReturnEmpty("F1", ("F2", "F5")), "unknown flight 'F5'", "'F1'"),
        (Reseat("F5", ()), "unknown flight 'F5'", "'F1'"),
        (Withdraw("anne"), "unknown member 'anne'", "'ann'"),
        (Qualify("ann", "evaa"), "unknown qualification 'evaa'", "'eva'"),
        (Disqualify("ann", "Eva"), "unknown qualification 'Eva'", "'eva'"),
        (Fix("F1", "pilto", "ann"), "unknown role 'pilto' on 'F1'", "'pilot'"),
        (Forbid("F1", "ann", "pilto"), "unknown role 'pilto' on 'F1'", "'pilot'"),
        (Forbid("F1", "anne"), "unknown member 'anne'", "'ann'"),
        (DropRule("quoat"), "unknown rule 'quoat'", "'quota'"),
        (ChangeRule("quoat", max=3), "unknown rule 'quoat'", "'quota'"),
        (ChangeRule("quota", mxa=3), "unknown key 'mxa'", "'max'"),
        (ChangeRule("quota", max="3"), "'3' is not a whole number", "3, without quotes"),
        (AddRule(Quota(flights=("F5",), max=1)), "unknown flight 'F5'", "'F1'"),
        (AddFlight(flight("F4", 1, 2, "shpi")), "unknown vehicle 'shpi'", "'ship'"),
    ],
)
def test_unknown_names_are_errors_with_the_nearest(edit: Edit, message: str, hint: str) -> None:
    """An unknown name is an error with a suggestion."""
    with pytest.raises(ProgramError) as caught:
        several(rules=[Quota(max=9)]).apply(edit)
    (problem,) = caught.value.problems
    assert message in problem.message
    assert hint in problem.hint


def test_all_problems_come_at_once() -> None:
    """All problems are reported at once, each with its place among the edits."""
    with pytest.raises(ProgramError) as caught:
        several().apply(Slip("F9", 1), Withdraw("ann"), Cancel("F8"))
    places = [problem.place for problem in caught.value.problems]
    assert places == [("edits", 0, "flight"), ("edits", 2, "flight")]


def test_contradictions_are_errors() -> None:
    """If the edited program is invalid, that is an error."""
    with pytest.raises(ProgramError, match="'Hope' is still on 'F2'"):
        several().apply(Slip("F2", 15))
    with pytest.raises(ProgramError, match="is not after its launch"):
        several().apply(Extend("F1", -10))
    with pytest.raises(ProgramError, match="the calendar ends before that"):
        several().apply(Slip("F1", 10**9))


def test_only_the_last_state_has_to_hold_together() -> None:
    """Only the final program must be valid: two flights of one capsule slip one after the other."""
    both = several().apply(Slip("F2", 15), Slip("F3", 15))
    assert both.flights[2].launch == day(46)


def test_no_edits_no_change() -> None:
    before = several()
    assert before.apply() is before


def test_only_edits_are_edits() -> None:
    with pytest.raises(TypeError, match="is not an edit"):
        several().apply("slip flight=F1 days=3")  # type: ignore[arg-type]


def test_every_kind_has_a_word_and_can_be_pickled() -> None:
    """Every kind of edit has a word, is public, and can be pickled."""
    import pickle

    import seatplan

    words = {word: cls.__name__ for word, cls in edit_kinds().items()}
    assert all(getattr(seatplan, name) is edit_kinds()[word] for word, name in words.items())
    assert words["return-empty"] == "ReturnEmpty"
    change = ChangeRule("exchange", tolerance=3)
    assert pickle.loads(pickle.dumps(change)) == change
    assert hash(change) == hash(ChangeRule("exchange", tolerance=3))


def test_vehicles_stay() -> None:
    """Roles of a canceled flight are removed from rules only if no other flight has them."""
    before = program(
        [flight("F1", 1, 2, "a"), flight("F2", 1, 2, "b")],
        ["ann"],
        vehicles=[vehicle("a"), vehicle("b", "NASA", 0, seat("guest"))],
        goals=[Cost(terms=(Term(roles=("guest",), value=1),))],
    )
    assert before.apply(Cancel("F2")).goals == before.goals


def test_one_edit_one_file() -> None:
    """Each edit is in a file with its name and imports no other edit."""
    from pathlib import Path

    from seatplan.whatif import edits

    folder = Path(edits.__file__).parent
    assert {path.stem.replace("_", "-") for path in folder.glob("*.py")} == {
        "--init--",
        *edit_kinds(),
    }
    for path in folder.glob("[a-z]*.py"):
        assert "seatplan.whatif.edits" not in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize(
    ("line", "edit"),
    [
        ("slip flight=F1 days=3 hold=[F2]", Slip("F1", 3, hold=("F2",))),
        ("slip flight=F1 days=3 hold=[F2, F3]", Slip("F1", 3, hold=("F2", "F3"))),
        ("slip flight=F1 days=3 hold=[]", Slip("F1", 3)),
        ('reseat flight=F1 seats=[{"role": "pilot"}]', Reseat("F1", (Seat("pilot"),))),
        ("reseat flight=F1 seats=[{role='pilot'}]", Reseat("F1", (Seat("pilot"),))),
        (
            "add-rule rule=quota agencies=[Hope] max=1",
            AddRule(Quota(agencies=("Hope",), max=1)),
        ),
    ],
)
def test_lists_on_one_line(line: str, edit: Edit) -> None:
    """A list on a line can be of TOML, of JSON, or of words in brackets."""
    assert Edit.parse(line) == edit
