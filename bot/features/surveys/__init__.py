"""Surveys: questions by DM, answered under a name or truly without one."""
