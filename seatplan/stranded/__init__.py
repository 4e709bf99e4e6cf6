"""Who could not come home, and why no ship can bring them: arithmetic on seats, no solver.

Everyone who has to come down is matched with a seat on the way down. Where the largest matching
leaves someone out, those who compete for the same seats are more than there are seats (Hall, On
representatives of subsets, 1935): they are named, with each ship and what keeps it from them.
"""

from seatplan.stranded.groups import Stranded, stranded

__all__ = [
    "Stranded",
    "stranded",
]
