"""Tests of `seatplan/engine/answers`."""
