"""The number of examples for each law.

A law names the number that shows it with confidence. The normal run, which everyone waits for,
tries two in five; the run with mutants all; the nightly run twenty times as many. In the normal
and the mutants' run they are the same each time.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "normal")
NIGHTLY = PROFILE == "nightly"
TIMES = {"nightly": 20.0, "mutants": 1.0}
NORMAL = 0.4


def examples(number: int) -> settings:
    """Settings for a law that needs this number of examples.

    Whole programs are large draws, and a program with too many plans is thrown away: what
    Hypothesis warns of there is meant.
    """
    return settings(
        max_examples=max(2, round(number * TIMES.get(PROFILE, NORMAL))),
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.filter_too_much,
        ],
    )
