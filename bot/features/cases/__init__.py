"""Cases: sanctions with their reason, evidence and end, each of which can be taken back."""
