"""Gifts, grants and fines: conserved, capped and explained."""
