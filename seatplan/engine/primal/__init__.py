"""Heuristics that find plans, and K-feasibility; their plans are verified like all others."""
