"""What a community says officially: one post in its main group, pinned until it is taken down."""
