"""The garbage collector is paused while a large model is built, and always resumed."""

import gc

import pytest

from seatplan.engine.model.building import MANY_PAIRS, uncollected


def test_it_is_held_for_what_is_large():
    with uncollected(MANY_PAIRS):
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_for_what_is_small():
    with uncollected(MANY_PAIRS - 1):
        assert gc.isenabled()


def test_it_goes_on_after_an_error():
    with pytest.raises(KeyError), uncollected(MANY_PAIRS):
        raise KeyError
    assert gc.isenabled()


def test_one_that_is_off_stays_off():
    gc.disable()
    try:
        with uncollected(MANY_PAIRS), uncollected(MANY_PAIRS):
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
