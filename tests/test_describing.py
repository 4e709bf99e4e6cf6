"""The description of a class, from its docstring and its fields."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

from attrs import field, frozen

from seatplan.describing import describe, meanings_of, sections_of
from seatplan.kinds import Rule
from seatplan.program import CrewMember
from seatplan.selection import Where, Who


@frozen(kw_only=True, slots=False)
class Example(Rule, Who, Where):
    r"""The first line
    goes on.

    A paragraph.

    Another one: with a colon.

    Attributes:
        of: words; any if None.
        least, most: a range,
            in persons.
        per: for what.

    Counts:
        persons
        beyond

    Formula:
        \sum_f x_f

    Example:
        [[rules]]
        terms = [
          { value = 1 },
        ]
    """

    of: tuple[str, ...] | None = None
    least: int = field(metadata={"least": 1})
    most: Fraction = Fraction(5, 2)
    per: Literal["year", "flight"] = "year"
    on: tuple[date, ...] = ()
    who: tuple[str, ...] = field(metadata={"ids": "agency"})
    really: bool = False


def test_sections_are_taken_apart() -> None:
    """The text of a section keeps its lines and their indentation."""
    sentence, text, sections = sections_of(Example.__doc__ or "")
    assert sentence == "The first line goes on."
    assert text == "A paragraph.\n\nAnother one: with a colon."
    assert list(sections) == ["Attributes", "Counts", "Formula", "Example"]
    assert sections["Formula"] == r"\sum_f x_f"
    assert sections["Example"] == "[[rules]]\nterms = [\n  { value = 1 },\n]"


def test_several_attributes_may_share_a_meaning() -> None:
    assert meanings_of(Example) == {
        "of": "words; any if None.",
        "least": "a range, in persons.",
        "most": "a range, in persons.",
        "per": "for what.",
    }


def test_keys_say_what_they_take_and_what_holds_without_them() -> None:
    own = {key.name: (key.takes, key.default, key.meaning) for key in describe(Example).own_keys}
    assert own == {
        "of": ("list of texts", "none", "words; any if left out."),
        "least": ("whole number, at least 1", "required", "a range, in persons."),
        "most": ("decimal", "`2.5`", "a range, in persons."),
        "per": ('`"year"` or `"flight"`', '`"year"`', "for what."),
        "on": ("list of days", "empty", ""),
        "who": ("ids of agencies", "required", ""),
        "really": ("true or false", "`false`", ""),
    }


def test_a_key_that_takes_one_or_several() -> None:
    """A key can take a single value or a list of tables."""
    takes = {key.name: key.takes for key in describe(CrewMember).keys}
    assert takes["agency"] == "id of an agency or list of Membership tables"


def test_keys_of_bases_have_the_meaning_that_their_base_gives_them() -> None:
    inherited = {key.name: key for key in describe(Example).keys if key.owner is not Example}
    assert inherited["holding"].owner is Who
    assert inherited["until"].meaning == meanings_of(Where)["until"] != ""
    assert inherited["weight"].meaning.endswith("the rule is hard if left out.")


def test_the_section_of_a_page_has_it_all() -> None:
    """Custom rules have the same sections as built-in ones."""
    lines = describe(Example, "an-example").markdown("###").splitlines()
    assert lines[0] == "### an-example"
    for line in (
        "**Counts** persons beyond.",
        r"\sum_f x_f",
        "| `most` | decimal | `2.5` | a range, in persons. |",
        "It also takes the keys of WHERE, WHO and every rule.",
        "  { value = 1 },",
    ):
        assert line in lines


def test_a_class_without_a_word_about_itself_is_described_as_well() -> None:
    class Silent:
        pass

    described = describe(Silent)
    assert (described.name, described.sentence, described.keys) == ("Silent", "", ())
    assert described.markdown() == "## Silent\n"
