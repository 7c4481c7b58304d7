"""Seasons: named spans of a community's days, whose winners are kept when they end."""
