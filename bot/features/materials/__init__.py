"""The library: files and texts that the staff keep, to be posted again by name."""
