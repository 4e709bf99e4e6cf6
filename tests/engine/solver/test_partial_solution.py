"""Lazy rows: what a plan breaks of them, and what keeps it from breaking any."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program, check
from seatplan.rules.experience import Experience
from seatplan.testing import programs, windowed
from tests.engine.partials import numbers_of, patient_draft, some_of
from tests.properties.effort import examples


@given(programs(rules=("experience",), min_rules=1, max_rules=2), st.data())
@examples(25)
def test_what_a_cover_keeps(program: Program, data: st.DataObject) -> None:
    """If this many of a cover are taken, no deferred requirement is broken."""
    partial = patient_draft(data, program)
    if partial is None:
        return
    model = partial.model
    partial.reopen(some_of(data, numbers_of(partial)))
    broken = set(partial.broken())
    for places, least in partial.covers(0, len(model.lookup.flights)):
        seats = {model.candidates.seat_of[one] for one in partial.numbers[places].tolist()}
        if not seats:
            continue
        ((name, leg),) = {seat[:2] for seat in seats}
        assert leg == "up"
        kept = {
            f"{rule.name}:{name}"
            for rule in program.named_rules
            if isinstance(rule, Experience)
            and rule.roles is None
            and rule.max_rookies is None
            and rule.veterans <= least
        }
        if partial.values[partial.numbers[places]].sum() >= least:
            assert not kept & broken


@given(programs(rules=("experience",), min_rules=1, max_rules=2).flatmap(windowed), st.data())
@examples(25)
def test_what_is_broken_is_what_the_check_says(program: Program, data: st.DataObject) -> None:
    """The broken deferred requirements are those of the check on the chosen dates, before and after
    posting."""
    partial = patient_draft(data, program)
    if partial is None:
        return
    model = partial.model
    late = set(model.lazy_rows)
    report = check(program, partial.plan)
    expected = sorted(one.requirement for one in report.violations if one.requirement in late)
    assert sorted(partial.broken()) == expected
    for one in expected:
        (number,) = partial.flights_of(one)
        assert one.endswith(f":{list(model.lookup.flights)[number]}")
    known = data.draw(st.sets(st.sampled_from(sorted(model.lookup.flights))))
    about = {f"{rule.name}:{flight}" for rule in program.named_rules for flight in known}
    assert sorted(partial.broken(known)) == [one for one in expected if one in about]
    partial.separate(partial.broken())
    assert sorted(partial.broken()) == expected
