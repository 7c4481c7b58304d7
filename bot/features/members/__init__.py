"""People, members and memberships: who is here, and how well we know it."""
