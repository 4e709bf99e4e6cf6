"""The goals: one goal, one file. Importing this package registers them.

Each class, and each class that its fields contain, can be imported from here.
"""

import importlib
import pkgutil
from typing import TYPE_CHECKING

from seatplan.worth import Term

if TYPE_CHECKING:
    from seatplan.goals.cost import Cost as Cost
    from seatplan.goals.even_turns import EvenTurns as EvenTurns
    from seatplan.goals.fewest_members import FewestMembers as FewestMembers
    from seatplan.goals.fewest_relocations import FewestRelocations as FewestRelocations
    from seatplan.goals.fill_seats import FillSeats as FillSeats
    from seatplan.goals.keep_dates import KeepDates as KeepDates
    from seatplan.goals.keep_rules import KeepRules as KeepRules
    from seatplan.goals.keep_spacecraft import KeepSpacecraft as KeepSpacecraft
    from seatplan.goals.least_change import LeastChange as LeastChange
    from seatplan.goals.longest_waiting import LongestWaiting as LongestWaiting
    from seatplan.goals.prefer import Prefer as Prefer

__all__ = [
    "Cost",
    "EvenTurns",
    "FewestMembers",
    "FewestRelocations",
    "FillSeats",
    "KeepDates",
    "KeepRules",
    "KeepSpacecraft",
    "LeastChange",
    "LongestWaiting",
    "Prefer",
    "Term",
]

for _found in pkgutil.iter_modules(__path__):
    _module = importlib.import_module(f"{__name__}.{_found.name}")
    globals().update({name: vars(_module)[name] for name in __all__ if name in vars(_module)})
