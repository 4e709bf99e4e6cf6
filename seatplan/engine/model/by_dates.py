"""Rules and goals that do not support open dates, evaluated for one choice of dates at a time.

The solver finds a plan without them, and the check evaluates it. If the plan breaks such a rule, or
a goal is worse than in the model, the rows of that rule or goal are posted for these dates instead
of the windows (`AtDates`), under the condition that these dates are chosen. There are finitely many
choices of dates and each is evaluated at most once, so the search ends with the right answer. Until
then the model is a relaxation: its bounds are valid, and if it is infeasible, so is the program.

If there are few choices in all, the rows for as many others as have been evaluated are posted with
them, so that the number of solves grows with the logarithm of the number of choices.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import islice

from seatplan.checking import Report
from seatplan.dates import dated
from seatplan.engine.model.no_overlap import post_no_overlap
from seatplan.engine.model.open_dates import OpenDates, setting
from seatplan.engine.model.program_model import ProgramModel
from seatplan.engine.rows.active_requirements import TRUE
from seatplan.engine.rows.overflow import LARGEST_GOAL, counted, must_count
from seatplan.kinds import Goal, Rule
from seatplan.modelling import LinearExpr, PortChange, TourVariable, Turns, Variable
from seatplan.plan import FlightDates, Plan
from seatplan.program import CrewMember, Flight, Leg
from seatplan.program_index import ProgramIndex
from seatplan.structure import Law

Asked = Law | Rule | Goal

Dates = Mapping[str, tuple[date, date]]

MOST_CHOICES = 500
"""The most choices of dates to post rows for before a plan has them.

