"""The output of the commands for each of these inputs."""

from __future__ import annotations

import pytest

from seatplan.cli import main
from seatplan.cli.exits import Exit

from . import HERE, path

Captured = pytest.CaptureFixture[str]

TWO_LOST = "return-empty flight=two"
THREE_COMES = ["--edit", f"{TWO_LOST} via=three", "--edit", "launch-empty flight=three"]
SZ_21 = [
    "--edit",
    'add-flight to_add={id="SZ-22",vehicle="Shenzhou",station="Tiangong",launch=2025-11-25,'
    'landing=2026-05-29,ascent="empty"}',
    *("--edit", "extend flight=SZ-20 days=75"),
    *("--edit", "return-empty flight=SZ-20 via=SZ-21"),
    *("--edit", "extend flight=SZ-21 days=-167"),
    *("--edit", "return-options flight=SZ-21 add=SZ-22"),
]


def told(words: list[str], capsys: Captured) -> tuple[int, str, str]:
    """The exit status, and the text on standard output and standard error, each on one line."""
    status = main([path(one) if (HERE / one).is_file() else one for one in words])
    captured = capsys.readouterr()
    return status, " ".join(captured.out.split()), " ".join(captured.err.split())


@pytest.mark.parametrize(
    ("edits", "status", "said"),
    [
        (
            ["--edit", TWO_LOST],
            Exit.NO,
            "x (in orbit since 2031-01-01, one) cannot come home: one landed on 2031-06-01; "
            "two (2031-12-01) comes down empty.",
        ),
        (
            ["--edit", f"{TWO_LOST} via=three"],
            Exit.NO,
            "three (2032-05-01) has 1 seat for them.",
        ),
        (THREE_COMES, Exit.OK, "pilot - z pilot + x down only until now on two"),
    ],
)
def test_nobody_vanishes(edits: list[str], status: Exit, said: str, capsys: Captured) -> None:
    """A member whose place on the way home another has taken must still be brought home."""
    words = ["what-if", "orbit/vanish.toml", "orbit/vanish.csv", "--as-of", "2031-07-01"]
    found, out, _ = told([*words, *edits], capsys)
    assert (found, said in out) == (status, True), out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "stranded",
            "Whoever goes up on 1 (2031-01-01) cannot come home: 1 (2031-06-01) comes down empty, "
            "and 1 has no return options.",
        ),
        ("stranded-late", "2 lands on 2030-09-01, no later than 1 launches."),
        (
            "fewer-seats-home-fixed",
            "x, y and z (to go up on 1, 2031-01-01) cannot all come home: 1 (2031-06-01) comes "
            "down empty; 2 (2031-09-01) has 2 seats for them.",
        ),
        ("zero-seat-return", "1 (2031-06-01) comes down empty; 2 (2031-09-01) has no seats."),
    ],
)
def test_no_way_home(name: str, said: str, capsys: Captured) -> None:
    """The conflict shows who could not come home, and on which ship."""
    status, out, _ = told(["explain", f"orbit/{name}.toml"], capsys)
    assert (status, said in out) == (Exit.NO, True), out


def test_optional_seats_stay_empty_where_the_way_home_is_small(capsys: Captured) -> None:
    """With three seats up and two down, only two people go."""
    status, out, _ = told(["solve", "orbit/fewer-seats-home.toml"], capsys)
    assert status == Exit.OK
    assert "fill-seats 2 seats proved" in out


def test_one_fault_is_one_violation(capsys: Captured) -> None:
    """Coming down on a flight that comes down empty breaks that law and no other."""
    words = ["check", "orbit/return_empty_twice.json", "orbit/return_empty_twice.plan.json"]
    status, out, _ = told(words, capsys)
    assert status == Exit.NO
    assert "empty-leg: 1, hard D4 coming down on 2030-03-01 must be empty" in out
    assert "Broken: 1 hard rule" in out


def test_the_id_of_an_implied_goal(capsys: Captured) -> None:
    """The id of the implied goal is reserved, and the error has the place of the id."""
    status, out, err = told(["solve", "solving/goal_id_keep_rules.json"], capsys)
    assert (status, out) == (Exit.WRONG, "")
    assert ":6:37: error[program]: goals[0].id: id 'keep-rules' is already used by the" in err


