"""What if: edits of a program, re-planning with least change, sweeps and stress."""
