"""Levels that are reached: noticed without a statement of their own, and told once."""
