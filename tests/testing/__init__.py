"""Tests of the package with which users test their own rules."""
