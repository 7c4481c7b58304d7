"""Contacts: the one door for what the bot writes to somebody unasked."""
