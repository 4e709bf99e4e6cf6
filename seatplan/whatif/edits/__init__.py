"""The edits: one edit, one file. Importing this package registers them."""

from seatplan.whatif.edits.add_flight import AddFlight
from seatplan.whatif.edits.add_rule import AddRule
from seatplan.whatif.edits.assign_spacecraft import AssignSpacecraft
from seatplan.whatif.edits.cancel import Cancel
from seatplan.whatif.edits.change_rule import ChangeRule
from seatplan.whatif.edits.close_port import ClosePort
from seatplan.whatif.edits.disqualify import Disqualify
from seatplan.whatif.edits.drop_rule import DropRule
from seatplan.whatif.edits.extend import Extend
from seatplan.whatif.edits.fix import Fix
from seatplan.whatif.edits.forbid import Forbid
from seatplan.whatif.edits.ground_spacecraft import GroundSpacecraft
from seatplan.whatif.edits.launch_empty import LaunchEmpty
from seatplan.whatif.edits.open_dates import OpenDates
from seatplan.whatif.edits.promote import Promote
from seatplan.whatif.edits.qualify import Qualify
from seatplan.whatif.edits.reseat import Reseat
from seatplan.whatif.edits.return_empty import ReturnEmpty
from seatplan.whatif.edits.return_options import ReturnOptions
from seatplan.whatif.edits.set_dates import SetDates
from seatplan.whatif.edits.slip import Slip
from seatplan.whatif.edits.withdraw import Withdraw

__all__ = [
    "AddFlight",
    "AddRule",
    "AssignSpacecraft",
    "Cancel",
    "ChangeRule",
    "ClosePort",
    "Disqualify",
    "DropRule",
    "Extend",
    "Fix",
    "Forbid",
    "GroundSpacecraft",
    "LaunchEmpty",
    "OpenDates",
    "Promote",
    "Qualify",
    "Reseat",
    "ReturnEmpty",
    "ReturnOptions",
    "SetDates",
    "Slip",
    "Withdraw",
]
