"""Scenario files, and edits on one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan import (
    AddFlight,
    AddRule,
    Cancel,
    ChangeRule,
    Edit,
    LaunchEmpty,
    ProgramError,
    Reseat,
    ReturnEmpty,
    Scenario,
    Seat,
    Slip,
    Withdraw,
    load_scenarios,
)
from seatplan.errors import path_of
from seatplan.rules.quota import Quota
from seatplan.testing import programs
from seatplan.whatif.one_line import edit_from_line, edit_line
from tests.build import day, flight, member, program
from tests.properties.effort import examples

from .strategies import edits

LEAK = """
[[scenarios]]
name = "MS-22 leaks"
edits = [
  { edit = "return-empty", flight = "MS-22", via = ["MS-23"] },
  { edit = "launch-empty", flight = "MS-23" },
]

[[scenarios]]
name = "other rules"
edits = [
  { edit = "add-rule", rule = "quota", agencies = ["NASA"], max = 2 },
  { edit = "change-rule", rule = "quota", max = 3, since = 2030-01-01 },
]
"""

SOYUZ = program(
    [flight("MS-22", 1, 11), flight("MS-23", 5, 21)], [member("ann")], rules=[Quota(id="q", max=9)]
)


def written(folder: Path, text: str, name: str = "scenarios.toml") -> Path:
    """A file with that text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_scenarios(tmp_path: Path) -> None:
    """Names, words and keys as the contract spells them."""
    leak, rules = load_scenarios(written(tmp_path, LEAK))
    assert leak == Scenario("MS-22 leaks", (ReturnEmpty("MS-22", ("MS-23",)), LaunchEmpty("MS-23")))
    assert rules.edits == (
        AddRule(Quota(agencies=("NASA",), max=2)),
        ChangeRule("quota", max=3, since=day(1)),
    )


def test_json_says_the_same(tmp_path: Path) -> None:
    data = {
        "format": 1,
        "scenarios": [
            {"name": "late", "edits": [{"edit": "slip", "flight": "MS-22", "days": 3}]},
            {"name": "nothing"},
            {
                "name": "one more",
                "edits": [
                    {
                        "edit": "add-flight",
                        "to_add": {
                            "id": "MS-24",
                            "vehicle": "ship",
                            "launch": "2030-02-01",
                            "landing": "2030-02-02",
                        },
                    }
                ],
            },
        ],
    }
    path = written(tmp_path, json.dumps(data), "scenarios.json")
    late, nothing, more = load_scenarios(path, SOYUZ)
    assert late.edits == (Slip("MS-22", 3),)
    assert nothing.edits == ()
    assert more.edits == (AddFlight(flight("MS-24", 32, 33)),)


def test_every_problem_has_its_line(tmp_path: Path) -> None:
    """All problems of a file are reported at once with their lines."""
    text = LEAK.replace('"launch-empty"', '"launch-emty"')
    text = text.replace('rule = "quota", agencies', 'rule = "quoat", agencies')
    with pytest.raises(ProgramError) as caught:
        load_scenarios(written(tmp_path, text))
    told = [(one.line, one.message, one.hint) for one in caught.value.problems]
    assert told == [
        (6, "unknown edit 'launch-emty'", "'launch-empty' or 'return-empty'?"),
        (12, "unknown rule 'quoat'", "'quota'?"),
    ]


def test_what_does_not_fit_the_program_has_its_line(tmp_path: Path) -> None:
    """Unknown names and keys are reported with their lines in the file."""
    text = LEAK.replace('"MS-23"]', '"MS-25"]').replace("max = 3", "mxa = 3")
    text = text.replace('"change-rule", rule = "quota"', '"change-rule", rule = "q"')
    with pytest.raises(ProgramError) as caught:
        load_scenarios(written(tmp_path, text), SOYUZ)
    told = [(one.line, one.place[-1], one.message) for one in caught.value.problems]
    assert told == [(5, 0, "unknown flight 'MS-25'"), (13, "mxa", "unknown key 'mxa'")]


def test_a_scenario_that_contradicts_itself_says_so(tmp_path: Path) -> None:
    """A contradiction in the edited program is reported at the line of the edits."""
    edit = '{ edit = "extend", flight = "MS-22", days = -10 }'
    text = f'[[scenarios]]\nname = "short"\nedits = [{edit}]'
    with pytest.raises(ProgramError, match=r"line 3.*in 'short' the program contradicts itself"):
        load_scenarios(written(tmp_path, text), SOYUZ)


def test_what_an_edit_contradicts_in_itself_needs_no_program(tmp_path: Path) -> None:
    """An edit that contradicts itself is reported without a program, at its own place."""
    text = """
    [[scenarios]]
    name = "x"
    edits = [
      { edit = "reseat", flight = "any", seats = [{ role = "crew", count = 0 }] },
      { edit = "withdraw", member = "any", since = 2030-01-02, until = 2030-01-01 },
      { edit = "add-rule", rule = "quota" },
      { edit = "add-rule", rule = "quota" },
    ]
    """
    with pytest.raises(ProgramError) as caught:
        load_scenarios(written(tmp_path, text))
    assert [(problem.line, path_of(problem.place)) for problem in caught.value.problems] == [
        (5, "scenarios[0].edits[0].seats[0].count"),
        (6, "scenarios[0].edits[1].since"),
        (7, "scenarios[0].edits[2]"),
        (8, "scenarios[0].edits[3]"),
    ]


