"""The mutation runner (`python -m tests.mutants`) and its tests."""
