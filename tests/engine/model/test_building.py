"""The garbage collector is paused while a large model is built, and always resumed."""

import gc

import pytest

from seatplan.engine.model.building import LARGE, uncollected


def test_it_is_held_for_what_is_large():
    with uncollected(LARGE):
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_for_what_is_small():
    with uncollected(LARGE - 1):
        assert gc.isenabled()


def test_it_goes_on_after_an_error():
    with pytest.raises(KeyError), uncollected(LARGE):
        raise KeyError
    assert gc.isenabled()


def test_one_that_is_off_stays_off():
    gc.disable()
    try:
        with uncollected(LARGE), uncollected(LARGE):
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
