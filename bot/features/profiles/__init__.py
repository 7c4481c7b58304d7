"""Profiles: what members said of themselves, field by field, with consent."""
