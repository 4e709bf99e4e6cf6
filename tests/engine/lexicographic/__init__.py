"""Tests of `seatplan/engine/lexicographic`."""
