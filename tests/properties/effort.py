"""How many examples a law is tried on."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"


def examples(normal: int) -> settings:
    """Settings for a law of so many examples in the normal run, twenty times that in the nightly.

    Whole programs are large draws, and a program with too many plans is thrown away: what
    Hypothesis warns of there is meant.
    """
    return settings(
        max_examples=normal * 20 if NIGHTLY else normal,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.filter_too_much,
        ],
    )
