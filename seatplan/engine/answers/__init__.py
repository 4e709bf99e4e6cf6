"""The entry points: solve, repair, alternatives, trade-off, the best possible plan."""
