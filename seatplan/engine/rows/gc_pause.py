"""Pauses the garbage collector while a large model is built.

A model consists of millions of small objects, and all of them stay alive. Python's collector scans
them each time their number has grown by a quarter, which finds nothing and takes seconds for the
largest models.

Measured in docs/decisions/0010.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

LARGE = 20_000
"""The fewest pairs of a flight and a member for which the collector matters."""


@contextmanager
def uncollected(pairs: int) -> Iterator[None]:
    """Pauses the collector while a model of that size is built.

    Garbage such as an earlier model is collected first, so that many models built one after the
    other take no more memory than one.
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
