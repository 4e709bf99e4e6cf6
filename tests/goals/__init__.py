"""One file of small examples for each goal."""
