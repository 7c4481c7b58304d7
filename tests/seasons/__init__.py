"""Seasons: spans of days with winners of their own."""
