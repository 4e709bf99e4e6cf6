"""Benchmarks: time and memory that seatplan takes, and comparisons with other tools."""
