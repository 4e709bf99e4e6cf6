"""Binds the classes that public signatures use although they are defined on floors below.

`typing.get_type_hints` then finds them. `import seatplan` loads all of them anyway.
"""

from __future__ import annotations

from seatplan.agreements import Account, Claim, ClosedDays, Ending
from seatplan.kinds import Goal, Rule
from seatplan.later import bind
from seatplan.modelling import LinearExpr, Model
from seatplan.plan import Plan
from seatplan.program import CrewMember, Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding
from seatplan.timeline import PlanIndex, Tour
from seatplan.tour_limits import TourLimits
from seatplan.traffic import PortStay
from seatplan.whatif.editing import Edit

bind("seatplan.program.program", Edit, Goal, Plan, Rule)
bind("seatplan.plan.plan", PortStay, Tour)
bind("seatplan.kinds.goal", LinearExpr, Model, PlanIndex)
bind("seatplan.kinds.rule", Account, Claim, ClosedDays, CrewMember, Ending, Finding, Flight)
bind("seatplan.kinds.rule", Model, PlanIndex, ProgramIndex, TourLimits)
