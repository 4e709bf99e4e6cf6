"""What rules and goals select on each possible launch day, as expressions of a model.

Rules and goals that support open dates share this package. A *case* is a condition on dates: a sum
of day literals that is 1 if the condition holds, else 0.
"""

from seatplan.cases.counting import (
    at_most,
    at_most_days,
    counts_by_day,
    day_of,
    days_of,
    sum_in,
    where_it_holds,
)
from seatplan.cases.flights import (
    CERTAIN,
    Picked,
    all_flights,
    days_in,
    keeps_flights,
    keeps_members,
    keeps_order,
    launched_in,
    on_days,
)
from seatplan.cases.literals import all_of, any_above_zero, any_of_cases, to_come
from seatplan.cases.parts import Part, parts_of

__all__ = [
    "CERTAIN",
    "Part",
    "Picked",
    "all_flights",
    "all_of",
    "any_above_zero",
    "any_of_cases",
    "at_most",
    "at_most_days",
    "counts_by_day",
    "day_of",
    "days_in",
    "days_of",
    "keeps_flights",
    "keeps_members",
    "keeps_order",
    "launched_in",
    "on_days",
    "parts_of",
    "sum_in",
    "to_come",
    "where_it_holds",
]
