"""Models of the programs in other tools, written as in the tutorials of the tools.

None of this loads seatplan's engine: programs are read and plans are checked without a solver.
"""