def test_the_past_is_past_in_files_too(tmp_path: Path) -> None:
    with pytest.raises(ProgramError, match=r"line 6.*is past on 2030-02-01"):
        load_scenarios(written(tmp_path, LEAK), SOYUZ, as_of=day(32))


def test_two_scenarios_of_one_name(tmp_path: Path) -> None:
    """Two scenarios with the same name are refused."""
    with pytest.raises(ProgramError, match=r"line 10.*'MS-22 leaks' is the name of scenarios\[0\]"):
        load_scenarios(written(tmp_path, LEAK.replace("other rules", "MS-22 leaks")))


@pytest.mark.parametrize(
    "text", ["scenarios = 3", "[[scenarios]]\nedits = 3", "x = 1", "format = 2"]
)
def test_what_is_no_scenario_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(ProgramError):
        load_scenarios(written(tmp_path, text))


@pytest.mark.parametrize(
    ("line", "edit"),
    [
        ("slip flight=Crew-9 days=30", Slip("Crew-9", 30)),
        ("  slip   flight='Soyuz 1'\tdays=-3 ", Slip("Soyuz 1", -3)),
        ("return-empty flight=MS-22 via=MS-23,MS-24", ReturnEmpty("MS-22", ("MS-23", "MS-24"))),
        ('return-empty flight=MS-22 via=["A B"]', ReturnEmpty("MS-22", ("A B",))),
        ("return-empty flight=1 via=2", ReturnEmpty("1", ("2",))),
        ("return-empty flight=1 via=[2, 2030-01-01]", ReturnEmpty("1", ("2", "2030-01-01"))),
        (
            'withdraw member=rubio since=2030-01-01 why="knee = bad"',
            Withdraw("rubio", day(1), None, "knee = bad"),
        ),
        ("cancel flight=2030-01-01", Cancel("2030-01-01")),
        (
            "reseat flight=C seats=[{role='commander', critical=true}, {role='guest'}]",
            Reseat("C", (Seat("commander", critical=True), Seat("guest"))),
        ),
        ("change-rule rule=exchange tolerance=3", ChangeRule("exchange", tolerance=3)),
        ("add-rule rule=quota vehicles=['a b'] max=2", AddRule(Quota(vehicles=("a b",), max=2))),
    ],
)
def test_edits_on_one_line(line: str, edit: Edit) -> None:
    """Edits are read as they are typed after --edit."""
    assert edit_from_line(line) == edit


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "unknown edit ''"),
        ("slp flight=F", "Maybe 'slip'"),
        ("slip flight=F", "the key 'days' is missing"),
        ("slip F 3", "Maybe slip flight=… days=…"),
        ("slip flight=F days=x", "'x' is not a whole number"),
        ("slip flight=F days=3 dyas=3", "unknown key 'dyas'"),
        ("slip flight=F flight=G days=3", "the key 'flight' appears twice"),
        ("add-rule rule=quoat max=3", "Maybe 'quota'"),
        ("add-rule max=3", "the key 'rule' is missing"),
        ("slip flight=F days=[", "a bracket in 'days=[' is not closed"),
        ('slip flight="F days=3', "a quote \" in 'flight=\"F days=3' is not closed"),
        ("withdraw member=o'neil since=2030-01-01", "Maybe put a text with blanks, quotes"),
    ],
)
def test_what_is_no_edit(line: str, message: str) -> None:
    """All problems of a line are in one error, with the line."""
    with pytest.raises(ProgramError) as caught:
        edit_from_line(line)
    assert message in str(caught.value)
    assert repr(line) in str(caught.value)


@given(st.data())
@examples(150)
def test_lines_can_be_read_again(data: st.DataObject) -> None:
    """Every edit can be written as a line and read again, even with names that need quotes."""
    drawn = data.draw(programs(max_flights=2, max_members=2).filter(lambda one: bool(one.flights)))
    edit = data.draw(edits(drawn))
    assert edit_from_line(edit_line(edit)) == edit


@pytest.mark.parametrize("value", [None, "null", 3, "3", "x"])
def test_a_key_that_a_rule_loses_on_a_line(value: object) -> None:
    """`null` removes a key; the text "null" is in quotes."""
    edit = ChangeRule("quota", agencies=value)
    assert edit_from_line(edit_line(edit)) == edit
    assert edit_from_line("change-rule rule=quota weight=null") == ChangeRule("quota", weight=None)


@given(st.text(), st.text())
@examples(200)
def test_any_name_on_a_line(flight: str, why: str) -> None:
    """Names with blanks, quotes, brackets and line ends survive, too."""
    edit = Withdraw(flight, why=why)
    assert edit_from_line(edit_line(edit)) == edit