Measured in docs/decisions/0022.
"""

WIDE = LARGEST_GOAL // 4
"""The largest distance from 0 of a goal that has no bound yet, and the highest cost of all soft
rules: the range of such a goal, and of such a cost with the cost of other rules, is below
`LARGEST_GOAL`. Larger numbers are an error once they are posted."""


class ByDates:
    """The rules and goals of one model that are evaluated for one choice of dates at a time."""

    def __init__(self, model: ProgramModel) -> None:
        self._model = model
        self._asked: dict[str, Asked] = {}
        self._values: dict[str, LinearExpr] = {}

    @property
    def any(self) -> bool:
        """Whether anything may still have to be posted."""
        return bool(self._asked)

    def add(self, thing: Law | Rule) -> None:
        """Defers a law or a rule."""
        self._asked[_name(thing)] = thing
        if isinstance(thing, Rule) and thing.weight is not None:
            broken = LinearExpr([self._model.number(0, self._highest_cost)])
            self._values[_name(thing)] = broken
            self._model.charge(broken)

    @property
    def _highest_cost(self) -> int:
        """The highest cost of one soft rule, so that those of all rules can be added up."""
        rules = self._model.program.named_rules
        return WIDE // sum(rule.weight is not None for rule in rules)

    def defers(self, rule: str) -> bool:
        """Whether it evaluates a law or rule with this id."""
        return f"rule {rule}" in self._asked

    def value_of(self, goal: Goal) -> LinearExpr:
        """A variable for the value of a goal, bounded once the check finds a plan to be worse."""
        name = _name(goal)
        if name not in self._values:
            least = -WIDE if goal.sense == "max" or goal.least is None else goal.least
            self._values[name] = LinearExpr([self._model.number(least, WIDE)])
            self._asked[name] = goal
        return self._values[name]

    def separate(
        self, plan: Plan, report: Report, solution: Sequence[int], *, lawful: bool
    ) -> bool:
        """Post the rules that a plan breaks, and the goals that are worse in the check.

        Args:
            plan: the plan found.
            report: of the check on the plan.
            solution: the values of the model's variables.
            lawful: whether the check's values are meaningful.

        Returns:
            Whether anything was posted.
        """
        if not self._asked:
            return False
        dates = self._model.dates.dates_in(plan)
        wrong = [
            name
            for name in self._asked
            if self._key(name, dates) not in self._model.known
            and not (lawful and self._is_right(name, report, solution))
        ]
        self._post(wrong, dates)
        every = self._few_choices() if wrong else None
        for name in wrong if every is not None else ():
            left = [one for one in every or () if self._key(name, one) not in self._model.known]
            for others in left[: len(every or ()) - len(left) - 1]:
                self._post([name], others)
        return bool(wrong)

    def _is_right(self, name: str, report: Report, solution: Sequence[int]) -> bool:
        """Whether the check finds nothing broken, and no value that is worse."""
        thing = self._asked[name]
        costs = [one.cost for one in report.violations if one.rule == _id_of(thing)]
        if name not in self._values:
            return not costs
        said = self._model.value(self._values[name], solution)
        if not isinstance(thing, Goal):
            return said >= sum(costs)
        true = report.values[thing.name]
        return said <= true if thing.sense == "max" else said >= true

    def _few_choices(self, most: int = MOST_CHOICES) -> list[Dates] | None:
        """Every choice of dates; None if there are more than `most`."""
        every: list[Dates] = list(islice(self._model.dates.every(), most + 1))
        return every if len(every) <= most else None

    def post_all(self, most: int = MOST_CHOICES) -> bool:
        """Posts everything for every choice of dates, for a search that cannot add rows later.

        Returns:
            False if there are more choices than `most`; nothing is posted then.
        """
        if not self._asked:
            return True
        every = self._few_choices(most)
        if every is None:
            return False
        for dates in every:
            self._post(self._asked, dates)
        self._asked.clear()
        return True

    def _key(self, name: str, dates: Dates) -> tuple[str, str, tuple[Variable, ...]]:
        """The key under which the model knows what is posted for some dates."""
        return "by dates", name, self._literals(dates)

    def _literals(self, dates: Dates) -> tuple[Variable, ...]:
        return tuple(sorted(set(self._model.dates.literals_of(dates) or ())))

    def _post(self, names: Iterable[str], dates: Dates) -> None:
        """Posts rules and goals for one choice of dates."""
        view: AtDates | None = None
        for name in names:
            if view is None:
                chosen = self._model.all_of(self._literals(dates))
                view = AtDates(self._model, dates, chosen)
            self._model.once(self._key(name, dates), partial(self._constrain, view, name))

    def _constrain(self, view: AtDates, name: str) -> None:
        thing = self._asked[name]
        view.begin()
        if isinstance(thing, Law):
            thing.constrain(view)
        else:
            with counted(thing):
                if isinstance(thing, Goal):
                    worth = thing.expression(view)
                    must_count(*view.span(worth), WIDE)
                    off = self._values[name] - worth
                    view.add(off <= 0 if thing.sense == "max" else off >= 0)
                    return
                thing.constrain(view)
                if name in self._values:
                    must_count(*view.span(view.penalty), self._highest_cost)
        view.end()
        if name in self._values:
            view.add(view.penalty - self._values[name] <= 0)


def _name(thing: Asked) -> str:
    """A key that includes the class, since a goal, a rule and a law may share an id."""
    return f"{'goal' if isinstance(thing, Goal) else 'rule'} {_id_of(thing)}"


def _id_of(thing: Asked) -> str:
    return thing.id if isinstance(thing, Law) else thing.name


class AtDates(ProgramModel):
    """The model as a rule sees it on one choice of dates (protocol `seatplan.modelling.Model`).

    It shares variables and rows with the model that has open dates, but each row that is posted
    here holds only if these dates are chosen.
    """

    def __init__(self, model: ProgramModel, dates: Dates, chosen: Variable) -> None:
        vars(self).update(vars(model))  # everything that the dates do not change
        self._base = model
        self._chosen = chosen
        told = tuple(FlightDates(flight, *days) for flight, days in dates.items())
        plan = Plan(dates=told)
        made = setting(dated(model.source, plan), plan, model.as_of)
        self.program = made.base
        self.lookup = ProgramIndex(made.base)
        self.dates = OpenDates(self, self.lookup, made)
        self.candidates = model.candidates.on(self.lookup.flights)
        self._patient = False
        self.begin()

    def begin(self) -> None:
        """Prepares for the rows of a rule."""
        self._costs = []
        self.rests = {}

    def end(self) -> None:
        """Finishes after the rows of a rule."""
        post_no_overlap(self)

    # Ships and conditions are those of all dates, and tours that exclude each other here may not
    # exclude each other on other dates.

    def carries(self, flight: Flight, leg: Leg) -> Variable:
        return self._base.carries(self._base.lookup.flights[flight.id], leg)

    def port_changes(self, flight: Flight) -> Sequence[PortChange]:
        return self._base.port_changes(self._base.lookup.flights[flight.id])

    def most_tours(self, member: CrewMember) -> int:
        return len(self.tours_of(member.id))

    def rest_days(self, member: CrewMember) -> int:
        return 0

    def people(self, ways: Iterable[TourVariable], certain: Collection[str] = ()) -> LinearExpr:
        mine: dict[str, list[Variable]] = {}
        for way in ways:
            if way.member.id not in certain:
                mine.setdefault(way.member.id, []).append(way.literal)
        return LinearExpr(self.any_of(literals) for literals in mine.values()) + len(certain)

    def link_turns(self, member: str, turns: Turns) -> None:
        """Does nothing: turns are counted on these dates alone."""

    # Rows, under the condition that these dates are chosen

    def add_linear(
        self,
        expression: LinearExpr,
        least: int | None,
        most: int | None,
        *,
        given: Variable = TRUE,
    ) -> None:
        super().add_linear(expression, least, most, given=self.all_of((given, self._chosen)))

    def auxiliary(self, expression: LinearExpr) -> LinearExpr:
        return expression

    def only_if(self, literal: Variable, literals: Sequence[Variable]) -> None:
        self.add_linear(LinearExpr([literal]) - LinearExpr(literals), None, 0)

    def at_most_one(self, literals: Sequence[Variable], *, given: Variable = TRUE) -> None:
        self.add_linear(LinearExpr(literals), None, 1, given=given)

    def exclude(self, member: str, tours: Sequence[Variable], *, given: Variable) -> None:
        self.at_most_one(tours, given=given)

    def forbid(self, literal: Variable, *, given: Variable = TRUE) -> None:
        self.add_linear(LinearExpr([literal]), None, 0, given=given)
