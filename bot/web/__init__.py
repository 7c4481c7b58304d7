"""The bot's own web server: health, metrics and the webhook."""
