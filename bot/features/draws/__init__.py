"""Lucky draws that anyone can verify: entering, closing, awarding."""
