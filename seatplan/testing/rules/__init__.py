"""Makers for the rules that come with seatplan: one function each."""

from seatplan.testing.rules import accounts, people, ships

__all__ = ["accounts", "people", "ships"]
