"""The best of what was said: chosen by the staff, listed, and told once a week."""
