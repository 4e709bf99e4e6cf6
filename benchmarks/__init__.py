"""What seatplan takes, in time and memory, and how others fare on the same work."""
