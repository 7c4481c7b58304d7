"""What a community brings along when it moves in."""
