"""Tools with no opinion about communities."""
