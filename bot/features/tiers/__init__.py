"""Tiers: who stands where on a ladder, by what they do, and what that opens to them."""
