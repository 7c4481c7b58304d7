"""Events: who comes, who waits for a seat, who was there."""
