"""The page in a browser: finding, picking and zooming, with the mouse and with keys."""

from __future__ import annotations

from datetime import date

import pytest

import seatplan
from tests.small_programs import broken_plan, leaking, leaking_plan, nasty

from .conftest import Open, Opened

CROSSFLIGHT = seatplan.catalog.load("iss-crossflight")
FLOWN = seatplan.catalog.flown("iss-crossflight")
LANES = ".lane"


def picked(one: Opened) -> str:
    """Return the heading of the panel; "" if it is closed."""
    panel = one.page.locator("#panel")
    return panel.locator("h3").inner_text() if panel.is_visible() else ""


def lit(one: Opened, kind: str) -> list[str]:
    """Return the links of the highlighted elements of a kind."""
    found: list[str] = one.page.eval_on_selector_all(
        f"{kind}.on", "all => all.map((one) => one.getAttribute('href'))"
    )
    return found


def test_it_renders(show: Open) -> None:
    """The charts have flights, people, the people aboard, the exchange and the violations."""
    one = show(CROSSFLIGHT, FLOWN)
    assert one.page.title() == CROSSFLIGHT.name
    assert one.count(".dock:not(.moved) .block") == len(CROSSFLIGHT.flights)
    assert one.count(LANES) == 66
    assert one.count(".to") == 18
    assert one.count(".rule .mark") == 6
    boxes = one.page.eval_on_selector_all(
        ".stay .edge", "all => all.map((one) => one.getBoundingClientRect().width)"
    )
    assert len(boxes) > 60
    assert min(boxes) > 0


def test_finding(show: Open) -> None:
    """A name finds its lane, a flight those who fly on it; the count is announced."""
    one = show(CROSSFLIGHT, FLOWN)
    one.page.get_by_role("searchbox").fill("rubio")
    assert one.count(LANES) == 1
    found = one.page.locator("#found")
    assert found.inner_text() == "1 person, 2 flights; Enter shows the next"
    one.page.get_by_role("searchbox").fill("MS-22")
    assert one.count(LANES) == 3
    one.page.get_by_role("searchbox").press("Escape")
    assert one.count(LANES) == 66
    assert found.inner_text() == ""


def test_finding_in_plain_letters(show: Open) -> None:
    """Accents and capitals do not matter; agencies, roles and vehicles are found."""
    one = show(CROSSFLIGHT, FLOWN)
    search = one.page.get_by_role("searchbox")
    for text, people in (("lopez", 1), ("esa", 4), ("kim soyuz", 1), ("PILOT", 12)):
        search.fill(text)
        assert one.page.locator("#found").inner_text().startswith(f"{people} "), text
    search.fill("lopez")
    search.press("Enter")
    assert picked(one) == "Michael López-Alegría"
    search.press("Enter")
    assert picked(one) == "Ax-3"
    search.fill("zzzz")
    assert one.page.locator("#found").inner_text().startswith("no person and no flight")
    assert one.count(".dock:not(.out)") == 0


def test_agencies(show: Open) -> None:
    """Switching an agency off hides its lanes and heading, and dims its seats."""
    one = show(CROSSFLIGHT, FLOWN)
    one.page.locator(".menu summary").click()
    one.page.get_by_label("NASA", exact=True).uncheck()
    one.page.get_by_label("Roscosmos", exact=True).uncheck()
    headings = one.page.locator(".banner.small").locator("visible=true").all_inner_texts()
    assert "ESA" in headings
    assert not {"NASA", "Roscosmos"} & {*headings}
    assert one.count(".stay:not(.out)") < one.count(".stay.out")


def test_only_what_is_broken_or_changed(show: Open) -> None:
    """The filters keep only lanes with a violation or a change."""
    one = show(leaking(), broken_plan(), compare=leaking_plan())
    everybody = one.count(LANES)
    one.page.get_by_label("with something broken").check()
    assert one.count(LANES) == 1
    assert one.count(".dock:not(.out)") == 2
    one.page.get_by_label("with something broken").uncheck()
    one.page.get_by_label("with a change").check()
    assert one.count(LANES) == 2
    one.page.get_by_label("with a change").uncheck()
    assert one.count(LANES) == everybody == 4


