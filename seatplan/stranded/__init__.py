"""Finds people who cannot all come home, and explains why, by matching and without the solver.

Everyone who must come down is matched with a seat on a flight down. If a maximum matching leaves
someone out, the people who compete for the same seats outnumber the seats (Hall, On representatives
of subsets, 1935). They are reported, with each ship and why it cannot bring them home.
"""

from seatplan.stranded.groups import Stranded, stranded

__all__ = [
    "Stranded",
    "stranded",
]
