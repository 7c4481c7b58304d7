"""Hearth living in a rehearsal on this machine."""
