"""Rows over columns: the one form of every constraint, and CP-SAT's model filled from them."""
