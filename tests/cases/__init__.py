"""Inputs from the field that once failed, each with the outcome that is right.

People in them are made up, but in `programs`: those are public facts, written down from memory.
They are shapes, not sources.
"""

from pathlib import Path

HERE = Path(__file__).parent


def path(name: str) -> str:
    """A file of this folder."""
    return str(HERE / name)
