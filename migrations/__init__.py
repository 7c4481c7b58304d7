"""The database's own history, and how to bring a database up to date."""
