"""What the checks would have done: to an exported chat, a labelled file, or what was counted."""
