"""The published rules of a community: numbered clauses, in versions that never change."""
