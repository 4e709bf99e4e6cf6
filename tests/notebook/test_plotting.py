"""Plans as figures: what is drawn, for any width and any program."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise

import matplotlib as mpl
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import seatplan
from seatplan import Assignment, Flight, Plan, PlanError, Program
from seatplan.notebook.aboard import counts
from seatplan.notebook.bars import Scale, lanes_of
from seatplan.notebook.colors import colors_of, tint
from seatplan.report.manifest import manifest
from seatplan.report.palette import PALETTE
from seatplan.testing import plans, programs
from seatplan.timeline import PlanIndex
from tests.build import flight, program
from tests.small_programs import leaking, leaking_plan, nasty


def texts(figure: Figure) -> list[str]:
    """Return all texts in the panels of a figure."""
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def drawn(figure: Figure) -> bytes:
    """Return the figure as a PNG; rendering it finds most mistakes."""
    page = io.BytesIO()
    figure.savefig(page, format="png", dpi=50)
    return page.getvalue()


def test_every_flight_and_member() -> None:
    """Each flight has a bar from launch to landing, its name and its people."""
    figure = seatplan.plot(leaking(), leaking_plan())
    bars = [bar for bar in figure.axes[0].patches if isinstance(bar, Rectangle)]
    spans = {(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars}
    numbers = mpl.dates.date2num
    flights = leaking().flights
    assert spans == {(numbers(one.launch), numbers(one.landing)) for one in flights}
    found = texts(figure)
    assert {"S-1", "D-1", "S-2"} <= set(found)
    assert "Anna Petrova, Carl Young → S-2" in found
    assert "Anna Petrova, Carl Young ← S-1" in found
    assert "Dana Hill, Boris Ivanov" in found
    assert {bar.get_hatch() is not None for bar in bars} == {True, False}
    assert drawn(figure).startswith(b"\x89PNG")


def test_the_key() -> None:
    """The legend has the agencies, the hatching and the line of lifeboat seats."""
    figure = seatplan.plot(leaking(), leaking_plan())
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == [
        *("NASA", "Roscosmos", "empty up or down", "seats of lifeboats")
    ]
    assert [text.get_text() for text in figure.texts] == ["A leak"]


def test_without_a_plan() -> None:
    """Without a plan, a figure has the flights and the lifeboat seats, but no people."""
    figure = seatplan.plot(leaking())
    assert set(texts(figure)) == {"S-1", "D-1", "S-2", ""}
    assert len(figure.axes[1].lines) == 1
    assert len(figure.axes[1].collections) == 0
    drawn(figure)


def test_as_of() -> None:
    """The day `as_of` has a label, and a line in every panel."""
    before = seatplan.plot(leaking(), leaking_plan())
    after = seatplan.plot(leaking(), leaking_plan(), as_of=date(2024, 3, 1))
    assert set(texts(after)) - set(texts(before)) == {"as of 2024-03-01"}
    for plain, marked in zip(before.axes, after.axes, strict=True):
        assert len(marked.lines) == len(plain.lines) + 1


def test_lanes() -> None:
    """Many flights are packed into lanes; with `people=True`, each has a row of its own."""
    program, flown = seatplan.catalog.load("iss"), seatplan.catalog.flown("iss")
    packed = seatplan.plot(program, flown)
    names = {flight.id for flight in program.flights}
    assert names < set(texts(packed))
    assert set(texts(packed)) - names == {"NASA", "Roscosmos", "Axiom Space"}
    assert packed.get_size_inches()[1] < 7
    drawn(packed)
    rows = seatplan.plot(program, flown, people=True)
    assert rows.get_size_inches()[1] > 30
    assert any("Peggy Whitson" in text for text in texts(rows))


def test_flights_of_a_lane_do_not_overlap() -> None:
    """Each flight is in exactly one lane, and the flights of a lane never overlap."""
    program = seatplan.catalog.load("iss")
    flights = manifest(PlanIndex(program, Plan()))
    scale = Scale(date(1998, 1, 1), date(2028, 1, 1), 10)
    lanes = lanes_of(flights, scale)
    found = [one.flight.id for packed in lanes.values() for lane in packed for one in lane]
    assert sorted(found) == sorted(flight.id for flight in program.flights)
    for operator, packed in lanes.items():
        for lane in packed:
            assert {one.operator for one in lane} == {operator}
            for one, two in pairwise(lane):
                assert one.landing <= two.launch


@settings(max_examples=6)
@given(programs(), st.data(), st.booleans(), st.sampled_from([3.0, 7.5, 11.0]))
def test_any_plan_can_be_drawn(
    program: Program, data: st.DataObject, people: bool, width: float
) -> None:
    """Any plan can be drawn, even one that breaks every law."""
    plan = data.draw(plans(program))
    drawn(seatplan.plot(program, plan, people=people, width=width))


@settings(max_examples=30)
@given(programs(), st.data())
def test_counts_are_those_of_the_days(program: Program, data: st.DataObject) -> None:
    """On every day, the people aboard are those with a tour on that day."""
    reading = PlanIndex(program, data.draw(plans(program)))
    for station in reading.lookup.stations:
        found = counts(reading, station, ("NASA",))
        assert sum(numbers[-1] for numbers in found.aboard.values()) == 0
        assert not found.lifeboat or found.lifeboat[-1] == 0
        for at, day in enumerate(found.days):
            last = found.days[at + 1] - timedelta(1) if at + 1 < len(found.days) else day
            for when in (day, last):
                there = [
                    tour.agency
                    for tour in reading.all_tours()
                    if tour.up.station == station and tour.covers(when)
                ]
                nasa = there.count("NASA")
                assert found.aboard.get("NASA", (0,) * len(found.days))[at] == nasa
                assert sum(numbers[at] for numbers in found.aboard.values()) == len(there)


def test_a_station_without_people_and_lifeboats() -> None:
    """A figure without people and lifeboat seats can be drawn."""
    one = program([flight("F1", 1, 11, lifeboat=False)], ["ann"])
    drawn(seatplan.plot(one, Plan()))


def test_names_are_no_formulas() -> None:
    """Names with dollar signs are drawn as they are, not as formulas."""
    program = nasty("$\\frac{1$")
    plan = evolve(leaking_plan(), program="")
    for people in (True, False):
        figure = seatplan.plot(program, plan, people=people)
        drawn(figure)


def test_stations_have_panels_of_their_own() -> None:
    """Each station has a panel with its name."""
    program = leaking()
    elsewhere = Flight("X-1", "Dragon", date(2024, 5, 1), date(2024, 6, 1), station="Moon")
    figure = seatplan.plot(evolve(program, flights=(*program.flights, elsewhere)))
    assert [axes.get_ylabel() for axes in figure.axes] == ["", "ISS", "Moon"]


def test_colors() -> None:
    """The agencies have the colors of the palette, in the order of the program."""
    program = seatplan.catalog.load("iss-crossflight")
    colors = colors_of(PlanIndex(program, seatplan.catalog.flown("iss-crossflight")))
    assert list(colors) == [agency.id for agency in program.agencies]
    assert tuple(colors.values()) == PALETTE[: len(colors)]
    assert tint("#000000", 0.5) == "#808080"
    assert tint("#0072B2", 1.0) == "#0072b2"


def test_nothing_to_draw() -> None:
    """A program without flights can be drawn, with and without people."""
    drawn(seatplan.plot(Program()))
    drawn(seatplan.plot(Program(), Plan(), people=False))


def test_the_ends_of_the_calendar() -> None:
    """A flight from the first day of all to the last one has no room beside it."""
    first, last = date.min, date.max
    one = evolve(program([flight("F1", 1, 11)], []), flights=(Flight("F1", "ship", first, last),))
    assert isinstance(seatplan.plot(one, Plan()), Figure)


def test_wrong_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan of another program, a width that is too small, and no matplotlib are errors."""
    with pytest.raises(PlanError, match="unknown member 'x'"):
        seatplan.plot(leaking(), Plan((Assignment("D-1", "up", "pilot", "x"),)))
    with pytest.raises(ValueError, match="3 or more"):
        seatplan.plot(leaking(), width=2)
    with pytest.raises(ValueError, match="3 or more"):
        seatplan.plot(leaking(), width=float("nan"))
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError, match=r"pip install 'seatplan\[plot\]'"):
        seatplan.plot(leaking())


def test_no_state_is_left() -> None:
    """A figure does not load pyplot, change settings or need a screen."""
    script = (
        "import sys, matplotlib, seatplan; before = matplotlib.rcParams.copy();"
        "figure = seatplan.plot(seatplan.catalog.load('two-flights'));"
        "figure.savefig('/dev/null', format='svg');"
        "assert 'matplotlib.pyplot' not in sys.modules;"
        "assert matplotlib.rcParams.copy() == before"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", script], check=True)


def test_notebooks_show_the_picture() -> None:
    """A figure has a PNG of its own for notebooks, and can be pickled."""
    figure = seatplan.plot(seatplan.catalog.load("two-flights"))
    assert getattr(figure, "_repr_png_")().startswith(b"\x89PNG")  # noqa: B009
    assert pickle.loads(pickle.dumps(figure)).get_size_inches()[0] == 11


def test_a_flight_that_the_program_lacks() -> None:
    """The error names the unknown flight."""
    with pytest.raises(PlanError, match="unknown flight 'Crew-99'"):
        seatplan.plot(Program(), Plan((Assignment("Crew-99", "up", "pilot", "x"),)))
