"""The code that runs in the workers of a sweep, on any machine.

A worker keeps the studies that it has received. A task names its study by a hash of its content. If
the worker does not know the study, it answers None, and the task is sent again with the study.
Therefore any executor works, even one whose processes come and go, and the program is sent to each
worker only once instead of with every scenario.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

from seatplan.progress import CancelToken
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.replanning import Replanner
from seatplan.whatif.scenario import Scenario
from seatplan.whatif.study import Study

MOST = 4
"""The number of studies that are kept; beyond it, the least recently used one is dropped."""

_known: OrderedDict[str, Replanner] = OrderedDict()
_lock = threading.Lock()  # a worker may have threads


def answer(
    key: str,
    packed: bytes | None,
    scenario: Scenario,
    ticket: str,
    cancel: CancelToken | None = None,
) -> Outcome | None:
    """Find the outcome of a scenario; None if the study has to be sent.

    Args:
        key: the key of the study.
        packed: the study, if it is sent along.
        scenario: the scenario.
        ticket: a different text for each task, because some executors solve equal tasks only once.
        cancel: stops the search, if the worker is a thread of the process that has the token.
    """
    with _lock:
        replanner = _known.get(key)
        if replanner is None:
            if packed is None:
                return None
            replanner = Study.unpacked(packed).replanner()
            replanner.prepare(cancel)
            _known[key] = replanner
            if len(_known) > MOST:
                _known.popitem(last=False)
        _known.move_to_end(key)
    return replanner.outcome(scenario, cancel=cancel)
