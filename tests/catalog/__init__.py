"""What ships with seatplan, programme by programme."""
