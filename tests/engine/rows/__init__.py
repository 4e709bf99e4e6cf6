"""Tests of `seatplan/engine/rows`."""
