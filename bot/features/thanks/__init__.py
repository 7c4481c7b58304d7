"""Thanks: one member to another, worth something to who helped."""
