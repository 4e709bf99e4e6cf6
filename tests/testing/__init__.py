"""Tests of what users test their own rules with."""
