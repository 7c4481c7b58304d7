"""Complaints: what members report to the staff, who sees to it, and what becomes of it."""
