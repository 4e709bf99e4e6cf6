"""Counts the seats that a conflict is about: more must be taken than allowed, or than possible.

If every seat that must be taken can be taken only by people that rules with an upper bound count,
and these rules allow fewer seats in all, there is no plan (the pigeonhole principle). The same is
true if rules demand more seats for some people than these people can take. Both follow from the
data of the program and need no solver.
"""

from seatplan.pigeonhole.counting import (
    Counting,
    Factors,
    Pigeonhole,
    headline,
    pigeonhole,
    prepared,
)

__all__ = [
    "Counting",
    "Factors",
    "Pigeonhole",
    "headline",
    "pigeonhole",
    "prepared",
]
