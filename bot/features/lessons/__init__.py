"""A classifier that learns: from the operator's files, and from what each community decides."""
