"""The rendering of the templates to HTML, with all text escaped.

Jinja escapes everything that a template shows, so no template can forget to. Before that, `clean`
escapes control characters and overrides of the writing direction. A content security policy
permits the style sheet and the script of the page and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import attrgetter
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

import seatplan
from seatplan.report.clean import clean
from seatplan.report.page import anchors, wording
from seatplan.report.page.aboard import TALL
from seatplan.report.page.axis import fitting, size
from seatplan.report.page.documents import ExplanationPage
from seatplan.report.page.front import FrontPage
from seatplan.report.page.letters import shortened
from seatplan.report.page.margins import margins
from seatplan.report.page.packing import FAR, GAP, GROUP, HEAD, ROW
from seatplan.report.page.studies import StudyPage
from seatplan.report.page.view import View
from seatplan.report.verdicts import points
from seatplan.whatif.changes import by_days
from seatplan.words import listed, many, opening, span

FOLDER = files("seatplan.report.page").joinpath("templates")

HELPS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        fitting,
        listed,
        by_days,
        many,
        margins,
        opening,
        shortened,
        size,
        span,
        anchors.tokens,
        anchors.tokens_of,
        wording.of_agencies,
        wording.of_entry,
        wording.of_flight,
        wording.of_loose,
        wording.of_roster,
        wording.of_step,
        wording.of_tour,
    )
}


def render(shown: View, paper: str = "", *, draft: bool = False) -> str:
    """Return the page of a plan; `paper` is its paper size, "" for that of the printer."""
    sheet = f"@page{{size:{paper} landscape}}" if paper else ""
    sheet += margin_boxes(shown.answer.headline or shown.program.name, draft=draft)
    return _rendered("page.html", shown.hues + sheet, v=shown, draft=draft)


def margin_boxes(title: str, *, draft: bool) -> str:
    """Return the style rules that print the title and the draft mark at the edge of each sheet."""
    boxes = {"bottom-left": title, "bottom-center": "Draft: not decided" if draft else ""}
    found = (
        f'@{box}{{content:"{_css_text(text)}";font:8pt sans-serif;color:#333}}'
        for box, text in boxes.items()
        if text
    )
    inside = "".join(found)
    return f"@media print{{@page{{{inside}}}}}" if inside else ""


def _css_text(text: str) -> str:
    """Return a text for a CSS string: only letters, digits and blanks are not escaped."""
    return "".join(
        one if one.isalnum() or one == " " else f"\\{ord(one):x} " for one in clean(text)
    )


def render_document(shown: ExplanationPage | StudyPage | FrontPage) -> str:
    """Return a page that is not about one plan."""
    template = {StudyPage: "study.html", FrontPage: "tradeoff.html"}
    return _rendered(template.get(type(shown), "explanation.html"), d=shown)


def _rendered(template: str, hues: str = "", **shown: object) -> str:
    """Return a page; `hues` has its own style rules, after those of all pages."""
    style, script = _text("page.css") + hues, _text("page.js")
    return (
        _environment()
        .get_template(template)
        .render(
            **shown,
            style=Markup(style),
            script=Markup(script),
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )


@cache
def _environment() -> Environment:
    """Return the environment of the templates, which compiles each of them once."""
    environment = Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_cleaned,
    )
    environment.filters["groupby_in_order"] = _in_order
    environment.filters["whole_days"] = _whole_days
    environment.globals.update(
        HELPS,
        at_person=anchors.person,
        at_flight=anchors.flight,
        FAR=FAR,
        GAP=GAP,
        GROUP=GROUP,
        HEAD=HEAD,
        ROW=ROW,
        TALL=TALL,
        points=points,
        version=seatplan.__version__,
    )
    return environment


def _text(name: str) -> str:
    return FOLDER.joinpath(name).read_text(encoding="utf-8")


def _cleaned(value: object) -> object:
    """Return a text cleaned, except for one blank at either end, which templates rely on."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    before = " " if value[:1] == " " else ""
    after = " " if value[-1:] == " " else ""
    return f"{before}{clean(value)}{after}"


def _whole_days(text: str) -> Markup:
    """Return the text with each date unbreakable, as browsers break lines at hyphens."""
    day = r'<span class="day">\g<0></span>'
    return Markup(re.sub(r"\d{4}-\d\d-\d\d", day, str(escape(clean(text)))))


def _in_order(things: Iterable[Any], attribute: str) -> Iterable[tuple[Any, list[Any]]]:
    """Yield runs of things with the same attribute in their order; Jinja's `groupby` sorts."""
    for key, group in groupby(things, attrgetter(attribute)):
        yield key, list(group)


def _hash(text: str) -> str:
    """Return the hash by which a content security policy permits a text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
