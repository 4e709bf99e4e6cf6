"""Tests of what the benchmarks are made of; that answers are right they assert themselves."""
