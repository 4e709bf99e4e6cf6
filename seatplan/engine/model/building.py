"""Builds the model of a program: each part, law and rule posts its rows, always in this order."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from seatplan.engine.model.by_dates import defer
from seatplan.engine.model.candidates import make_candidates
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.no_overlap import post_backups, post_no_overlap
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.model.traffic import make_traffic, settled_traffic
from seatplan.kinds import Rule
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.structure import LAWS, PLACES, RETURN, Law
from seatplan.structure.backups import depends_on_days

MANY_PAIRS = 20_000
"""The fewest pairs of a flight and a member for which the garbage collector matters.

Measured in docs/decisions/0010.
"""


def build_model(
    program: Program,
    *,
    plan: Plan | None = None,
    as_of: date | None = None,
    active: ActiveRequirements | None = None,
    among: Mapping[str, frozenset[str]] | None = None,
    patient: bool = False,
    traffic: Plan | None = None,
    only_traffic: bool = False,
    pulse: Callable[[], None] | None = None,
) -> SeatModel:
    """The model of a program, without its goals.

    Args:
        program, plan, as_of: as `solve` takes them.
        active: which requirements hold; all of them if None.
        among: by flight, the only members who may go up on it.
        patient: whether expensive requirements are posted only once a plan breaks them.
        traffic: a plan with only ports and spacecraft, if these are chosen already.
        only_traffic: whether to leave out people and everything about them.
        pulse: called now and then; it may raise an exception to stop.
    """
    active = active if active is not None else ActiveRequirements()
    model = SeatModel(program, plan, as_of, active, among, traffic, patient=patient, pulse=pulse)
    pairs = len(program.flights) * len(program.crew)
    with uncollected(pairs if among is None else sum(map(len, among.values()))):
        _post_all(model, only_traffic)
    return model


def _post_all(model: SeatModel, only_traffic: bool) -> None:
    model.rows.about = (RETURN.id,)
    if not only_traffic:
        model.candidates = make_candidates(model)
    if model.choices is None:
        model.traffic = make_traffic(model)
    else:
        model.traffic = settled_traffic(model, model.choices)
    for law in LAWS:
        if _is_posted(model, law, only_traffic):
            model.rows.about = (law.id,)
            if not model.open_dates or law.for_open_dates:
                law.constrain(model)
            else:
                defer(model, law)
    if model.open_dates and any(map(depends_on_days, model.program.rules)):
        defer(model, PLACES)
    for rule in model.program.named_rules:
        if _is_posted(model, rule, only_traffic):
            if not model.open_dates or rule.for_open_dates(model):
                model.constrain(rule)
            else:
                defer(model, rule)
    if not only_traffic:
        model.rows.about = (PLACES.id,)
        post_backups(model)
    model.puts_off_rest = model.is_patient and model.active.assumes and not model.open_dates
    if not model.puts_off_rest:
        post_no_overlap(model)
    model.rows.about = ()


def _is_posted(model: SeatModel, whose: Law | Rule, only_traffic: bool) -> bool:
    """Whether a law or rule is posted; ships that are settled already keep theirs."""
    rule = whose if isinstance(whose, Rule) else None
    soft = rule is not None and rule.weight is not None
    if soft and not model.scored:
        return False
    if whose.of_traffic:
        return model.choices is None or soft
    return not only_traffic and (rule is None or soft or model.active.any_of(rule.name))


def post_rest(model: SeatModel) -> None:
    """Posts that no one is in two places at once, and the days of rest, if they are deferred.

    In a large model these are most of the rows, and few conflicts need them.
    """
    if model.puts_off_rest:
        model.puts_off_rest = False
        post_no_overlap(model)
        model.rows.about = ()


@contextmanager
def uncollected(pairs: int) -> Iterator[None]:
    """Pauses the garbage collector while a model of that size is built.

    A model consists of millions of small objects that all stay alive: the collector scans them
    each time their number has grown by a quarter, and finds nothing. Garbage such as an earlier
    model is collected first, so that many models built one after the other take no more memory
    than one.
    """
    if pairs < MANY_PAIRS or not gc.isenabled():
        yield
        return
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
