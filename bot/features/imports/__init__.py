"""What a community brings along when it moves in: its history, members, tags and orders."""
