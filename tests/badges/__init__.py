"""Badges: earned once, revoked when wrong, and shown on a wall."""