def test_picking_a_person(show: Open) -> None:
    """A click shows the card of a person and highlights the person's seats and flights."""
    one = show(CROSSFLIGHT, FLOWN)
    one.page.locator('.stay[href="#person-rubio"]').first.click()
    assert picked(one) == "Frank Rubio"
    assert lit(one, ".stay") == ["#person-rubio"] * 2
    assert sorted(lit(one, ".dock:not(.moved) .block")) == ["#flight-MS-22", "#flight-MS-23"]
    assert one.page.url.endswith("#person-rubio")
    one.page.locator("#panel").get_by_role("link", name="MS-23").click()
    assert picked(one) == "MS-23"
    assert len(lit(one, ".stay")) == 6
    one.page.go_back()
    assert picked(one) == "Frank Rubio"
    one.page.get_by_role("button", name="Close").click()
    assert picked(one) == ""
    assert lit(one, ".stay") == []
    assert "#" not in one.page.url


def test_picking_what_is_broken(show: Open) -> None:
    """A mark shows the sentence, and highlights the people and flights that it concerns."""
    one = show(CROSSFLIGHT, FLOWN)
    one.page.locator(".rule .mark").first.click()
    sentence = (
        "At least 1 of the 4 seats on Crew-6 (2023-03-02) must go to members of CSA, ESA or JAXA"
    )
    assert sentence in one.page.locator("#panel").inner_text()
    assert lit(one, ".dock:not(.moved) .block") == ["#flight-Crew-6"]


@pytest.mark.parametrize(
    ("place", "name"), [("#person-rubio", "Frank Rubio"), ("#flight-MS-22", "MS-22")]
)
def test_addresses(show: Open, place: str, name: str) -> None:
    """An address with a person or flight opens the page with it picked and the charts in view."""
    one = show(CROSSFLIGHT, FLOWN, place=place)
    assert picked(one) == name
    top = one.page.locator("#board").bounding_box()
    assert top is not None
    assert 0 <= round(top["y"]) < 300
    assert show(CROSSFLIGHT, FLOWN, place="#person-nobody").page.locator("#panel").is_hidden()


def test_pointing(show: Open) -> None:
    """Pointing at an element shows its text."""
    one = show(CROSSFLIGHT, FLOWN)
    tip = one.page.locator("#tip")
    assert tip.is_hidden()
    one.page.locator('.tour[href="#flight-MS-22"]').first.hover()
    assert tip.inner_text().startswith("Frank Rubio (NASA): up on MS-22, 2022-09-21")
    one.page.locator(".aboard").hover()
    assert "aboard ISS" in tip.inner_text()
    one.page.locator("h1").hover()
    assert tip.is_hidden()


def test_the_roster_of_a_day(show: Open) -> None:
    """The people aboard on any day are shown to the pointer and to the keyboard."""
    one = show(CROSSFLIGHT, FLOWN)
    chart = one.page.locator(".aboard")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    days = float(one.page.get_attribute("#board", "data-days") or 0)
    start = date.fromisoformat(one.page.get_attribute("#board", "data-start") or "")
    at = (date(2026, 2, 1) - start).days + 0.5
    one.page.mouse.move(box["x"] + box["width"] * at / days, box["y"] + 40)
    said = one.page.locator("#tip").inner_text()
    assert said.startswith("2026-02-01\nNASA: Christopher Williams\nRoscosmos: Sergey")
    assert "3 people aboard ISS" in said
    chart.focus()
    one.page.keyboard.press("ArrowRight")
    assert (chart.get_attribute("aria-valuetext") or "").startswith("2026-02-02\nNASA: Chris")


