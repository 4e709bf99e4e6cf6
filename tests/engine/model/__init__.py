"""Tests of `seatplan/engine/model`."""
