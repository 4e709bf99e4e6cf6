"""Plans, results and checks for people: as tables on a terminal, and as plain data."""
