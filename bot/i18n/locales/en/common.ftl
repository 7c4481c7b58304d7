# Words that belong to no one feature.

language-name = English
