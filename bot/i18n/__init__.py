"""Every sentence that members read, in every language."""
