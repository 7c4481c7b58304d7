"""What a community decided differently from the operator's defaults."""
