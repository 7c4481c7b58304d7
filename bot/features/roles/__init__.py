"""Roles: what somebody may do in a community, within what Telegram lets them do."""
