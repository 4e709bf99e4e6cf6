"""The same programs in other tools, as one would write them from the tools' tutorials.

None of this loads seatplan's engine: programs are read and plans are checked without a solver.
"""
