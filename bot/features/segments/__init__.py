"""Segments: a question that selects members, named and kept."""
