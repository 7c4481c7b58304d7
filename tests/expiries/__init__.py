"""Expiry: points that were not used go, after a word beforehand."""
