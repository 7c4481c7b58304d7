"""One folder a feature: rules, use cases and reads, with no Telegram in here."""
