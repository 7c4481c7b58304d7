"""What happened: facts for a month, daily counts for longer."""
