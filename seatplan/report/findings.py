"""The report of a check, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from attrs import evolve, frozen
from rich.console import RenderableType
from rich.text import Text

from seatplan.checking import Report, Violation
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.report.layout import Paragraph, Rows
from seatplan.report.style import BAD, BLANK, GOOD, heading, number, plain, title, why_lines
from seatplan.report.undocked import Undocked, undocked
from seatplan.report.verdicts import points, verdict
from seatplan.words import listed, span


def check_tables(program: Program, plan: Plan, report: Report) -> list[RenderableType]:
    """Return the broken rules, the rules kept, the goal values, and the verdict."""
    silent = undocked(ProgramIndex(program), plan, report.violations)
    parts: list[RenderableType] = [*title(program)]
    rules = {rule.name: rule for rule in program.named_rules}
    for (name, hard), group in groupby(report.violations, lambda one: (one.rule, one.hard)):
        parts.append(BLANK)
        rule = rules.get(name)
        parts += _broken(name, hard, tuple(group), rule.why if rule is not None else "", silent)
    broken = {one.rule for one in report.violations}
    kept = [name for name in rules if name not in broken]
    if kept:
        sentence = Text.assemble(heading("Rules kept"), plain(f": {listed(kept)}"))
        parts += [BLANK, Paragraph(sentence)]
    if report.values:
        goals = {goal.name: goal for goal in program.named_goals}
        values = [
            (plain(name), number(goals[name].in_words(value) if name in goals else value))
            for name, value in report.values.items()
        ]
        parts += [BLANK, Paragraph(heading("Goal values")), Rows(values)]
    return [*parts, BLANK, Paragraph(verdict_line(program, report))]


def _broken(
    name: str, hard: bool, found: tuple[Violation, ...], why: str, silent: Undocked | None
) -> Iterator[RenderableType]:
    """Yield one rule with its violations.

    The violations of ships for which the plan gives no port at all are one sentence.
    """
    amount = sum(one.amount for one in found)
    if hard:
        head = Text.assemble(plain(name, BAD), f": {amount}, hard")
    else:
        weights = {one.weight for one in found}
        each = f", weight {weights.pop()}" if len(weights) == 1 else ""
        cost = f"{amount}{each}, {points(sum(one.cost for one in found))}"
        head = Text.assemble(plain(name, "bold yellow"), f": {cost}")
    yield Paragraph(head)
    together = set(map(id, silent.violations)) if silent is not None else set()
    if silent is not None and any(id(one) in together for one in found):
        yield Paragraph(plain(silent.sentence), indent=2)
        yield Paragraph(plain(silent.hint), indent=4)
    rest = list(over_spans(one for one in found if id(one) not in together))
    several = len({amount for amount, _ in rest}) > 1
    for amount, message in rest:
        amounts = f"{amount}  " if several else ""
        yield Paragraph(Text.assemble(amounts, plain(message)), indent=2)
    yield from why_lines(why)


def over_spans(found: Iterable[Violation]) -> Iterator[tuple[int, str]]:
    """Yield amounts and messages; those that differ only in days that follow each other as one.

    Where dates are open, days on which something may happen divide a violation of weeks.
    """
    known: _Span | None = None
    for one in found:
        new = _Span.of(one)
        longer = known.with_next(new) if known is not None and new is not None else None
        if longer is not None:
            known = longer
            continue
        if known is not None:
            yield known.told
        known = new
        if new is None:
            yield one.amount, one.message
    if known is not None:
        yield known.told


@frozen
class _Span:
    """A violation on some days; `before` and `after` are its message around them."""

    amount: int
    before: str
    after: str
    since: date
    until: date

    @classmethod
    def of(cls, one: Violation) -> _Span | None:
        """The violation; None if its message has no days."""
        if one.since is None or one.until is None:
            return None
        before, found, after = one.message.partition(span(one.since, one.until))
        return cls(one.amount, before, after, one.since, one.until) if found else None

    def with_next(self, other: _Span) -> _Span | None:
        """Both together; None if the other one is not the same on the next days."""
        same = (self.before, self.after) == (other.before, other.after)
        if not same or self.until != other.since:
            return None
        return evolve(self, amount=self.amount + other.amount, until=other.until)

    @property
    def told(self) -> tuple[int, str]:
        return self.amount, f"{self.before}{span(self.since, self.until)}{self.after}"


def verdict_line(program: Program, report: Report) -> Text:
    """Return the verdict of the check in one sentence: the same as on the page."""
    word, good, sentence = verdict(program, report)
    return Text.assemble((word, GOOD if good else BAD), f": {sentence}")
