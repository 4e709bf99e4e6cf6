"""Makes soft rules hard once no remaining plan may break them.

Once `keep-rules` is proved to cost V, no remaining plan breaks a rule whose weight is above V: one
unit would cost more. Such a rule can be posted as a hard one, with tighter rows and no penalty
variable: ground time becomes part of the no-overlap cliques, and what the rule bars has no variable
at all.

Measured in docs/decisions/0013.
"""

from __future__ import annotations

from attrs import evolve

from seatplan.engine.lexicographic.run import Run
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Term, terms
from seatplan.goals.keep_rules import KeepRules
from seatplan.kinds import Rule
from seatplan.program import Program
from seatplan.program_index import ProgramIndex


def hardened(program: Program, cost: int) -> Program | None:
    """The program with each rule hard that no plan of this cost breaks; None if there is none.

    Where the meaning of a rule depends on which limits are hard, soft limits stay soft.
    """
    rules = program.named_rules
    fixed = any(rule.of_hard_limits for rule in rules)
    hard = tuple(
        evolve(rule, weight=None)
        if rule.weight is not None
        and rule.weight > cost
        and not (fixed and _has_limits(rule, program))
        else rule
        for rule in rules
    )
    if all(one is other for one, other in zip(rules, hard, strict=True)):
        return None
    return evolve(program, rules=hard, goals=program.named_goals)


def _has_limits(rule: Rule, program: Program) -> bool:
    """Whether the rule limits the tours of a single member."""
    lookup = ProgramIndex(program)
    return any(rule.limits(lookup, member) is not None for member in program.crew)


def can_harden(run: Run, model: SeatModel) -> bool:
    """Whether a rule means the same when it is hard.

    The past waives only hard rules, and the caller may have given some up.
    """
    return means_the_same(run) and not model.open_dates


def means_the_same(run: Run) -> bool:
    """The same with open dates too, where a plan of the harder model is one, and nothing more.

    Not if the cost of the soft rules gives, or once only goals that come back are left.
    """
    gives = any(isinstance(goal, KeepRules) and goal.give for goal in run.program.named_goals)
    again = bool(run.todo) and run.todo[0].last
    plain = run.as_of is None and run.given is None and run.active.all
    return run.tightens and plain and not gives and not again


class Harder:
    """A model with more hard rules, and with goals of its own.

    Attributes:
        model: of the plans that cost no more and are as good as proved in the goals so far.
    """

    @staticmethod
    def of(run: Run, model: SeatModel, cost: int) -> Harder | None:
        """The model of plans that cost no more; None if it would be the same."""
        program = hardened(model.source, cost)
        return None if program is None else Harder(run, program, cost)

    def __init__(self, run: Run, program: Program, cost: int) -> None:
        self._run = run
        self.model: SeatModel = run.model(program)
        self.model.post_links()
        self._terms = {term.key: term for term in terms(self.model, run.program.named_goals)}
        self._kept = 0
        costs = [term for term in self._terms.values() if isinstance(term.goal, KeepRules)]
        for term in costs:  # rules that stay soft must not be broken for more than that either
            self.model.add(term.no_worse(cost))
        self._keep()

    def _keep(self) -> None:
        """Posts the goals that are proved since the last time as rows."""
        for one in self._run.reached[self._kept :]:
            self.model.add(self._terms[one.goal.name, False].no_worse(one.worst))
        self._kept = len(self._run.reached)

    def _like(self, term: Term) -> Term:
        """The term of this model for the same goal; also for one that comes back."""
        own = self._terms[term.goal.name, False]
        return own.within(self._run.best[term.goal.name]) if term.last else own

    def take_over(self) -> bool:
        """Whether the run continues with it; goals and incumbent are then of this model."""
        run = self._run
        self._keep()
        before, run.todo = run.todo, [self._like(term) for term in run.todo]
        done = run.complete_incumbent(self.model)
        if done:
            run.move_to(self._terms)
        else:
            run.todo = before
        return done


def least_cost(program: Program) -> int:
    """The least cost of breaking a soft rule or missing a wish."""
    weights = [rule.weight for rule in program.named_rules]
    weights += [entry.weight for entry in program.fixed]
    weights += [entry.weight for entry in program.forbidden]
    return min((weight for weight in weights if weight is not None), default=0)
