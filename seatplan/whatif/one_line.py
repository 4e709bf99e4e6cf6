"""An edit on one line: `slip flight=Crew-9 days=30`.

The line has the word of the edit, followed by its keys. A value is plain text, a list
`MS-24,MS-25` or `[MS-24, MS-25]`, or a value of TOML or JSON: `via=["MS-24"]`,
`seats=[{role="commander"}]`, `seats=[{"role": "commander"}]`, `"two words"`. In `change-rule`,
`null` removes a key.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

from attrs import evolve

from seatplan.declared import shown
from seatplan.errors import LONGEST_SENTENCE, Enough, Problem, ProgramError, nearest_kind
from seatplan.visible import shortened
from seatplan.whatif.editing import Edit, edit_kinds
from seatplan.whatif.scenario_files import edit_from_data, edit_reader


def edit_from_line(line: str) -> Edit:
    """Read an edit from one line.

    Raises:
        ProgramError: if the line is wrong; lists every problem.
    """
    if not isinstance(line, str):
        hint = '"slip flight=Crew-9 days=30".'
        raise ProgramError([Problem(f"{shown(line)} is not a text", ("line",), hint)])
    try:
        word, *pairs = list(_pieces(line)) or [""]
    except _UnclosedError as unclosed:
        hint = 'put a text with blanks, quotes or brackets in quotes: member="o\'neil".'
        source = shortened(repr(line), LONGEST_SENTENCE)
        raise ProgramError([Problem(str(unclosed), hint=hint)], source) from None
    cls = edit_kinds().get(word)
    if cls is None:
        hint = nearest_kind(word, edit_kinds())
        source = shortened(repr(line), LONGEST_SENTENCE)
        raise ProgramError([Problem(f"unknown edit {word!r}", hint=hint)], source)
    data: dict[str, Any] = {"edit": word}
    problems = []
    for pair in pairs:
        name, is_there, value = pair.partition("=")
        if not is_there or not name:
            problems.append(Problem(f"{pair!r} is not of the form key=value", hint=_example(cls)))
        elif name in data:
            problems.append(Problem(f"the key {name!r} appears twice"))
        else:
            data[name] = _value(cls, name, value)
    reader = edit_reader()
    edit, complete = None, True
    try:
        edit = edit_from_data(data, reader) if not problems else None
    except Enough:
        complete = False
    if edit is None:
        problems += [evolve(problem, line=None) for problem in reader.problems]
        raise ProgramError(problems, shortened(repr(line), LONGEST_SENTENCE), complete)
    return edit


def edit_line(edit: Edit) -> str:
    """The edit on one line, as `edit_from_line` reads it."""
    from seatplan.files.layout import inline_toml
    from seatplan.whatif.scenario_files import edit_to_data

    table = edit_to_data(edit)
    words = [str(table.pop("edit"))]
    for name, value in table.items():
        if value is None:
            words.append(f"{name}=null")
        else:
            plain = isinstance(value, str) and _is_plain(value)
            words.append(f"{name}={value if plain else inline_toml(value)}")
    return " ".join(words)


def _is_plain(text: str) -> bool:
    """Whether a text needs no quotes: it has no spaces and is not a TOML value."""
    return (
        bool(text)
        and text != "null"
        and not set(text) & set("\"'[]{},")
        and list(_pieces(text)) == [text]
        and _toml(text) is None
    )


class _UnclosedError(Exception):
    """A line ends within quotes or brackets."""


def _pieces(line: str) -> Iterator[str]:
    """Yield the parts of a line, split at white space outside quotes and brackets.

    Raises:
        _UnclosedError: if the last part has a quote or a bracket that the line does not close.
    """
    piece, quote, depth, escaped = "", "", 0, False
    for sign in line:
        if escaped:
            escaped = False
        elif quote:
            escaped = sign == "\\" and quote == '"'
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
        elif sign.isspace() and depth <= 0:
            if piece:
                yield piece
            piece = ""
            continue
        piece += sign
    if quote or depth > 0:
        what = f"quote {quote}" if quote else "bracket"
        raise _UnclosedError(f"a {what} in {piece!r} is not closed")
    if piece:
        yield piece


def _value(cls: type[Edit], name: str, text: str) -> Any:
    """A value as a file would hold it; the type of the field decides how plain text is read."""
    shape, inner = _form(cls, name)
    quoted = text[:1] in ("'", '"')
    if shape == "text" and not quoted:
        return text
    if text == "null":
        return None
    texts = shape == "list" and inner
    inside = text[1:-1] if text == f"[{text[1:-1]}]" else text
    plain = not set(inside) & set("\"'[]{}=")
    # Before TOML: ids may look like numbers or days.
    found = None if texts and plain else _toml(text) or _json(text)
    if found is not None:
        return found[0]
    if plain and (texts or inside != text):
        return [piece.strip() for piece in inside.split(",") if piece.strip()]
    return text


def _form(cls: type[Edit], name: str) -> tuple[str, bool]:
    """The form of a field: text or list, and whether a list contains texts."""
    from seatplan.files.shapes import form_of, keys_of

    key = keys_of(cls).get(name)
    if key is None:
        return "", False
    form = form_of(key.type)
    if form.shape == "optional":
        form = form_of(form.inner[0])
    if form.shape == "list":
        return "list", form.inner == (str,)
    return ("text" if form.inner == (str,) else ""), False


def _toml(text: str) -> tuple[Any] | None:
    """The TOML value of a text, in a tuple; None if the text is not a TOML value."""
    from seatplan.files.numbers import exact

    try:
        data = tomllib.loads(f"x = {text}", parse_float=exact)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError):
        return None
    return (data["x"],) if set(data) == {"x"} else None


def _json(text: str) -> tuple[Any] | None:
    """The list or table of a text in JSON, in a tuple; None if the text is neither."""
    from seatplan.files.numbers import NotExact, exact, whole

    if not text.startswith(("[", "{")):
        return None
    try:
        found = json.loads(text, parse_float=exact, parse_int=whole, parse_constant=NotExact)
    except (ValueError, RecursionError):
        return None
    return (found,)


def _example(cls: type[Edit]) -> str:
    from seatplan.files.shapes import keys_of

    needed = " ".join(f"{name}=…" for name, key in keys_of(cls).items() if key.required)
    return f"{cls.kind} {needed}"
