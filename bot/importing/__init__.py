"""Takes in what a community brings along: `python -m bot import`."""
