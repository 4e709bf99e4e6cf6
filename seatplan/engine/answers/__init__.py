"""What callers ask for: solve, repair, alternatives, trade-off, the best possible plan."""
