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
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.no_overlap import post_no_overlap
from seatplan.engine.model.open_dates import setting
from seatplan.engine.rows.overflow import LARGEST_GOAL, counting, must_count
from seatplan.kinds import Goal, Rule
from seatplan.modelling import ALWAYS, LinearExpr, PortChange, TourVariable, Turns, Variable
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

WIDE_GOAL = LARGEST_GOAL // 4
"""The largest distance from 0 of a goal that has no bound yet, and the highest cost of all soft
rules: the range of such a goal, and of such a cost with the cost of other rules, is below
`LARGEST_GOAL`. Larger numbers are an error once they are posted."""


def defer(model: SeatModel, thing: Law | Rule) -> None:
    """Defers a law or a rule."""
    name = _name(thing)
    model.by_dates[name] = thing
    if isinstance(thing, Rule) and thing.weight is not None:
        broken = LinearExpr([model.number(0, _highest_cost(model))])
        model.values_by_dates[name] = broken
        model.charge(broken)


def _highest_cost(model: SeatModel) -> int:
    """The highest cost of one soft rule, so that those of all rules can be added up."""
    return WIDE_GOAL // sum(rule.weight is not None for rule in model.program.named_rules)


def worth_of(model: SeatModel, goal: Goal) -> LinearExpr:
    """The goal's expression; a variable instead if it does not support open dates.

    The variable is bounded once the check finds a plan to be worse.
    """
    if not model.open_dates or goal.for_open_dates(model):
        return goal.expression(model)
    name = _name(goal)
    if name not in model.values_by_dates:
        least = -WIDE_GOAL if goal.sense == "max" or goal.least is None else goal.least
        model.values_by_dates[name] = LinearExpr([model.number(least, WIDE_GOAL)])
        model.by_dates[name] = goal
    return model.values_by_dates[name]


def separate_broken(
    model: SeatModel, plan: Plan, report: Report, solution: Sequence[int], *, lawful: bool
) -> bool:
    """Posts what was deferred and a plan breaks, and the goals that are worse in the check.

    Args:
        model: of the plan.
        plan: the plan found.
        report: of the check on the plan.
        solution: the values of the model's variables.
        lawful: whether the check's values are meaningful.

    Returns:
        Whether anything was posted.
    """
    broken = {one.requirement for one in report.violations} & model.lazy_rows.keys()
    dates = model.dates_in(plan)
    wrong = [
        name
        for name in model.by_dates
        if _key(model, name, dates) not in model.known
        and not (lawful and _is_right(model, name, report, solution))
    ]
    _post(model, wrong, dates)
    every = (_few_choices(model) if wrong else None) or []
    for name in wrong:
        left = [one for one in every if _key(model, name, one) not in model.known]
        for others in left[: len(every) - len(left) - 1]:
            _post(model, [name], others)
    model.separate(broken)
    return bool(wrong or broken)


def _is_right(model: SeatModel, name: str, report: Report, solution: Sequence[int]) -> bool:
    """Whether the check finds nothing broken, and no value that is worse."""
    thing = model.by_dates[name]
    costs = [one.cost for one in report.violations if one.rule == _id_of(thing)]
    if name not in model.values_by_dates:
        return not costs
    said = model.value(model.values_by_dates[name], solution)
    if not isinstance(thing, Goal):
        return said >= sum(costs)
    true = report.values[thing.name]
    return said <= true if thing.sense == "max" else said >= true


def _few_choices(model: SeatModel) -> list[Dates] | None:
    """Every choice of dates; None if there are too many."""
    every: list[Dates] = list(islice(model.every_dates(), MOST_CHOICES + 1))
    return every if len(every) <= MOST_CHOICES else None


def post_all(model: SeatModel) -> bool:
    """Posts everything for every choice of dates, for a search that cannot add rows later.

    Returns:
        False if there are too many choices; nothing is posted then.
    """
    if not model.by_dates:
        return True
    every = _few_choices(model)
    if every is None:
        return False
    for dates in every:
        _post(model, model.by_dates, dates)
    model.by_dates.clear()
    return True


