"""The daily sign-in: days, streaks and bonuses."""
