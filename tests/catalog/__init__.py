"""What ships with seatplan, program by program."""
