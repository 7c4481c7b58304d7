"""Sources: named ways in, and each member's way from stranger to regular."""
