"""Tests of edits, what-ifs, sweeps and stress; real events are in `test_real_cases`."""
