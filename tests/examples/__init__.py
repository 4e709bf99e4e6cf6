"""The examples of the documentation that need more than seatplan: `pytest -m examples`."""
