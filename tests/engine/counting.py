"""Programs that count people, and the search for the fewest of them."""

from __future__ import annotations

import time
from datetime import date

from attrs import evolve
from hypothesis import strategies as st

from seatplan import Plan, Program
from seatplan.engine.lexicographic.fewest_people import FewestPeople, usage_of
from seatplan.engine.lexicographic.goal_search import GoalSearch
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.building import build_model
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Term, block_of, terms
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.model.usage import Usage
from seatplan.engine.solver.presets import FEASIBLE
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import Search
from seatplan.goals.fewest_members import FewestMembers
from seatplan.testing import plans, programs

GOALS = ("fewest-members", "fill-seats", "even-turns", "keep-rules")


@st.composite
def counting(draw: st.DrawFn) -> tuple[Program, Plan]:
    """Programs with a goal that counts people, and a plan of each."""
    one = draw(programs(goals=GOALS, max_goals=2))
    at = draw(st.integers(0, len(one.goals)))
    goal = draw(st.just(FewestMembers()) | st.just(FewestMembers(agencies=(one.agencies[0].id,))))
    one = evolve(one, goals=(*one.goals[:at], goal, *one.goals[at:]))
    return one, draw(plans(one))


def counted(
    one: Program, plan: Plan | None = None, as_of: date | None = None
) -> tuple[SeatModel, Term, Usage]:
    """A model, its first goal that counts people, and these."""
    model = build_model(one, plan=plan, as_of=as_of)
    goals = [goal for goal in one.named_goals if isinstance(goal, FewestMembers)]
    term, *_ = terms(model, goals or [FewestMembers()])
    count = usage_of(model, term)
    assert count is not None
    return model, term, count


class Counting:
    """The search for the fewest people in a program of its own.

    Attributes:
        run: with any plan as the incumbent, if there is one.
        fewest: the search; None if seats may stay empty or go to others.
    """

    def __init__(
        self, one: Program, plan: Plan | None = None, as_of: date | None = None, seed: int = 0
    ) -> None:
        search = Search(time.monotonic() + 600, Case(one, plan, as_of), seed=seed)
        self.run: Run = Run(search, ActiveRequirements(), time.monotonic(), None)
        self.model: SeatModel
        self.model, self.term, self.count = counted(self.run.roles.program, plan, as_of)
        self.run.todo = [self.term]
        people = FewestPeople.of(GoalSearch(self.run, self.model, block_of([self.term])))
        self.fewest: FewestPeople | None = people if people and people.seats else None

    def begin(self) -> bool:
        """Makes any plan the incumbent; returns whether there is one."""
        answer = self.run.ask(self.model, FEASIBLE)
        return answer.found and self.run.offer(self.model, answer.values(len(self.model.variables)))

    @property
    def low(self) -> int:
        """The proved lower bound."""
        return self.run.bound_of(self.term)
