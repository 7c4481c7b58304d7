"""Gates: what a chat asks of whoever wants in, and what becomes of everybody before one."""
