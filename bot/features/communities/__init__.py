"""Communities, their chats and administrators, and how the bot stands in each."""
