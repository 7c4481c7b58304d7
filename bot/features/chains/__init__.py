"""Lists that members put themselves on, line by line."""
