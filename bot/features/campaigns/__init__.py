"""What a community does together between a beginning and an end, held against its objective."""
