"""The engine: the only part of seatplan that imports ortools (CP-SAT and GLOP)."""
