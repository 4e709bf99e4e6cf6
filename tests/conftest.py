"""Two Hypothesis profiles: `normal`, quick and the same in every run, and `nightly`, thorough.

HYPOTHESIS_PROFILE=nightly pytest tests/properties
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("normal", deadline=None, derandomize=True)
settings.register_profile("nightly", deadline=None, max_examples=3000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "normal"))
