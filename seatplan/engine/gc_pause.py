"""Pauses the garbage collector while a large model is built.

A model is some million small objects that all stay. Python's collector looks through them each time
their number has grown by a quarter, which finds nothing and takes seconds on the largest.

Measured in docs/decisions/0010.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

LARGE = 20_000
"""From this many pairs of a flight and a member on; below, the collector does not matter."""


@contextmanager
def uncollected(pairs: int) -> Iterator[None]:
    """Holds the collector while something of that size is built, and lets it go on after.

    What was dropped before, such as another model, goes first: so that many models, built one after
    the other, take no more room than one.
    """
    if pairs < LARGE or not gc.isenabled():
        yield
        return
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
