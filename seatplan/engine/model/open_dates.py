"""Open dates: a literal for each day on which a flight may launch or land.

The literals of seats and tours are shared by all dates. The launch and the landing of a flight have
separate literals for their days, and exactly one of each is true: a literal for each pair of days
would be many times as many. Seats, tours and rules use sums of such literals: "it launches on one
of these days" is 1 or 0. For many days there are also literals for "on this day or later"
(`DayLiterals`), so the sums stay short and the model grows linearly with the days.

`later` makes a literal for "this event is at least a number of days after that one", shared by all
rows that need it. It is true only if that holds, and may be false even if it holds, so it may be
used only where setting it to true relaxes a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product

from attrs import evolve, frozen

from seatplan.dates import DateChoices, choices, dated, days_of
from seatplan.dates import dates_of as given_dates
from seatplan.engine.model.day_literals import CERTAIN, NEVER, DayLiterals
from seatplan.engine.rows.row_model import RowModel
from seatplan.modelling import ALWAYS, Event, LinearExpr, Variable
from seatplan.plan import FlightDates, Plan
from seatplan.program import LEGS, Flight, Program
from seatplan.program_index import ProgramIndex


@frozen
class Setting:
    """What is known about the dates before there is a model.

    Attributes:
        source: the program as it was given.
        base: the same without windows, on some possible dates: those of the given plan where they
            are possible. Past events are on these dates in every plan.
        choices: by flight, the dates that a plan may choose.
        is_open: whether there is anything to choose.
    """

    source: Program
    base: Program
    choices: Mapping[str, DateChoices]
    is_open: bool

    @property
    def based(self) -> dict[str, tuple[date, date]]:
        """By flight, the launch and the landing in `base`."""
        return {one.id: (one.launch, one.landing) for one in self.base.flights}

    @property
    def fits(self) -> bool:
        """Whether the dates of `base` may be chosen: each is possible, and they go together."""
        return all(self.choices[flight].allows(*days) for flight, days in self.based.items())


def setting(program: Program, plan: Plan | None, as_of: date | None) -> Setting:
    """Reads the windows of a program."""
    found = choices(program, plan, as_of)
    known = given_dates(plan)
    based = []
    for flight in program.flights:
        choice = found[flight.id]
        launch, landing = days_of(flight, known)
        based.append(
            FlightDates(
                flight.id,
                _possible(choice.launch_days, launch, flight.launch),
                _possible(choice.landing_days, landing, flight.landing),
            )
        )
    base = dated(program, Plan(dates=tuple(based)))
    return Setting(program, base, found, any(one.is_open for one in found.values()))


def _possible(days: range, *wanted: date) -> date:
    """The first wanted day that is possible, else the first possible day."""
    for day in wanted:
        if day.toordinal() in days:
            return day
    return date.fromordinal(days[0]) if days else wanted[-1]


class OpenIndex(ProgramIndex):
    """A program with open dates, read on some of its dates; its possible ways home are those on
    any of its dates."""

    def __init__(self, made: Setting) -> None:
        super().__init__(made.base)
        self._choices = made.choices

    def ways_home(self, flight: Flight) -> tuple[Flight, ...]:
        own = (flight,) if flight.descent == "crewed" else ()
        launch = self._choices[flight.id].launch_days
        others = []
        for option in set(flight.return_options) - {flight.id}:
            landing = self._choices[option].landing_days
            may_be = bool(launch and landing) and landing[-1] > launch[0]
            if may_be and self.flights[option].descent == "crewed":
                others.append(self.flights[option])
        return (*own, *sorted(others, key=lambda one: (one.landing, one.id)))


class OpenDates:
    """The days of one model.

    Attributes:
        is_open: whether there is anything to choose.
    """

    def __init__(self, model: RowModel, lookup: ProgramIndex, made: Setting) -> None:
        self._model = model
        self._lookup = lookup
        self._setting = made
        self.is_open: bool = made.is_open
        self._days: dict[Event, DayLiterals] = {}
        self._flights: dict[str, tuple[Flight, ...]] = {}
        for flight in lookup.flights.values():
            self._enter(flight, made.choices[flight.id])

    def _enter(self, flight: Flight, choice: DateChoices) -> None:
        """Adds the literals of a flight, and which of its days go together."""
        launches = DayLiterals(self._model, choice.launches(), flight.launch)
        landings = DayLiterals(self._model, choice.landings(), flight.landing)
        self._days[flight.id, "up"], self._days[flight.id, "down"] = launches, landings
        if choice.launch_past and choice.landing_past:
            return
        # A late launch implies a late landing, and an early landing implies an early launch.
        docked = choice.flight.docked_days
        least = max(1, (docked.min or 0) if docked is not None else 0)
        most = docked.max if docked is not None else None
        for day, _ in launches.days:
            first = day.toordinal()
            self._model.add_linear(launches.since(first) - landings.since(first + least), None, 0)
            if most is not None:
                self._model.add_linear(
                    landings.since(first + most + 1) - launches.since(first + 1), None, 0
                )

    # The days

    def __getitem__(self, event: Event) -> DayLiterals:
        return self._days[event]

    def on_launch_days(self, flight: Flight) -> tuple[Flight, ...]:
        """The flight on each of its launch days, in order."""
        if flight.id not in self._flights:
            self._flights[flight.id] = tuple(
                flight if day == flight.launch else evolve(flight, launch=day)
                for day, _ in self[flight.id, "up"].days
            )
        return self._flights[flight.id]

    def later(self, first: Event, second: Event, days: int) -> LinearExpr:
        """1 only if the second event is at least a number of days after the first one."""
        before, after = self[first], self[second]
        if first[0] == second[0] and first[1] != second[1]:  # a landing is after its launch
            if first[1] == "up" and days <= 1 and not self._past(first[0]):
                return CERTAIN
            if first[1] == "down" and days >= 0 and not self._past(first[0]):
                return NEVER
        if first == second:
            return CERTAIN if days <= 0 else NEVER
        if after.first - before.last >= days:
            return CERTAIN
        if after.last - before.first < days:
            return NEVER
        if len(before.days) == 1:
            return after.since(before.first + days)
        if len(after.days) == 1:
            return before.before(after.first - days + 1)
        key = ("later", first, second, days)
        return self._model.once(key, lambda: self._made_later(before, after, days))

    def _past(self, flight: str) -> bool:
        choice = self._setting.choices[flight]
        return choice.launch_past and choice.landing_past

    def _made_later(self, before: DayLiterals, after: DayLiterals, days: int) -> LinearExpr:
        apart = LinearExpr([self._model.literal()])
        known: tuple[list[Variable], int] | None = None
        for day, _ in before.days:
            first_day = day.toordinal()
            enough = after.since(first_day + days)
            says = (list(enough.variables), enough.constant)
            if says == known:
                continue  # the row before is stronger
            known = says
            self._model.add_linear(apart + before.since(first_day) - enough, None, 1)
        return apart

    def chosen(self, solution: Sequence[int]) -> dict[str, tuple[date, date]]:
        """By flight, the launch and the landing that a solution chooses."""
        found = {}
        for flight in self._lookup.flights:
            launch, landing = (
                next(day for day, literal in self[flight, leg].days if solution[literal])
                for leg in LEGS
            )
            found[flight] = (launch, landing)
        return found

    def literals_of(self, dates: Mapping[str, tuple[date, date]]) -> list[Variable] | None:
        """The literals that are true on these dates; None if they are not possible."""
        found: list[Variable] = []
        for flight, days in dates.items():
            for leg, day in zip(LEGS, days, strict=True):
                literal = dict(self[flight, leg].days).get(day)
                if literal is None:
                    return None
                if literal != ALWAYS:
                    found.append(literal)
        return found

    def dates_in(self, plan: Plan) -> dict[str, tuple[date, date]]:
        """By flight, the launch and the landing in a plan."""
        known = given_dates(plan)
        return {one.id: days_of(one, known) for one in self._setting.source.flights}

    def every(self) -> Iterator[dict[str, tuple[date, date]]]:
        """Every choice of dates: by flight, a launch and a landing that go together."""
        choices = self._setting.choices
        pairs = [
            [pair for pair in product(one.launches(), one.landings()) if one.fits(*pair)]
            for one in choices.values()
        ]
        for chosen in product(*pairs):
            yield dict(zip(choices, chosen, strict=True))

    @property
    def literals(self) -> list[Variable]:
        """All literals of days."""
        return [one for event in self._days.values() for _, one in event.days if one != ALWAYS]
