"""Checks on what is written, and the removal of what a community forbids."""
