"""The audit: what the staff and the checks did, and the log chats that are told of it."""
