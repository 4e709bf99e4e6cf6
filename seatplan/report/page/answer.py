"""The data of the top of a page."""

from __future__ import annotations

from attrs import frozen

from seatplan.report.page.goal_lines import GoalLine


@frozen
class Fact:
    """One figure.

    Attributes:
        label: the name of the figure.
        value: the figure with its unit.
        note: the limit or context of the figure.
        good: whether it is as it should be; None if no rule applies to it.
    """

    label: str
    value: str
    note: str = ""
    good: bool | None = None


@frozen
class PageAnswer:
    """The top of a page.

    Attributes:
        headline: the answer in one line; "" on the page of a plan alone.
        word: the verdict in a word or two.
        good: whether the verdict is good; None if it is open.
        sentence: the rest of the sentence that begins with the word.
        proof: a sentence about what was proved.
        facts: the figures.
        goals: the goals, in the order of the program.
    """

    headline: str
    word: str
    good: bool | None
    sentence: str
    proof: str
    facts: tuple[Fact, ...] = ()
    goals: tuple[GoalLine, ...] = ()