def _key(model: SeatModel, name: str, dates: Dates) -> tuple[str, str, tuple[Variable, ...]]:
    """The key under which the model knows what is posted for some dates."""
    return "by dates", name, _literals(model, dates)


def _literals(model: SeatModel, dates: Dates) -> tuple[Variable, ...]:
    return tuple(sorted(set(model.day_literals_of(dates) or ())))


def _post(model: SeatModel, names: Collection[str], dates: Dates) -> None:
    """Posts rules and goals for one choice of dates."""
    if names:
        view = AtDates(model, dates, model.all_of(_literals(model, dates)))
        for name in names:
            model.once(_key(model, name, dates), partial(_constrain, model, view, name))


def _constrain(model: SeatModel, view: AtDates, name: str) -> None:
    thing = model.by_dates[name]
    view.begin()
    if isinstance(thing, Law):
        thing.constrain(view)
    else:
        with counting(thing):
            if isinstance(thing, Goal):
                value = thing.expression(view)
                must_count(*view.span(value), WIDE_GOAL)
                off = model.values_by_dates[name] - value
                view.add(off <= 0 if thing.sense == "max" else off >= 0)
                return
            thing.constrain(view)
            if name in model.values_by_dates:
                must_count(*view.span(view.penalty), _highest_cost(model))
    post_no_overlap(view)
    if name in model.values_by_dates:
        view.add(view.penalty - model.values_by_dates[name] <= 0)


def _name(thing: Asked) -> str:
    """A key that includes the class, since a goal, a rule and a law may share an id."""
    return f"{'goal' if isinstance(thing, Goal) else 'rule'} {_id_of(thing)}"


def _id_of(thing: Asked) -> str:
    return thing.id if isinstance(thing, Law) else thing.name


class AtDates(SeatModel):
    """The model as a rule sees it on one choice of dates (protocol `seatplan.modelling.Model`).

    It shares variables and rows with the model that has open dates, but each row that is posted
    here holds only if these dates are chosen.
    """

    def __init__(self, model: SeatModel, dates: Dates, chosen: Variable) -> None:
        vars(self).update(vars(model))  # everything that the dates do not change
        self._base = model
        self._chosen = chosen
        told = tuple(FlightDates(flight, *days) for flight, days in dates.items())
        plan = Plan(dates=told)
        made = setting(dated(model.source, plan), plan, model.as_of)
        self.enter_dates(made, ProgramIndex(made.base))
        self.candidates = model.candidates.on(self.lookup.flights)
        self._patient = False

    def begin(self) -> None:
        """Prepares for the rows of a rule."""
        self._costs = []
        self.rests = {}

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

    def people(self, tours: Iterable[TourVariable], certain: Collection[str] = ()) -> LinearExpr:
        mine: dict[str, list[Variable]] = {}
        for tour in tours:
            if tour.member.id not in certain:
                mine.setdefault(tour.member.id, []).append(tour.literal)
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
        given: Variable = ALWAYS,
    ) -> None:
        super().add_linear(expression, least, most, given=self.all_of((given, self._chosen)))

    def auxiliary(self, expression: LinearExpr) -> LinearExpr:
        return expression

    def only_if(self, literal: Variable, literals: Sequence[Variable]) -> None:
        self.add_linear(LinearExpr([literal]) - LinearExpr(literals), None, 0)

    def at_most_one(self, literals: Sequence[Variable], *, given: Variable = ALWAYS) -> None:
        self.add_linear(LinearExpr(literals), None, 1, given=given)

    def exclude(self, member: str, tours: Sequence[Variable], *, given: Variable) -> None:
        self.at_most_one(tours, given=given)

    def forbid(self, literal: Variable, *, given: Variable = ALWAYS) -> None:
        self.add_linear(LinearExpr([literal]), None, 0, given=given)
