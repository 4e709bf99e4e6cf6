"""The rules: one rule, one file. Importing this package registers them.

Each class, and each class that its fields contain, can be imported from here.
"""

import importlib
import pkgutil
from typing import TYPE_CHECKING

from seatplan.ledger import LedgerEntry
from seatplan.worth import Condition, Term

if TYPE_CHECKING:
    from seatplan.rules.aboard import Aboard as Aboard
    from seatplan.rules.apart import Apart as Apart
    from seatplan.rules.backup import Backup as Backup
    from seatplan.rules.backup_flies import BackupFlies as BackupFlies
    from seatplan.rules.blackout import Blackout as Blackout
    from seatplan.rules.blackout import Period as Period
    from seatplan.rules.career import Career as Career
    from seatplan.rules.count import Count as Count
    from seatplan.rules.exchange import Exchange as Exchange
    from seatplan.rules.experience import Experience as Experience
    from seatplan.rules.exposure import Exposure as Exposure
    from seatplan.rules.exposure import Rate as Rate
    from seatplan.rules.frequency import Frequency as Frequency
    from seatplan.rules.ground_time import GroundTime as GroundTime
    from seatplan.rules.handover import Handover as Handover
    from seatplan.rules.integrated_crew import IntegratedCrew as IntegratedCrew
    from seatplan.rules.lifeboat import Lifeboat as Lifeboat
    from seatplan.rules.quota import Quota as Quota
    from seatplan.rules.relocations import Relocations as Relocations
    from seatplan.rules.share import Share as Share
    from seatplan.rules.some_of import SomeOf as SomeOf
    from seatplan.rules.spacing import Spacing as Spacing
    from seatplan.rules.standby import Standby as Standby
    from seatplan.rules.stay import Stay as Stay
    from seatplan.rules.together import Together as Together

__all__ = [
    "Aboard",
    "Apart",
    "Backup",
    "BackupFlies",
    "Blackout",
    "Career",
    "Condition",
    "Count",
    "Exchange",
    "Experience",
    "Exposure",
    "Frequency",
    "GroundTime",
    "Handover",
    "IntegratedCrew",
    "LedgerEntry",
    "Lifeboat",
    "Period",
    "Quota",
    "Rate",
    "Relocations",
    "Share",
    "SomeOf",
    "Spacing",
    "Standby",
    "Stay",
    "Term",
    "Together",
]

for _found in pkgutil.iter_modules(__path__):
    _module = importlib.import_module(f"{__name__}.{_found.name}")
    globals().update({name: vars(_module)[name] for name in __all__ if name in vars(_module)})
