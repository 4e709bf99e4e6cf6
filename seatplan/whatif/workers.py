"""What runs in the workers of a sweep, wherever they are.

A worker keeps the studies that it has been sent. A task names its study by content; where the
worker does not know it the answer is None, and the task comes again with the study in it. So any
executor will do, with processes that come and go, and the program travels once to each worker and
not with every scenario.
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
"""This many studies are kept; one more, and the one that was used least lately is dropped."""

_known: OrderedDict[str, Replanner] = OrderedDict()
_lock = threading.Lock()  # a worker may have threads


def answer(
    key: str,
    packed: bytes | None,
    scenario: Scenario,
    ticket: str,
    cancel: CancelToken | None = None,
) -> Outcome | None:
    """What comes of a scenario; None if the study has to be sent.

    Args:
        key: of the study.
        packed: the study, if it is sent along.
        scenario: what happens.
        ticket: another one for each task: some executors give equal tasks one answer.
        cancel: stops it, where the worker is a thread of the process that has the token.
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
