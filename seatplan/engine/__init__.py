"""CP-SAT: the only place where ortools is imported."""
