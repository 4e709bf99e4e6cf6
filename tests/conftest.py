"""Two Hypothesis profiles: `normal`, quick and the same in every run, and `nightly`, thorough.

HYPOTHESIS_PROFILE=nightly pytest tests/properties
"""

from __future__ import annotations

import os
import signal

from hypothesis import settings

settings.register_profile("normal", deadline=None, derandomize=True)
settings.register_profile("nightly", deadline=None, max_examples=3000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "normal"))

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # So a shell starts what it puts into the background, and so would every process that the tests
    # start and then interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)
