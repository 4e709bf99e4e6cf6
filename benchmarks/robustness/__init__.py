"""Measures the engine on programs that it was not tuned on, in many orders of their goals.

    python -m benchmarks.robustness --quick --only tiangong

See `benchmarks.robustness.__main__` for the options and `benchmarks/README.md` for what is run.
"""
