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

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product

from attrs import evolve, frozen

from seatplan.dates import DateChoices, choices, dated, days_of
from seatplan.dates import dates_of as given_dates
from seatplan.engine.model.day_literals import CERTAIN, NEVER, DayLiterals
from seatplan.engine.model.requirement_model import RequirementModel
from seatplan.modelling import ALWAYS, Event, LinearExpr, Variable
from seatplan.plan import FlightDates, Plan
from seatplan.program import LEGS, Flight, Program
from seatplan.program_index import ProgramIndex


@frozen
class Setting:
    """What is known about the dates before there is a model.

    Attributes:
        base: the program without windows, on some possible dates: those of the given plan where
            they are possible. Past events are on these dates in every plan.
        choices: by flight, the dates that a plan may choose.
        is_open: whether there is anything to choose.
    """

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
    return Setting(base, found, any(one.is_open for one in found.values()))


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


class DatedModel(RequirementModel):
    """Variables and rows, with literals for the days of launches and landings.

    Attributes:
        source: the program.
        program, lookup: on some of its possible dates, if dates are open.
        own_lookup: of the program on its own dates.
        open_dates: whether there is any date to choose.
        dates: the possible days of each event.
    """

    def read_dates(self, program: Program, plan: Plan | None) -> None:
        """Reads the windows of a program, before anything else is posted."""
        made = setting(program, plan, self.as_of)
        self.source: Program = program
        self.enter_dates(made, OpenIndex(made) if made.is_open else ProgramIndex(made.base))
        self.own_lookup: ProgramIndex = (
            self.lookup if made.base is program else ProgramIndex(program)
        )

    def enter_dates(self, made: Setting, lookup: ProgramIndex) -> None:
        """Adds the literals of all flights, and which of the days of each go together."""
        self.program: Program = made.base
        self.lookup: ProgramIndex = lookup
        self.open_dates: bool = made.is_open
        self._setting = made
        self.dates: dict[Event, DayLiterals] = {}
        self._on_launch_days: dict[str, tuple[Flight, ...]] = {}
        for flight in lookup.flights.values():
            choice = made.choices[flight.id]
            launches = DayLiterals(self, choice.launches(), flight.launch)
            landings = DayLiterals(self, choice.landings(), flight.landing)
            self.dates[flight.id, "up"], self.dates[flight.id, "down"] = launches, landings
            if choice.launch_past and choice.landing_past:
                continue
            # A late launch implies a late landing, and an early landing implies an early launch.
            docked = choice.flight.docked_days
            least = max(1, (docked.min or 0) if docked is not None else 0)
            most = docked.max if docked is not None else None
            for day, _ in launches.days:
                first = day.toordinal()
                self.add_linear(launches.since(first) - landings.since(first + least), None, 0)
                if most is not None:
                    self.add_linear(
                        landings.since(first + most + 1) - launches.since(first + 1), None, 0
                    )

    # The days, as rules see them

    def days_of(self, event: Event) -> Sequence[tuple[date, Variable]]:
        return self.dates[event].days

    def on_launch_days(self, flight: Flight) -> Sequence[Flight]:
        if flight.id not in self._on_launch_days:
            self._on_launch_days[flight.id] = tuple(
                flight if day == flight.launch else evolve(flight, launch=day)
                for day, _ in self.dates[flight.id, "up"].days
            )
        return self._on_launch_days[flight.id]

    def on_days(self, event: Event, picked: Callable[[date], bool]) -> LinearExpr:
        return self.dates[event].on(picked)

    def by(self, event: Event, day: date) -> LinearExpr:
        return self.dates[event].before(day.toordinal() + 1)

    def after(self, event: Event, day: date) -> LinearExpr:
        return self.dates[event].since(day.toordinal() + 1)

    def later(self, first: Event, second: Event, days: int) -> LinearExpr:
        before, after = self.dates[first], self.dates[second]
        choice = self._setting.choices[first[0]]
        if first[0] == second[0] and not (choice.launch_past and choice.landing_past):
            if first[1] == "up" and second[1] == "down" and days <= 1:  # it lands after its launch
                return CERTAIN
            if first[1] == "down" and second[1] == "up" and days >= 0:
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
        return self.once(key, lambda: self._made_later(before, after, days))

    def _made_later(self, before: DayLiterals, after: DayLiterals, days: int) -> LinearExpr:
        apart = LinearExpr([self.literal()])
        known: tuple[list[Variable], int] | None = None
        for day, _ in before.days:
            first_day = day.toordinal()
            enough = after.since(first_day + days)
            says = (list(enough.variables), enough.constant)
            if says == known:
                continue  # the row before is stronger
            known = says
            self.add_linear(apart + before.since(first_day) - enough, None, 1)
        return apart

    # The dates of plans

    def chosen_dates(self, solution: Sequence[int]) -> dict[str, tuple[date, date]]:
        """By flight, the launch and the landing that a solution chooses."""
        found = {}
        for flight in self.lookup.flights:
            launch, landing = (
                next(day for day, literal in self.dates[flight, leg].days if solution[literal])
                for leg in LEGS
            )
            found[flight] = (launch, landing)
        return found

    def day_literals_of(self, dates: Mapping[str, tuple[date, date]]) -> list[Variable] | None:
        """The literals that are true on these dates; None if they are not possible."""
        found: list[Variable] = []
        for flight, days in dates.items():
            for leg, day in zip(LEGS, days, strict=True):
                literal = dict(self.dates[flight, leg].days).get(day)
                if literal is None:
                    return None
                if literal != ALWAYS:
                    found.append(literal)
        return found

    def dates_in(self, plan: Plan) -> dict[str, tuple[date, date]]:
        """By flight, the launch and the landing in a plan."""
        known = given_dates(plan)
        return {one.id: days_of(one, known) for one in self.source.flights}

    def every_dates(self) -> Iterator[dict[str, tuple[date, date]]]:
        """Every choice of dates: by flight, a launch and a landing that go together."""
        choices = self._setting.choices
        pairs = [
            [pair for pair in product(one.launches(), one.landings()) if one.fits(*pair)]
            for one in choices.values()
        ]
        for chosen in product(*pairs):
            yield dict(zip(choices, chosen, strict=True))

    @property
    def day_literals(self) -> list[Variable]:
        """All literals of days."""
        return [one for event in self.dates.values() for _, one in event.days if one != ALWAYS]
