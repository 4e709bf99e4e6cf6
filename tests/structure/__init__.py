"""One file of small examples for each thing that every plan obeys."""
