"""The certificates that `seatplan solve` writes."""

from __future__ import annotations

import time

from seatplan.certificate import Certificates
from seatplan.result import Result
from seatplan.words import listed

NO_PLAN = "infeasibility"
"""What a certificate proves that belongs to no goal."""


def certificates_of(result: Result, time_limit: float) -> Certificates:
    """The certificates of an answer; takes at most `time_limit` seconds."""
    from seatplan.certifying import certificate_of

    end = time.monotonic() + time_limit
    claims = {one.id: one.claim for one in result.goals}
    if result.claim is not None:
        claims = {NO_PLAN: result.claim}
    found, gaps = [], []
    for name, claim in claims.items():
        left = max(0.0, end - time.monotonic())
        made = certificate_of(claim, left) if claim is not None else None
        if made is not None:
            found.append(made)
        else:
            gaps.append(name)
    return Certificates(tuple(found), tuple(gaps))


def proved(proofs: Certificates) -> str:
    """A phrase on what the certificates prove, for the sentence that gives their file."""
    if not proofs.certificates:
        return "empty list of certificates (the linear relaxation proves no value)"
    names = listed(one.goal or NO_PLAN for one in proofs.certificates)
    gaps = f" (none of {listed(proofs.gaps)})" if proofs.gaps else ""
    word = "certificate" if len(proofs.certificates) == 1 else "certificates"
    return f"{word} of {names}{gaps}"
