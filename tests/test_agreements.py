"""Rules describe themselves as data: page, tables and stress check for no rule class."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from attrs import frozen

import seatplan
from seatplan import (
    AddRule,
    DropRule,
    Finding,
    Plan,
    Program,
    ProgramError,
    Rule,
    report_page,
)
from seatplan.agreements import Account, Barred, Claim, Ending, Entry, Piece
from seatplan.modelling import Model
from seatplan.notices import notices_of
from seatplan.program_index import ProgramIndex
from seatplan.report.accounts import accounts
from seatplan.report.data import result_data
from seatplan.report.page.aboard import segments
from seatplan.report.tables import account_table
from seatplan.requirement import Requirement
from seatplan.rules.quota import Quota
from seatplan.selection import Where
from seatplan.timeline import PlanIndex
from seatplan.whatif.applying import with_fix
from seatplan.whatif.faults import single_faults
from tests.build import day, flight, held, member, plan, program, tour
from tests.report.page.markup import read
from tests.report.test_layout import printed

PACKAGE = Path(seatplan.__file__).parent
RULES = {cls.__name__ for cls in seatplan.rule_kinds().values()}


@frozen(kw_only=True, slots=False)
class Promise(Rule):
    """A user's rule that promises a seat, with all data that a rule can give about itself."""

    kind = "promise"
    of_docked_days = True
    of_several = True

    members: tuple[str, ...]
    stations: tuple[str, ...] | None = None
    since: date | None = None
    until: date | None = None

    def requirement(self, lookup: ProgramIndex) -> Requirement:
        return self.piece(lookup, message=f"{self.members[0]} must fly", members=self.members)

    def seats(self, reading: PlanIndex) -> int:
        return sum(tour.member.id in self.members for tour in reading.all_tours())

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        if not self.seats(reading):
            yield Finding(self.requirement(reading.lookup), 1, "does not", None)

    def constrain(self, model: Model) -> None:
        raise NotImplementedError

    def claims(self, reading: PlanIndex) -> Iterator[Claim]:
        had = self.seats(reading)
        piece = Piece(("the promise",), "one flight", f"{had} flown", "" if had else "one flight")
        yield Claim(self, self.members[0], "any flight", (piece,))

    def balances(self, reading: PlanIndex) -> Iterator[Account]:
        entry = Entry(day(11), 3, ("F1",), settle=False, beyond=2)
        yield Account(self, ("NASA", "JAXA"), 1, "days", (entry,))

    def ended(self, as_of: date | None) -> Ending:
        later = Quota(id="later", max=5)
        return Ending(
            (Barred("no-one", "JAXA", Where(operators=("NASA",), since=as_of)),), (later,)
        )

    def segments(self) -> Iterable[str]:
        return ("promising",)

    def without(self, lookup: ProgramIndex, requirement: Requirement) -> Rule | None:
        return None


PROMISE = Promise(id="my-promise", members=("ann",))
FLIGHTS = [flight("F1", 1, 11)]
CREW = [member("ann", "NASA", held("promising")), member("bob", "JAXA")]


def promised(**keys: object) -> Program:
    return program(FLIGHTS, CREW, rules=[PROMISE], **keys)


def test_the_page_shows_the_claims_of_a_rule_of_ones_own() -> None:
    """The table of quotas has a row for it, with the amount by which it is missed."""
    for flown, off in ((tour("ann", "F1"), ""), (tour("bob", "F1"), "one flight")):
        page = read(report_page(promised(), plan(flown)))
        (row,) = (one for one in page.all("tr") if one.text.startswith("my-promise"))
        cells = [cell.text for cell in row.all("td")]
        given = f"{int(not off)} flown"
        assert cells == ["ann", "any flight", "the promise", "one flight", given, off]


def test_the_page_draws_its_account() -> None:
    """The chart, the table and the fact show the account, in its unit."""
    page = read(report_page(promised(), plan(tour("ann", "F1"))))
    captions = [one.text for one in page.all("caption")]
    assert "my-promise: within 1 day of even" in captions
    assert any(
        "NASA 3 days ahead; 2 days beyond" in one.attrs.get("data-tip", "") for one in page.all("g")
    )
    assert "Exchange of NASA and JAXA" in page.text


def test_tables_and_data_have_its_account() -> None:
    reading = PlanIndex(promised(), plan(tour("ann", "F1")))
    (account,) = accounts(reading)
    lines = [line for part in account_table(account) for line in printed(part, 80)]
    assert "NASA 3 days ahead" in " ".join(lines)
    result = seatplan.Result(seatplan.Status.FEASIBLE, reading.plan)
    (data,) = result_data(reading.program, result)["exchange"]
    assert (data["rule"], data["unit"]) == ("my-promise", "days")


def test_stress_ends_it() -> None:
    """Its end drops the rule, empties the seats that it barred, and adds its replacement."""
    (fault,) = (one for one in single_faults(promised(), as_of=day(3)) if one.kind == "agreement")
    assert (fault.subject, fault.scenario.name) == ("my-promise", "my-promise ended")
    drop, barred, later = fault.scenario.edits
    assert drop == DropRule("my-promise")
    assert isinstance(barred, AddRule)
    assert barred.to_add == Quota(
        id="my-promise-ended:no-one",
        why="my-promise has ended",
        agencies=("JAXA",),
        operators=("NASA",),
        since=day(3),
        max=0,
    )
    assert later == AddRule(Quota(id="later", max=5))


def test_the_page_counts_its_segments() -> None:
    assert segments(promised()) == ("promising",)


def test_a_fix_takes_it_out_of_the_program() -> None:
    """A fix removes a rule that can be removed; other rules have no such fix."""
    one = promised()
    here = PROMISE.requirement(ProgramIndex(one))
    assert with_fix(one, (here,)).rules == ()
    silent = program(FLIGHTS, CREW, rules=[Rule(id="silent")])
    with pytest.raises(ProgramError, match="change the rule 'silent' by hand"):
        with_fix(silent, (Requirement("silent:F1", "silent", "never"),))


def test_notices_look_at_what_it_says_of_its_days_and_members() -> None:
    """One member alone, and a window without a docked flight, are notices."""
    late = Promise(id="late", members=("ann",), since=day(20))
    said = [one.message for one in notices_of(program(FLIGHTS, CREW, rules=[late]))]
    assert any("one member alone is always promise" in one for one in said)
    assert any("no day with a flight docked" in one for one in said)


def classes_asked_for(source: str) -> set[str]:
    """The rule classes in calls of `isinstance` in Python code."""
    return {
        name.id
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "isinstance"
        for name in ast.walk(call.args[1])
        if isinstance(name, ast.Name) and name.id in RULES
    }


@pytest.mark.parametrize("folder", ["report", "whatif", "notices", "notebook"])
def test_no_rule_is_known_by_its_class(folder: str) -> None:
    """Code that shows or tries rules calls their methods."""
    for path in (PACKAGE / folder).rglob("*.py"):
        assert classes_asked_for(path.read_text(encoding="utf-8")) == set(), path


def test_a_rule_that_is_known_by_its_class_is_found() -> None:
    assert classes_asked_for("isinstance(rule, (Quota, Share)) or isinstance(x, int)") == {
        "Quota",
        "Share",
    }


def test_most_rules_are_no_agreements() -> None:
    """Rules without such data show nothing."""
    rule = Rule(id="plain")
    reading = PlanIndex(promised(), Plan())
    assert (*rule.claims(reading), *rule.balances(reading), *rule.segments()) == ()
    assert rule.ended(None) is None
