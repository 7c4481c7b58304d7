"""The ledger of experience and points, levels, and what a message is worth."""
