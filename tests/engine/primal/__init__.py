"""Tests of `seatplan/engine/primal`."""
