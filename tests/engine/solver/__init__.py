"""Tests of `seatplan/engine/solver`."""
