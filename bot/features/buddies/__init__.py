"""Buddies: members who take newcomers by the hand for their first week."""
