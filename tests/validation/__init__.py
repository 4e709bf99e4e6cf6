"""Tests of the validation of programs."""
