"""Tests of `seatplan/engine/explain`."""
