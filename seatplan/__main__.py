"""`python -m seatplan`: the command."""

import sys

from seatplan.cli import main

if __name__ == "__main__":
    sys.exit(main())
