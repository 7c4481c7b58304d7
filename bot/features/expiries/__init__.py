"""Expiries: points that were not spent for long are gone, after a word beforehand."""
