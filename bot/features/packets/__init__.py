"""Red packets: points split by chance, for whoever comes first."""
