"""Levels: noticed, told once, and reckoned anew."""
