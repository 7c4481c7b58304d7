"""Polls: asked by the bot, answered on Telegram's own ballots, counted among members."""
