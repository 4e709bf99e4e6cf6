"""Tests of the display of values: text, HTML, frames and figures."""
