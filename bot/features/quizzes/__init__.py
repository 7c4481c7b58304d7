"""Quizzes: banks of questions, series of rounds, a question a day."""
