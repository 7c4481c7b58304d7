"""Onboarding: what newcomers are shown first, step by step, and their first week."""
