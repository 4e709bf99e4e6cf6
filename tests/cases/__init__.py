"""Inputs from the field that once failed, each with the right outcome.

People in them are made up, but in `programs`: those are public facts, written down from memory.
They are shapes, not sources.
"""

from pathlib import Path

HERE = Path(__file__).parent


def path(name: str) -> str:
    """Return the path of a file in this folder."""
    return str(HERE / name)
