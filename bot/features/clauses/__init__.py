"""The published rules: numbered clauses in versions that never change."""
