"""Measures the engine on programs of many kinds, in many orders of their goals.

    python -m benchmarks.robustness --quick --only tiangong

See `benchmarks.robustness.__main__` for the options and `benchmarks/README.md` for what is run.
"""
