"""Questions: those that nobody answered, those put to an expert, and what was answered."""
