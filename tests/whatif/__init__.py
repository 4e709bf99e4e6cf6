"""Edits, what-ifs, sweeps and stress; what really happened stands in `test_real_cases`."""
