"""Hypothesis profiles: `normal`, quick and the same in every run, and `nightly`, thorough.

HYPOTHESIS_PROFILE=nightly pytest tests/properties

`mutants` is `normal` without making a counterexample small: that there is one is all it asks.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings

settings.register_profile("normal", deadline=None, derandomize=True)
settings.register_profile("nightly", deadline=None, max_examples=3000, print_blob=True)
settings.register_profile(
    "mutants", deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "normal"))

# Dozens of interpreters start during a run. Without bytecode, each would compile all of seatplan.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A shell ignores Ctrl-C for what it puts into the background, and `nohup` hangups; so would every
# process that the tests start and then interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(autouse=True, scope="session")
def _temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What an `EngineError` keeps goes where the tests keep their files; also of subprocesses."""
    folder = str(tmp_path_factory.mktemp("kept"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", folder)
        patch.setattr(tempfile, "tempdir", folder)
        yield