def test_ids_with_colons_do_not_collide(capsys: Captured) -> None:
    """Two requirements whose joined parts would be equal have different ids."""
    status, out, _ = told(["explain", "solving/colliding_ids.json"], capsys)
    assert status == Exit.NO
    assert "for 2 independent reasons" in out
    assert "The C:x of F (2030-01-01) must hold no-one-has-this" in out
    assert "The x of F:C (2031-01-01) must hold nor-this" in out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("word-holding", "9 days on flights operated by B launched since 2031-09-01 must go to "),
        ("word-holding", "to people who hold eva"),
        (
            "word-members-and-agencies",
            "seats on flights of Ship must go to those of Ana and Cy who belong to B",
        ),
        ("word-since", "on flights launched since 2031-02-01 must go to members of A"),
        ("word-until", "on flights launched before 2031-02-01 must go to members of A"),
        ("word-station", "seats on flights to ISS must go to members of A"),
        ("word-two-quotas", "At least 2 of the 6 seats on flights of Ship must go to members of A"),
        ("word-two-quotas", "At most 1 seat on flights to ISS must go to members of A"),
        (
            "word-exchange-filter",
            "The exchange of A and B must be even after 2031-03-01 on flights of Ship",
        ),
        ("word-ground-who", "let Ana fly again in less than 5000 days"),
        ("same-name-inf", "must take at most one of Anna Ivanova (w1) and Anna Ivanova (w2)"),
    ],
)
def test_sentences_of_conflicts(name: str, said: str, capsys: Captured) -> None:
    """Each key that narrows a rule is in its sentence, and people can be distinguished."""
    status, out, _ = told(["explain", f"words/{name}.toml"], capsys)
    assert (status, said in out) == (Exit.NO, True), out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "word-career-who",
            "Ana must not have more than 1 day in space in a career (as for all those listed who "
            "belong to A): 184 days and 1 flight",
        ),
        ("word-share-filter", "on flights of Ship"),
    ],
)
def test_sentences_of_what_is_broken(
    name: str, said: str, tmp_path_factory: pytest.TempPathFactory, capsys: Captured
) -> None:
    """If there is a plan, the sentence is that of a plan that breaks the rule."""
    plan = tmp_path_factory.mktemp(name) / "plan.csv"
    plan.write_text(
        "flight,leg,role,member\n1,up,pilot,b\n1,down,pilot,b\n2,up,cdr,a\n2,down,cdr,a\n"
        "3,up,cdr,b\n3,down,cdr,b\n",
        encoding="utf-8",
    )
    status, out, _ = told(["check", f"words/{name}.toml", str(plan)], capsys)
    assert (status, said in out) == (Exit.NO, True), out


def test_namesakes_in_a_plan(capsys: Captured) -> None:
    """Three people with the same name are shown with their ids."""
    status, out, _ = told(["solve", "words/same-name.toml"], capsys)
    assert status == Exit.OK
    assert all(f"Anna Ivanova ({one})" in out for one in ("w1", "w2", "w3"))


def test_no_crew(capsys: Captured) -> None:
    """One line explains why there is no plan."""
    status, out, _ = told(["solve", "words/no-crew.toml"], capsys)
    assert status == Exit.NO
    assert "There is no plan. No crew: 1 flight, and no member to take a seat." in out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("quota-typo-qual", "no one holds 'pilto', which is required. Maybe a role, 'pilot'?"),
        ("integrated-typo", "no one holds 'russian', which is required."),
    ],
)
def test_words_that_nobody_holds(name: str, said: str, capsys: Captured) -> None:
    """A qualification that no one holds is a notice with the nearest word."""
    status, _, err = told(["solve", f"words/{name}.toml"], capsys)
    assert (status, said in err) == (Exit.NO, True), err


def test_one_name_in_two_spellings(capsys: Captured) -> None:
    """Ids that differ only in how an accent is encoded are two ids, with a notice."""
    status, _, err = told(["solve", "words/nfc-nfd.toml"], capsys)
    assert status == Exit.OK
    assert "notice: line 31, crew[1].id: the member ids" in err
    assert "differ only in how Unicode writes an accent" in err


def test_three_of_six_stay_in_orbit(capsys: Captured) -> None:
    """If six people have three seats home, all are named, with what each ship lacks."""
    words = ["what-if", "programs/sz20.toml", "programs/sz20.csv", "programs/sz20-scen.toml"]
    status, out, _ = told([*words, "--as-of", "2025-11-04"], capsys)
    assert status == Exit.NO
    assert "chen-dong, chen-zhongrui and wang-jie (in orbit since 2025-04-24, SZ-20)" in out
    assert "wu-fei, zhang-hongzhang and zhang-lu (in orbit since 2025-10-31, SZ-21)" in out
    assert "SZ-21 (2025-11-14) has 3 seats for them." in out
    assert "Not among their return options: SZ-22 (2026-05-29)" in out


def test_another_crew_takes_the_ship(capsys: Captured) -> None:
    """The events of November 2025 can be modeled: home on the next ship, whose crew waits."""
    words = ["what-if", "programs/sz20.toml", "programs/sz20.csv", "--as-of", "2025-11-04", *SZ_21]
    status, out, _ = told(words, capsys)
    assert status == Exit.OK
    assert "commander + chen-dong down only until now on SZ-20" in out
    assert "(new) commander + zhang-lu down only until now on SZ-21" in out
    assert "9 seats of 3 flights and 6 members change." in out


def test_tiangong_as_flown(capsys: Captured) -> None:
    """The flown program can be read, and the check finds its violations."""
    words = ["check", "programs/tiangong.json", "programs/tiangong-flown.csv"]
    status, out, _ = told(words, capsys)
    assert status == Exit.NO
    assert "at 645 penalty points" in out
    for law in ("ascent-full: 2, hard", "availability: 2, hard", "staffed: 525, hard"):
        assert law in out
