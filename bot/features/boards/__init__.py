"""Boards: who earned most in a day, a week, a month, a season and in all."""
