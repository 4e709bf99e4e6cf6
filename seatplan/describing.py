"""Reads the description of a class from its docstring and fields, for reference pages and help.

A docstring has a first sentence, then paragraphs, then sections. A section is a word with a colon,
followed by lines that are indented by four. `Attributes` explains the fields. A rule, goal or edit
also has

- `Counts`: the unit of a rule's violation, or of a goal's value;
- `Formula`: that number, or what an edit does, in LaTeX;
- `Example`: a few lines of a file, in TOML.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from seatplan.kinds import Goal, Rule
from seatplan.words import listed, number

_SECTION = re.compile(r"^([A-Z]\w*):\n(?= )", re.M)
_NONE = re.compile(r"\bif (not )?None\b")
_ENTRY = re.compile(r"^(\w+(?:, \w+)*): ", re.M)

_WORDS: dict[object, str] = {
    str: "text",
    int: "whole number",
    bool: "true or false",
    date: "day",
    Fraction: "decimal",
}


@frozen
class Key:
    """One field of a class, as a key of a file.

    Attributes:
        name: the key.
        takes: the allowed values, in words.
        default: the value if the key is left out, as in a file.
        meaning: its entry in the docstring.
        owner: the class that defines the field: the described class or a base of it.
    """

    name: str
    takes: str
    default: str
    meaning: str
    owner: type


@frozen
class Description:
    """The description of a class.

    Attributes:
        of: the class, or the module.
        name: for a rule, goal or edit, the word for it in files; else the name of the class.
        sentence: the first sentence of the docstring.
        text: the paragraphs after that.
        sections: the text of the sections `Counts`, `Formula`, `Example` and so on, by that word.
        keys: its fields, including those of its bases.
    """

    of: type
    name: str
    sentence: str
    text: str
    sections: dict[str, str]
    keys: tuple[Key, ...]

    @property
    def own_keys(self) -> tuple[Key, ...]:
        """The fields that the class itself defines."""
        return tuple(key for key in self.keys if key.owner is self.of)

    def markdown(self, heading: str = "##") -> str:
        """A section of a page: heading, text, unit, formula, keys and example."""
        parts = [f"{heading} {self.name}", self.sentence, self.text]
        if "Counts" in self.sections:
            what = {"min": "Minimizes", "max": "Maximizes"}.get(getattr(self.of, "sense", ""))
            parts.append(f"**{what or 'Counts'}** {' '.join(self.sections['Counts'].split())}.")
        if "Formula" in self.sections:
            parts.append(f"$$\n{self.sections['Formula']}\n$$")
        if self.own_keys:
            head = ["| key | takes | if left out | meaning |", "| --- | --- | --- | --- |"]
            rows = [
                f"| `{k.name}` | {k.takes} | {k.default} | {k.meaning} |" for k in self.own_keys
            ]
            parts.append("\n".join([*head, *rows]))
        parts.append(_groups(self.keys, self.of))
        if "Example" in self.sections:
            parts.append(f"```toml\n{self.sections['Example']}\n```")
        return "\n\n".join(filter(None, parts)) + "\n"


def describe(what: type, name: str = "") -> Description:
    """The description of a class: of a rule, goal, edit or law, including your own.

    Args:
        what: the class.
        name: a name to use instead of the class's own.
    """
    sentence, text, sections = sections_of(what.__doc__ or "")
    sections.pop("Attributes", None)
    keys = tuple(_keys(what)) if attrs.has(what) else ()
    called = name or getattr(what, "kind", "") or what.__name__
    return Description(what, called, sentence, text, sections, keys)


def sections_of(docstring: str) -> tuple[str, str, dict[str, str]]:
    """The first paragraph of a docstring, the other paragraphs, and the sections by their word."""
    head, *rest = _SECTION.split(inspect.cleandoc(docstring))
    sentence, *paragraphs = head.strip().split("\n\n")
    sections = {
        word: inspect.cleandoc(text) for word, text in zip(rest[::2], rest[1::2], strict=True)
    }
    return " ".join(sentence.split()), "\n\n".join(paragraphs), sections


def meanings_of(cls: type) -> dict[str, str]:
    """The entries of the section `Attributes` of a class, by field, without those of its bases."""
    _, _, sections = sections_of(vars(cls).get("__doc__") or "")
    _, *entries = _ENTRY.split(sections.get("Attributes", ""))
    return {
        name: " ".join(text.split())
        for names, text in zip(entries[::2], entries[1::2], strict=True)
        for name in names.split(", ")
    }


def in_a_file(meaning: str) -> str:
    """A meaning, worded for files: a key is left out where a field is None."""
    return _NONE.sub(r"if \1left out", meaning)


def _keys(cls: type) -> Iterator[Key]:
    types_of = get_type_hints(cls, localns={"Rule": Rule, "Goal": Goal})  # a program has them
    for one in attrs.fields(cls):
        owner = next(base for base in cls.__mro__ if one.name in inspect.get_annotations(base))
        yield Key(
            one.name,
            _in_words(types_of[one.name], one.metadata),
            _spelt(one.default),
            in_a_file(meanings_of(owner).get(one.name, "")),
            owner,
        )


def _in_words(hint: Any, metadata: Mapping[str, Any]) -> str:
    """The values that a field can have, in words."""
    kinds = [one for one in get_args(hint) if one is not type(None)]
    if get_origin(hint) in (UnionType, Union) and len(kinds) == 1:
        (hint,) = kinds
    elif get_origin(hint) in (UnionType, Union):
        return " or ".join(
            _in_words(kind, {} if get_origin(kind) is tuple else metadata) for kind in kinds
        )
    many = get_origin(hint) is tuple
    named = metadata.get("ids") or metadata.get("id")
    if named:
        return f"ids of {_plural(named)}" if many else f"id of {_a(named)}"
    if "keys" in metadata:
        return f"decimals by id of {_a(metadata['keys'])}"
    if get_origin(hint) is Literal:
        return " or ".join(f'`"{word}"`' for word in get_args(hint))
    if many:
        of = get_args(hint)[0]
        return "further keys" if get_origin(of) is tuple else f"list of {_plural(_word(of))}"
    least = f", at least {metadata['least']}" if "least" in metadata else ""
    return _word(hint) + least


def _word(hint: Any) -> str:
    return _WORDS.get(hint, f"{hint.__name__} table" if isinstance(hint, type) else "value")


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") and word != "day" else f"{word}s"


def _spelt(default: Any) -> str:
    """A default as it is written in a file."""
    if default is attrs.NOTHING:
        return "required"
    if default is None or isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        return "none"
    if isinstance(default, tuple):
        return "empty"
    return f"`{number(default) if isinstance(default, Fraction) else json.dumps(default)}`"


def _groups(keys: Iterable[Key], of: type) -> str:
    """A sentence on the bases whose keys it also takes: `Where` is called WHERE."""
    bases = dict.fromkeys(key.owner.__name__ for key in keys if key.owner is not of)
    if "Who" in bases:  # it has those of MEMBERS
        bases.pop("Members", None)
    words = [f"every {n.lower()}" if n in ("Rule", "Goal") else n.upper() for n in bases]
    return f"It also takes the keys of {listed(words)}." if words else ""