def test_keys(show: Open) -> None:
    """The charts have one tab stop; arrows, Enter and Escape do the rest."""
    one = show(CROSSFLIGHT, FLOWN)
    focus = "document.activeElement.getAttribute('href') || document.activeElement.id"
    keys = one.page.keyboard
    one.page.locator("#time").focus()
    keys.press("Tab")
    first = one.page.evaluate(focus)
    assert first == "#flight-MS-22"
    assert one.page.locator("#tip").inner_text().startswith("MS-22:")
    keys.press("ArrowDown")
    assert one.page.evaluate(focus) == "#person-prokopyev"
    keys.press("ArrowUp")
    assert one.page.evaluate(focus) == first
    keys.press("Enter")
    assert picked(one) == "MS-22"
    assert one.page.evaluate(focus) == "panel"
    keys.press("Escape")
    assert picked(one) == ""
    assert one.page.evaluate(focus) == first
    keys.press("Tab")
    assert one.page.evaluate("document.activeElement.classList.contains('aboard')")
    keys.press("Tab")
    assert one.page.evaluate("!document.activeElement.closest('#time')")


LABELS = """all => all.filter((one) => one.getClientRects().length).map((one) => {
    const box = one.getBoundingClientRect();
    const track = one.closest('.track').getBoundingClientRect();
    return [one.textContent, box.left, box.right, box.top, box.bottom, track.left, track.right];
})"""


CROSSED = """all => all.filter((one) => {
    const box = (part) => one.querySelector(part).getBoundingClientRect();
    const [label, edge] = [box(".label"), box(".edge")];
    return label.width && edge.width && label.left < edge.right - 1 && label.right > edge.left + 1;
}).map((one) => one.textContent)"""


SEEN = [
    *(("iss-crossflight", width) for width in (1440, 1280, 768, 400)),
    *((name, 1280) for name in ("iss", "iss-next", "commercial-station", "artemis")),
    ("iss", 400),
]


@pytest.mark.parametrize(("name", "width"), SEEN)
def test_labels(show: Open, name: str, width: int) -> None:
    """Flights have names and, except at level far, people; no label is cut or crossed."""
    program = seatplan.catalog.load(name)
    flown = name in ("iss", "iss-crossflight")
    plan = seatplan.catalog.flown(name) if flown else seatplan.solve(program).plan
    assert plan is not None
    one = show(program, plan, width=width)
    labels = one.page.eval_on_selector_all(".flights :is(.label, .mark use)", LABELS)
    names = [text for text, *_ in labels]
    assert all(any(flight.id in text for text in names) for flight in program.flights)
    if name != "iss" and width > 400:
        assert len(labels) >= len(plan.assignments) // 2 + len(program.flights)
    for at, (text, left, right, top, bottom, first, last) in enumerate(labels):
        assert first - 1 <= left <= right <= last + 1, f"{text} is cut at {width}"
        for other, left2, right2, top2, bottom2, *_ in labels[:at]:
            apart = min(right, right2) - max(left, left2), min(bottom, bottom2) - max(top, top2)
            assert min(apart) <= 2, f"{text} and {other} meet at {width}"
    assert one.page.eval_on_selector_all(".flights .stay", CROSSED) == []


def test_the_nearer_the_more(show: Open) -> None:
    """A page of 27 years has only flights at first; zooming adds surnames, then everything."""
    one = show(seatplan.catalog.load("iss"), seatplan.catalog.flown("iss"))
    level = "['near', 'middle', 'far'].find((one) => board.classList.contains(one))"
    seen = [one.page.evaluate(level)]
    while one.page.evaluate(level) != "near" and len(seen) < 15:
        one.page.locator("#in").click()
        seen.append(one.page.evaluate(level))
    assert list(dict.fromkeys(seen)) == ["far", "middle", "near"]


