# Words that belong to no one feature.
