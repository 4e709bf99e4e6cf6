"""Contradictions of programs: one file for each notion, as in the package."""
