"""Badges: rules over facts and figures, looked at in the moment and again every night."""
