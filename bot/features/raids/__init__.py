"""Raids: a burst of newcomers closes a gate by itself, and the gate opens by itself again."""
