"""A harness that feeds bytes to the readers; see README.md in this folder. No test is in here."""
