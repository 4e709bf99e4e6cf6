"""A rule, a goal and an edit for seatplan; importing this registers them."""

from crew_rules.change_vehicle import ChangeVehicle
from crew_rules.mixed_agencies import MixedAgencies
from crew_rules.star_flights import StarFlights

__all__ = ["ChangeVehicle", "MixedAgencies", "StarFlights"]