def test_zooming(show: Open) -> None:
    """The slider, keys and the wheel zoom around the visible days."""
    one = show(CROSSFLIGHT, FLOWN)
    width = "document.getElementById('canvas').offsetWidth"
    whole = one.page.evaluate(width)
    labels = one.count(".axis .fit")
    one.page.get_by_label("Zoom", exact=True).fill("60")
    assert one.page.evaluate(width) > 3 * whole
    assert one.count(".axis .fit") > labels
    one.page.get_by_role("button", name="All").click()
    assert one.page.evaluate(width) == whole
    one.page.locator("#time").focus()
    one.page.keyboard.press("+")
    one.page.keyboard.press("+")
    one.page.keyboard.press("-")
    assert 1.1 * whole < one.page.evaluate(width) < 1.5 * whole
    one.page.keyboard.press("0")
    block = one.page.locator('.dock:not(.moved) .block[href="#flight-Crew-9"]')
    before = block.bounding_box()
    assert before is not None
    one.page.mouse.move(before["x"] + 1, before["y"] + 5)
    one.page.keyboard.down("Control")
    one.page.mouse.wheel(0, -400)
    one.page.keyboard.up("Control")
    one.page.wait_for_function(f"{width} > 2 * {whole}")
    after = block.bounding_box()
    assert after is not None
    assert abs(after["x"] - before["x"]) < 5


def test_the_overview(show: Open) -> None:
    """While some days are not visible, a strip shows which are, and dragging in it scrolls."""
    one = show(CROSSFLIGHT, FLOWN)
    strip, window = one.page.locator("#overview"), one.page.locator("#window")
    assert strip.is_hidden()
    for _ in range(4):
        one.page.locator("#in").click()
    assert one.page.locator("#far-off rect").count() == one.page.locator(".dock").count()
    box, seen = one.page.locator("#overview svg").bounding_box(), window.bounding_box()
    assert box is not None
    assert seen is not None
    assert box["x"] - 1 <= seen["x"] < seen["x"] + seen["width"] <= box["x"] + box["width"] + 1
    one.page.mouse.move(box["x"] + 2, box["y"] + 9)
    one.page.mouse.down()
    one.page.mouse.up()
    assert one.page.evaluate("document.getElementById('time').scrollLeft") == 0
    one.page.locator("#whole").click()
    assert strip.is_hidden()


def test_a_telephone(show: Open) -> None:
    """At a width of 400 pixels the page never scrolls sideways, even with the panel open."""
    one = show(CROSSFLIGHT, FLOWN, width=400, place="#flight-MS-22")
    one.page.eval_on_selector_all("details", "all => all.forEach((one) => (one.open = true))")
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 400
    wheel = "getComputedStyle(document.getElementById('time')).overflowY"
    assert one.page.evaluate(wheel) == "hidden"


def test_paper(show: Open) -> None:
    """In print the answer and the charts are on one landscape sheet, and the tools are gone."""
    one = show(CROSSFLIGHT, FLOWN, place="#flight-MS-22")
    one.page.emulate_media(media="print")
    assert one.count("#tools input") + one.count("#panel") == 0
    assert "Roscosmos" in one.page.locator(".key").inner_text()
    assert one.page.locator(".manifest").is_visible()
    assert one.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_without_scripts(show: Open) -> None:
    """Without scripts, charts and texts are shown, and controls are not."""
    one = show(CROSSFLIGHT, FLOWN, java_script_enabled=False)
    assert one.count(".dock:not(.moved) .block") == len(CROSSFLIGHT.flights)
    assert one.count("#tools input") + one.count("button") == 0
    one.page.locator("summary").last.click()
    assert one.page.locator("#person-rubio").is_visible()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "</script><svg/onload=alert(1)>",
    ],
)
def test_names_do_nothing(show: Open, text: str) -> None:
    """Names are text, even where the script shows them again."""
    one = show(nasty(text), leaking_plan(), place="#person-anna")
    one.page.locator(".tour").first.hover()
    assert picked(one).endswith(text)
    assert text in one.page.locator("#tip").inner_text()
    assert one.page.locator("img, iframe, object").count() == 0


def test_27_years(show: Open) -> None:
    """The page of all flights to the ISS is drawn, and its flights can be found and picked."""
    one = show(seatplan.catalog.load("iss"), seatplan.catalog.flown("iss"))
    assert one.page.locator(".block").count() == 129
    assert one.page.locator(LANES).count() == 298
    one.page.get_by_role("searchbox").fill("krikalev")
    assert one.count(LANES) == 1
    one.page.locator(".lane:not([hidden]) .head a").last.click()
    assert picked(one) == "Sergei Krikalev"
