"""Appeals: whoever a case is about asks that somebody else look at it again."""
