"""What somebody may not do in a chat: each reason apart, told to Telegram as one."""
