"""Measures the same programs in seatplan and in four other tools, with the same limit."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from benchmarks import phases
from benchmarks.answers import Agreement
from benchmarks.conftest import Measure
from benchmarks.peers import solving
from benchmarks.sizes import PEERS, Size

programs = pytest.mark.parametrize("size", PEERS.values(), ids=lambda size: size.name)


@programs
@pytest.mark.parametrize("workers", ["1", "cores"])
def test_seatplan(
    measure: Measure,
    folder: str,
    limit: Callable[[float], float],
    agreement: Agreement,
    workers: str,
    size: Size,
) -> None:
    """Measures the public API with one worker, with the default, and with one for each core."""
    threads = 1 if workers == "1" else os.cpu_count()
    facts = measure(phases.optimum, size.name, folder, limit(size.limit), threads)
    agreement.hold(size.name, facts)


@programs
@pytest.mark.parametrize("tool", solving.TOOLS)
def test_peer(
    measure: Measure,
    folder: str,
    limit: Callable[[float], float],
    agreement: Agreement,
    tool: str,
    size: Size,
) -> None:
    """Measures a model written as in the tutorials of the tool."""
    facts = measure(solving.measure, tool, size.name, folder, limit(size.limit))
    agreement.hold(size.name, facts)
