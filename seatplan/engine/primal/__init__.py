"""Heuristics that find plans, and K-feasibility; what they find needs no proof of its own."""
