"""Check-in challenges: so many days of something, together."""
